// A library's or a classroom's device: the choice ends with the browser session, and at sign-out. Forgetting only closes.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/chromium.ts';
import { serveGate, type GateSite } from '../support/gate-page.ts';
import { outcomes } from './visitor.ts';

const folder = mkdtempSync(join(tmpdir(), 'hallpass-shared-'));
const log: string[] = [];
let browser: Browser;
let site: GateSite;
before(async () => {
  execFileSync('build/native/cli/hallpass', ['build', 'examples/steptech/policy.json', '-o', folder], { stdio: 'ignore' });
  site = await serveGate(folder, (path, { headers }) => ({
    attributes: { 'data-region': String(headers['x-region'] ?? ''), 'data-log': '/consent', ...path === '/own' ? {} : { 'data-shared-device': '' } },
  }), async (request, response) => {
    if (request.url !== '/consent') return false;
    const batch: string[] = [];
    for await (const chunk of request) batch.push(String(chunk));
    const results = (JSON.parse(batch.join('')) as { id: string }[]).map(({ id }) => ({ id, receipt: 'e.e.e' }));
    log.push(...results.map(({ id }) => id));
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ results }));
    return true;
  });
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await site?.close();
  rmSync(folder, { recursive: true });
});

interface Visit { readonly context: BrowserContext; readonly page: Page }
const visit = async (region: string, story: (visit: Visit) => Promise<void>, path = '/page'): Promise<void> => {
  const context = await browser.newContext({ extraHTTPHeaders: { 'x-region': region } });
  try {
    const page = await context.newPage();
    await page.goto(site.origin + path);
    await story({ context, page });
  } finally {
    await context.close();
  }
};
const banner = (page: Page) => page.getByRole('region', { name: 'Your privacy choices' });
const choose = async (page: Page, name: string): Promise<void> => {
  await page.evaluate(() => { window.hallpass?.open(); });
  await banner(page).getByRole('button', { name, exact: true }).click();
};
const advertising = async (page: Page): Promise<string | undefined> => (await outcomes(page))['advertising'];
const stored = (page: Page): Promise<string[]> => page.evaluate(() => [...document.cookie.split('; ').map((pair) => pair.split('=')[0] ?? ''), ...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter((name) => name !== ''));
const leaveTraces = (page: Page): Promise<void> => page.evaluate(() => {
  document.cookie = '_ga=1; path=/';
  localStorage.setItem('li_sync', '1');
  sessionStorage.setItem('li_visit', '1');
});
const forget = (page: Page): Promise<void> => page.evaluate(() => { window.hallpass?.forget(); });
const untilGone = (page: Page): Promise<unknown> => page.waitForFunction(() => !document.cookie.includes('_ga') && Object.keys(localStorage).every((key) => !key.startsWith('li_')));

test('the choice is kept for the browser session only', () => visit('DE', async ({ context, page }) => {
  await choose(page, 'Accept all');
  assert.deepEqual((await context.cookies()).filter(({ name }) => name === 'hallpass').map(({ expires }) => expires), [-1]);
}));

test('at sign-out the choice, its receipts and what it let be stored are gone; the next visitor is asked', () => visit('DE', async ({ context, page }) => {
  await choose(page, 'Accept all');
  await page.waitForFunction(() => sessionStorage.getItem('hallpass_receipts')?.includes('e.e.e'));
  await page.reload(); // on this page everything is granted: it has no guard yet
  await leaveTraces(page);
  assert.ok((await stored(page)).includes('_ga'));
  await forget(page);
  assert.equal(await advertising(page), 'denied visitor_denied', 'this page is closed at once');
  await untilGone(page);
  assert.deepEqual((await stored(page)).filter((name) => name !== 'hallpass'), []);
  assert.deepEqual((await context.cookies()).map(({ name }) => name), []);
  await page.goto(`${site.origin}/page`);
  assert.equal(await advertising(page), 'denied default_denied');
  await banner(page).getByRole('button', { name: 'Reject all' }).waitFor();
}));

test('where silence is consent, the next visitor starts with a refusal, for the rest of the session', async () => {
  for (const answer of ['Reject all', 'Accept all']) {
    await visit('US-TX', async ({ context, page }) => {
      await choose(page, answer);
      if (answer === 'Accept all') await leaveTraces(page);
      await forget(page);
      assert.equal(await advertising(page), 'denied visitor_denied');
      await untilGone(page);
      await page.goto(`${site.origin}/page`);
      assert.equal(await advertising(page), 'denied visitor_denied', 'forgetting a refusal must not open');
      const [record] = (await context.cookies()).filter(({ name }) => name === 'hallpass');
      assert.equal(record?.expires, -1);
    });
  }
});

test('it opens nothing, whatever a script of the page has replaced', () => visit('US-TX', async ({ page }) => {
  await choose(page, 'Reject all');
  await page.evaluate(() => {
    Array.prototype.some = () => false;
    Array.prototype[Symbol.iterator] = function* () { /* nothing */ } as never;
    Object.defineProperty(Object.prototype, 'reason', { value: 'none', configurable: true });
    window.hallpass?.forget();
  });
  await page.goto(`${site.origin}/page`);
  assert.equal(await advertising(page), 'denied visitor_denied');
}));

test('another open tab closes too', () => visit('DE', async ({ context, page }) => {
  await choose(page, 'Accept all');
  const other = await context.newPage();
  await other.goto(`${site.origin}/page`);
  assert.equal(await advertising(other), 'granted visitor_granted');
  await forget(page);
  await other.waitForFunction(() => window.hallpass?.outcomes()['advertising']?.reason === 'default_denied');
}));

test('on a device of one’s own it does nothing: a refusal is not asked for again', () => visit('DE', async ({ context, page }) => {
  await choose(page, 'Reject all');
  const before = await context.cookies();
  await forget(page);
  assert.deepEqual(await context.cookies(), before);
}, '/own'));
