// What a real district answers a parent who looks at a child's record, by path: recorded once, so that both pages show the same.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchChromium } from '../../../scripts/lib/chromium.ts';
import { anyPorts, startWorld } from '../../../scripts/lib/world.ts';

export type Answers = ReadonlyMap<string, string>;

export const recordAnswers = async (): Promise<Answers> => {
  const folder = mkdtempSync(join(tmpdir(), 'hallpass-bench-'));
  const world = await startWorld(join(folder, 'world'), anyPorts, 200);
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ locale: 'en-US' });
    const answers = new Map<string, Promise<string>>();
    page.on('response', (response) => {
      const { origin, pathname } = new URL(response.url());
      if (origin === world.district && response.status() === 200) answers.set(pathname, response.text());
    });
    const press = (name: string | RegExp): Promise<void> => page.getByRole('button', { name }).first().click();
    await page.goto(world.portal);
    await press('Sign in');
    await page.getByRole('radio', { name: 'María García' }).check();
    await press('Sign in');
    await press(/^See the record of Luc/);
    await page.getByRole('heading', { level: 1, name: /^Record of Luc/ }).waitFor();
    await page.getByRole('button', { name: /^Correct / }).first().waitFor();
    return new Map(await Promise.all([...answers].map(async ([path, text]) => [path, await text] as const)));
  } finally {
    await browser.close();
    await world.close();
    rmSync(folder, { recursive: true });
  }
};

interface Entry { readonly id: string; readonly label: string }
interface RecordAnswer { readonly categories: readonly { readonly entries: Entry[] }[] }

/** The same, with so many entries in the record: each category's own again and again, under other ids. */
export const withEntries = (answers: Answers, count: number): Answers => new Map([...answers].map(([path, text]) => {
  if (!path.endsWith('/record')) return [path, text];
  const record = JSON.parse(text) as RecordAnswer;
  const filled = record.categories.filter(({ entries }) => entries.length > 0);
  const entries = filled.flatMap(({ entries: own }) => own.map((entry) => ({ own, entry })));
  for (let more = count - entries.length, round = 2; more > 0; round += 1) {
    for (const { own, entry } of entries.slice(0, more)) own.push({ ...entry, id: `${entry.id}-${round}`, label: `${entry.label} ${round}` });
    more -= entries.length;
  }
  return [path, JSON.stringify(record)];
}));
