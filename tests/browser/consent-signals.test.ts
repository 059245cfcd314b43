// What Microsoft's and Meta's tags are told, through the snippets that their makers give out: the default before their
// own first word, an update with every change, denied where there is no gate.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { serveGate } from '../support/gate-page.ts';
import { browser, site } from './fixture.ts';

// The parts of each maker's snippet that make its queue, then its own first word.
const snippets = `
!function(f){if(f.fbq)return;var n=f.fbq=function(){n.callMethod?n.callMethod.apply(n,arguments):n.queue.push(arguments)};
if(!f._fbq)f._fbq=n;n.push=n;n.loaded=!0;n.version='2.0';n.queue=[]}(window);fbq('init','1');fbq('track','PageView');
(function(c,a){c[a]=c[a]||function(){(c[a].q=c[a].q||[]).push(arguments)}})(window,'clarity');clarity('set','x','1');
window.uetq=window.uetq||[];window.uetq.push('event','x',{});`;

const withPage = async (gate: boolean, story: (page: Page) => Promise<void>): Promise<void> => {
  const context: BrowserContext = await browser.newContext({ locale: 'en-US' });
  await context.route(`${site.origin}/tags`, (route) => route.fulfill({ contentType: 'text/html', body: `<!doctype html><html lang="en">
${gate ? '<script src="/hallpass.js"></script>' : ''}<script src="/consent-signals.js" data-to="uet clarity meta"></script><script>${snippets}</script><body>` }));
  const page = await context.newPage();
  await page.goto(`${site.origin}/tags`);
  await story(page);
  await context.close();
};

const told = (page: Page): Promise<Record<'meta' | 'clarity' | 'uet', unknown[]>> => page.evaluate(() => {
  const tags = window as unknown as { fbq: { queue: ArrayLike<unknown>[] }; clarity: { q: ArrayLike<unknown>[] }; uetq: unknown[] };
  return { meta: tags.fbq.queue.map((words) => [...Array.from(words)]), clarity: tags.clarity.q.map((words) => [...Array.from(words)]), uet: tags.uetq };
});
const choose = (page: Page, name: string): Promise<void> => page.getByRole('region', { name: 'Your privacy choices' }).getByRole('button', { name, exact: true }).click();

test('denied before any word of the tags; updated by a choice, and by taking it back', () => withPage(true, async (page) => {
  const denied = { ad_Storage: 'denied', analytics_Storage: 'denied' };
  const granted = { ad_Storage: 'granted', analytics_Storage: 'granted' };
  const first = await told(page);
  assert.deepEqual(first.meta, [['consent', 'revoke'], ['init', '1'], ['track', 'PageView']]);
  assert.deepEqual(first.clarity, [['consentv2', denied], ['set', 'x', '1']]);
  assert.deepEqual(first.uet, ['consent', 'default', { ad_storage: 'denied' }, 'event', 'x', {}]);
  await choose(page, 'Accept all');
  const second = await told(page);
  assert.deepEqual(second.meta.at(-1), ['consent', 'grant']);
  assert.deepEqual(second.clarity.at(-1), ['consentv2', granted]);
  assert.deepEqual(second.uet.slice(-3), ['consent', 'update', { ad_storage: 'granted' }]);
  await page.evaluate(() => { window.hallpass?.open(); });
  await choose(page, 'Reject all');
  const third = await told(page);
  assert.deepEqual(third.meta.at(-1), ['consent', 'revoke']);
  assert.deepEqual(third.clarity.at(-1), ['consentv2', denied]);
  assert.deepEqual(third.uet.slice(-3), ['consent', 'update', { ad_storage: 'denied' }]);
}));

test('without a gate on the page everything is denied', () => withPage(false, async (page) => {
  assert.deepEqual((await told(page)).meta[0], ['consent', 'revoke']);
  assert.deepEqual((await told(page)).uet.slice(0, 3), ['consent', 'default', { ad_storage: 'denied' }]);
}));

test('Google’s tags are told what else the policy says, with the default and before any update', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hallpass-google-'));
  const policy = JSON.parse(readFileSync('examples/steptech/policy.json', 'utf8')) as { consent: object };
  policy.consent = { ...policy.consent, google_tags: { wait_for_update_ms: 500, ads_data_redaction: true, url_passthrough: true } };
  writeFileSync(join(folder, 'policy.json'), JSON.stringify(policy));
  execFileSync('build/native/cli/hallpass', ['build', join(folder, 'policy.json'), '-o', folder], { stdio: 'ignore' });
  const page = await serveGate(folder, () => ({ attributes: { 'data-region': 'DE' } }));
  const context = await browser.newContext();
  try {
    const tab = await context.newPage();
    const layer = (): Promise<unknown[][]> => tab.evaluate(() => ((window as { dataLayer?: ArrayLike<unknown>[] }).dataLayer ?? []).map((words) => [...Array.from(words)]));
    await tab.goto(`${page.origin}/page`);
    const [first, ...rest] = await layer();
    assert.deepEqual(first?.slice(0, 2), ['consent', 'default']);
    const { wait_for_update: wait, ad_storage: storage, region } = first?.[2] as Record<string, unknown>;
    assert.deepEqual([wait, storage, region], [500, 'denied', undefined]);
    assert.deepEqual(rest, [['set', 'ads_data_redaction', true], ['set', 'url_passthrough', true]]);
    await choose(tab, 'Accept all');
    const update = (await layer()).at(-1);
    assert.deepEqual(update?.slice(0, 2), ['consent', 'update']);
    assert.equal((update?.[2] as Record<string, unknown>)['wait_for_update'], undefined);
  } finally {
    await context.close();
    await page.close();
    rmSync(folder, { recursive: true });
  }
});
