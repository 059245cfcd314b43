// The service worker, from the second visit on: nothing that stands unlabelled in a page gets past it, in any engine, and
// everything gets through once the visitor wants it, the whole or only the tracker's purpose.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until, type Find } from '../../scripts/lib/engines/engine.ts';
import { wantedEngines, withEngine } from '../../scripts/lib/engines/index.ts';
import { accept } from './banner.ts';
import { channels, serveChannels, type Channel } from './channels.ts';
import { startTrackedSite, type TrackedSite } from './tracked-site.ts';

let site: TrackedSite;
before(async () => { site = await startTrackedSite(serveChannels, { serviceWorker: true }); });
after(async () => { await site?.close(); });

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const options: Find = () => [...document.querySelector('hallpass-banner')?.shadowRoot?.querySelectorAll('button') ?? []].find(({ textContent }) => textContent === 'Options');
const analytics: Find = () => document.querySelector('hallpass-banner')?.shadowRoot?.querySelector('#p-analytics');
const save: Find = () => [...document.querySelector('hallpass-banner')?.shadowRoot?.querySelectorAll('button') ?? []].find(({ textContent }) => textContent === 'Save choices');
/** The choice loads the page again: as with the generated headers (channels.test.ts). */
const lostInFirefox: readonly Channel[] = ['static-iframe', 'preload'];
/** Workers, as a blob or for good, wait until everything is granted. */
const choices: Readonly<Record<string, { readonly clicks: readonly Find[]; readonly waiting: readonly Channel[] }>> = {
  everything: { clicks: [accept], waiting: [] }, 'analytics alone': { clicks: [options, analytics, save], waiting: ['worker', 'service-worker'] },
};

for (const name of wantedEngines) {
  for (const [what, { clicks, waiting }] of Object.entries(choices)) {
    test(`${name}: on a second visit all 13 channels are held, and released by a consent to ${what}`, (t) => withEngine(name, async (engine) => {
      const visitor = await engine.newVisitor();
      await visitor.goto(`${site.origin}/?visit=${name}-first`);
      await until('the worker in charge', () => visitor.evaluate(() => navigator.serviceWorker.controller?.state === 'activated'));
      const second = `${name}-${what.replace(' ', '-')}`;
      await visitor.goto(`${site.origin}/?visit=${second}`);
      await pause(1500);
      const passed = [...site.arrived(second)];
      t.diagnostic(`${name.padEnd(8)} held ${channels.length - passed.length} of ${channels.length}; passed: ${passed.join(' ') || 'none'}`);
      assert.deepEqual(passed, []);
      for (const click of clicks) await visitor.click(click);
      const wanted = channels.filter((channel) => !waiting.includes(channel) && (name !== 'firefox' || !lostInFirefox.includes(channel)));
      const arrived = (): string[] => wanted.filter((channel) => site.arrived(second).has(channel));
      await until('every channel', () => Promise.resolve(arrived().length === wanted.length)).catch(() => undefined);
      assert.deepEqual(arrived(), wanted);
      await visitor.close();
    }));
  }
}
