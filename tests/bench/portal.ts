// The portal beside a page with React and TanStack Table (tests/bench/portal/peers) that shows the same record; their visits
// take turns, so that a busy minute hits both alike. Medians. --runs=3 is for a quick look.
import { execFileSync } from 'node:child_process';
import { Chromium, findChromium } from '../../cli/node/devtools.ts';
import { chromiumArgs } from '../../scripts/lib/chromium.ts';
import { recordAnswers, withEntries } from './portal/answers.ts';
import { startBenchSite } from './portal/site.ts';
import { idleFrames, loadedBytes, typedKeys, visitRecord, wholeFrames } from './portal/visit.ts';

const runs = Number(/--runs=(\d+)/.exec(process.argv.join(' '))?.[1] ?? 15);
const pages = ['hallpass', 'react'] as const;

// Pinned by a lock file of their own, and no part of the project's own set-up.
execFileSync('npm', ['ci', '--ignore-scripts', '--prefer-offline', '--no-progress', '--loglevel=error'],
  { cwd: 'tests/bench/portal/peers', stdio: ['ignore', 'ignore', 'inherit'] });

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
const print = (name: string, value: number, unit: string, digits = 0): void => { console.log(`portal.${name} ${value.toFixed(digits)} ${unit}`); };

const answers = await recordAnswers();
const site = await startBenchSite(answers);
const large = await startBenchSite(withEntries(answers, 5000));
const browser = new Chromium(findChromium() ?? 'chromium', [...chromiumArgs, '--lang=en-US', '--accept-lang=en-US', '--hide-scrollbars']);
try {
  for (const page of pages) {
    const { welcome, record } = await loadedBytes(browser, site, page);
    if (page === 'hallpass') print('first_load_bytes', welcome, 'bytes');
    print(`record_load_bytes.${page}`, record, 'bytes');
  }
  const times = new Map<string, number[]>(pages.map((page) => [page, []]));
  for (let run = 0; run < runs; run += 1) {
    for (const page of pages) times.get(page)?.push(await visitRecord(browser, site, page));
  }
  for (const [page, all] of times) print(`interactive_slow_ms.${page}`, median(all), 'ms');

  print('idle_frames_per_min', await idleFrames(browser, site, 60), 'frames');

  const typed = await typedKeys(browser, site, 1, 'We moved here');
  // The first letter takes what stands there away or brings something; the others change nothing but the field.
  print('mirror_update_ms', median(typed.frames.map(({ mirror }) => mirror)), 'ms', 2);
  const { keys } = await typedKeys(browser, site, 4, 'We moved in August.');
  print('key_to_paint_ms', keys.length === 0 ? 16 : median(keys), 'ms');

  const frames = await wholeFrames(browser, large, Math.min(runs, 10));
  print('frame_ms', median(frames.map(({ module, mirror, picture }) => module + mirror + picture)), 'ms', 1);
  for (const part of ['module', 'mirror', 'picture'] as const) print(`frame_ms.${part}`, median(frames.map((frame) => frame[part])), 'ms', 2);
} finally {
  await browser.close();
  await site.close();
  await large.close();
}
