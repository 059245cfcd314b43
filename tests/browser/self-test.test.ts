// hallpass.selfTest(), under the demo site's strict CSP and on a page that leaks.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import type { SelfTestReport } from '../../web/gate/api.ts';
import { browser, site } from './fixture.ts';
import { settle, visit } from './visitor.ts';

const selfTest = (page: Page): Promise<SelfTestReport | undefined> => page.evaluate(() => window.hallpass?.selfTest());
const leaks = ({ requests = [], stored = [] }: Partial<SelfTestReport> = {}): string[] => [
  ...requests.filter(({ verdict }) => verdict === 'leak').map(({ url, kind }) => `${kind} ${new URL(url).pathname}`),
  ...stored.filter(({ verdict }) => verdict === 'leak').map(({ kind, name }) => `${kind} ${name}`),
].sort();

test('the demo site has nothing to report before a choice, and nothing but what was granted after it', () =>
  visit(browser, site, {}, async ({ page, ownRequests }) => {
    await page.goto(site.origin);
    await page.locator('hallpass-banner section').waitFor();
    assert.ok(!ownRequests.includes('/hallpass.self-test.js'), 'not loaded until it is called');
    const before = await selfTest(page);
    assert.deepEqual([before?.leaks, before?.chosen, before?.stored], [0, false, []]);
    assert.ok(before?.requests.some(({ url, verdict }) => url.endsWith('/styles.css') && verdict === 'own site'));
    // A choice is recorded in whole seconds.
    await page.waitForTimeout(1000);
    await page.getByRole('button', { name: 'Accept all', exact: true }).click();
    await page.waitForFunction(() => (window as { siteTags?: string[] }).siteTags?.length === 4);
    await settle(page);
    const after = await selfTest(page);
    assert.deepEqual([leaks(after), after?.chosen], [[], true]);
    assert.ok(after?.requests.some(({ url, verdict, purpose }) => url.includes('/gtag/js') && verdict === 'granted' && purpose === 'analytics'));
    assert.ok(after?.stored.some(({ name, verdict }) => name === '_ga' && verdict === 'granted'));
  }));

test('what got past is told: what was stored or asked for without a grant', async () => {
  // Before the gate's own tag no script can hold anything.
  const page = `<!doctype html><html lang="en"><script>localStorage.li_old = 1</script><link rel="preload" as="image" href="${site.trackerOrigin}/past"><script src="/hallpass.js"></script><link rel="icon" href="data:,"><title>x</title>`;
  const server = createServer(({ url = '/' }, response) => {
    const [type, body] = url === '/' ? ['text/html', page] : ['text/javascript', readFileSync(join('build/web/site', basename(url)))];
    response.writeHead(200, { 'Content-Type': type, 'Set-Cookie': 'undeclared=1' }).end(body);
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const tab = await browser.newPage();
  try {
    await tab.goto(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`);
    await tab.locator('hallpass-banner section').waitFor();
    // In another world than the page's own nothing is patched.
    const session = await tab.context().newCDPSession(tab);
    const { frameTree } = await session.send('Page.getFrameTree');
    const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
    const outside = async (expression: string): Promise<unknown> => (await session.send('Runtime.evaluate', { contextId, expression })).result.value;
    // What an earlier visit left is removed when the page is quiet; only what comes after that stays to be found.
    while (await outside("localStorage.getItem('li_old')") !== null) await tab.waitForTimeout(20);
    await outside("localStorage.setItem('li_x', '1'); sessionStorage.setItem('other', '1')");
    const report = await selfTest(tab);
    assert.deepEqual(leaks(report), ['cookie undeclared', 'link /past', 'localStorage li_x', 'sessionStorage other']);
    assert.equal(report?.leaks, 4);
    assert.equal(report?.stored.find(({ name }) => name === 'li_x')?.purpose, 'lead_generation');
  } finally {
    await tab.close();
    server.close();
    server.closeAllConnections();
  }
});
