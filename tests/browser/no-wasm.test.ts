// Without WebAssembly the same module decides, as JavaScript: where the browser has none, and where a site's policy has no
// 'wasm-unsafe-eval'.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { browser, site } from './fixture.ts';
import { outcomes, settle, visit } from './visitor.ts';

const banner = (page: Page) => page.getByRole('region', { name: 'Your privacy choices' });

test('a browser without WebAssembly asks, holds and releases like any other, under a strict policy with Trusted Types', () =>
  visit(browser, site, { region: 'DE', before: () => { Object.defineProperty(window, 'WebAssembly', { value: undefined }); } }, async ({ page, trackerRequests, ownRequests }) => {
    await page.goto(site.origin);
    await banner(page).waitFor();
    assert.ok(ownRequests.includes('/hallpass.no-wasm.js'));
    await settle(page);
    assert.deepEqual(trackerRequests(), []);
    await banner(page).getByRole('button', { name: 'Accept all' }).click();
    await page.waitForFunction(() => (window as { siteTags?: string[] }).siteTags?.includes('analytics'));
    assert.equal((await outcomes(page))['analytics'], 'granted visitor_granted');
    assert.equal(await page.evaluate(() => {
      const { configurable, writable } = Object.getOwnPropertyDescriptor(window, 'hallpass') ?? {};
      return `${configurable} ${writable}`;
    }), 'false false');
    await page.reload();
    await page.waitForFunction(() => (window as { siteTags?: string[] }).siteTags?.includes('analytics'));
  }));

test('a site whose policy allows no WebAssembly names the other script, and nothing is reported', async () => {
  const server = createServer(({ url = '/' }, response) => {
    if (url === '/') {
      response.writeHead(200, {
        'Content-Type': 'text/html',
        'Content-Security-Policy': "default-src 'none'; script-src 'nonce-n' 'strict-dynamic'; img-src data:; require-trusted-types-for 'script'; trusted-types hallpass",
      }).end(`<!doctype html><html lang="en"><head><script nonce="n" src="/hallpass.no-wasm.js" data-region="DE"></script>
<link rel="icon" href="data:,"><title>No WebAssembly</title></head><body><main><h1>No WebAssembly</h1></main></body></html>`);
    } else response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(readFileSync(join('build/web/site', basename(url))));
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  try {
    await visit(browser, site, {}, async ({ page }) => {
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      await banner(page).getByRole('button', { name: 'Reject all' }).click();
      assert.equal((await outcomes(page))['advertising'], 'denied visitor_denied');
    });
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
