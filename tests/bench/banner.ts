// The banner beside its peers, in the same run: their visits take turns, so that a busy minute hits all alike. Medians.
// --runs=3 is for a quick look; HALLPASS_ALL_BROWSERS=1 counts the gate's leaks in Firefox and WebKit too.
import { execFileSync } from 'node:child_process';
import { Chromium, findChromium } from '../../cli/node/devtools.ts';
import { chromiumArgs } from '../../scripts/lib/chromium.ts';
import { wantedEngines, withEngine } from '../../scripts/lib/engines/index.ts';
import { contenders } from './banner/contenders.ts';
import { countLeaks } from './banner/leaks.ts';
import { profiles, visit, type Visit } from './banner/measure.ts';
import { startBenchSite } from './banner/page.ts';

const runs = Number(/--runs=(\d+)/.exec(process.argv.join(' '))?.[1] ?? 21);

// Pinned by a lock file of their own, and no part of the project's own set-up.
execFileSync('npm', ['ci', '--ignore-scripts', '--prefer-offline', '--no-progress', '--loglevel=error'],
  { cwd: 'tests/bench/banner/peers', stdio: ['ignore', 'ignore', 'inherit'] });

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
const whole = (value: number): string => String(Math.round(value));

const site = await startBenchSite();
const browser = new Chromium(findChromium() ?? 'chromium', [...chromiumArgs, '--lang=en-US', '--accept-lang=en-US', '--hide-scrollbars']);
try {
  for (const profile of profiles) {
    const visits = new Map<string, Visit[]>(contenders.map(({ name }) => [name, []]));
    for (let run = 0; run < runs; ++run) {
      for (const contender of contenders) visits.get(contender.name)?.push(await visit(browser, site, contender, profile));
    }
    const print = (figure: string, unit: string, pick: (visit: Visit) => number, digits = whole): void => {
      for (const [name, all] of visits) console.log(`banner.${figure}.${profile.name}.${name} ${digits(median(all.map(pick)))} ${unit}`);
    };
    print('visible', 'ms', ({ visible }) => visible);
    print('script', 'ms', ({ script }) => script, (value) => value.toFixed(1));
    print('accept_inp', 'ms', ({ acceptDelay }) => acceptDelay);
    print('returning_gap', 'ms', ({ returningGap }) => returningGap);
    print('cls', 'score', ({ layoutShift }) => layoutShift, (value) => value.toFixed(4));
    for (const [name, all] of visits) console.log(`banner.is_lcp.${profile.name}.${name} ${all.filter(({ isLargestPaint }) => isLargestPaint).length} of-${runs}`);
    if (profile.name === 'local') for (const [name, all] of visits) console.log(`banner.first_visit.${name} ${median(all.map(({ bytes }) => bytes))} bytes`);
  }
  for (const engineName of wantedEngines) {
    await withEngine(engineName, async (engine) => {
      for (const contender of engineName === 'chromium' ? contenders : contenders.slice(0, 1)) {
        const leaks = await countLeaks(engine, contender.name === 'hallpass' ? undefined : { contender, files: site.origin });
        console.log(`banner.leaks.${engineName}.${contender.name} ${leaks} of-13`);
      }
    });
  }
} finally {
  await browser.close();
  await site.close();
}
