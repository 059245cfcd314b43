// What encrypting and decrypting leaves in the page beside its result: no secret in an error, the console, an address, a
// request or anything that is stored, neither when it works nor when it fails.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/chromium.ts';
import { openVault, serveVaultPage, type VaultPage } from './page.ts';

let site: VaultPage;
let browser: Browser;
before(async () => {
  site = await serveVaultPage();
  browser = await launchChromium();
});
after(async () => {
  await browser.close();
  await site.close();
});

test('no secret is left in errors, the console, addresses, requests or what is stored', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const seen: string[] = [];
  page.on('console', (message) => { seen.push(message.text()); });
  page.on('pageerror', (error) => { seen.push(`${error.message} ${error.stack ?? ''}`); });
  page.on('request', (request) => { seen.push(request.url(), request.postData() ?? '', JSON.stringify(request.headers())); });
  page.on('framenavigated', (frame) => { seen.push(frame.url()); });
  await page.goto(site.origin);
  await page.evaluate(openVault);
  const passphrase = 'correct-horse-battery-staple';
  const content = 'Ana-has-a-nut-allergy';
  const { identity, told } = await page.evaluate(async ({ passphrase, content }) => {
    const key = await vault.generateKey();
    const identity = key.export();
    const plaintext = new Uint8Array(1_000_000).fill(32);
    plaintext.set(new TextEncoder().encode(content));
    const told: string[] = [];
    const all = (stream: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> => vault.readAll(stream);
    const fails = async (work: () => Promise<unknown>): Promise<void> => {
      try {
        await work();
        told.push('it did not fail');
      } catch (error) {
        const { message, stack, cause, ...rest } = error as Error;
        told.push(`${message} ${stack ?? ''} ${String(cause)} ${JSON.stringify(rest)}`);
        console.error(error);
      }
    };
    for (const workers of [0, 1]) {
      const file = await all(vault.encrypt([key.recipient], plaintext, { workers }));
      const locked = await all(vault.encrypt({ passphrase, workFactor: 10 }, plaintext, { workers }));
      await all(vault.decrypt([key], file, { workers }));
      await all(vault.decrypt({ passphrase }, locked, { workers }));
      const broken = file.slice();
      broken[500_000] = (broken[500_000] ?? 0) ^ 1;
      await fails(() => all(vault.decrypt([identity], broken, { workers })));
      await fails(() => all(vault.decrypt([`${identity.slice(0, -1)}!`], file, { workers })));
      await fails(() => all(vault.decrypt([identity.toLowerCase().slice(0, -1)], file, { workers })));
      await fails(() => all(vault.decrypt([identity], locked, { workers })));
      await fails(() => all(vault.decrypt({ passphrase }, file, { workers })));
      await fails(() => all(vault.encrypt([identity], plaintext, { workers })));
      await fails(() => all(vault.encrypt([`${key.recipient}\n${identity}`], plaintext, { workers })));
      await fails(() => vault.openFile([identity], broken.subarray(0, 600_000), { workers }));
    }
    told.push(location.href, document.cookie, JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), new XMLSerializer().serializeToString(document),
      JSON.stringify((await indexedDB.databases()).map(({ name }) => name)), JSON.stringify(await caches.keys()), JSON.stringify(performance.getEntries()));
    return { identity, told };
  }, { passphrase, content });
  assert.equal(told.filter((text) => text === 'it did not fail').length, 0);
  const traces = [...seen, ...told].join('\n').toLowerCase();
  assert.match(traces, /payload\/chunk\/7/, 'the errors are among what is searched');
  for (const [name, secret] of Object.entries({ identity: identity.slice(16, -1), passphrase, content })) {
    for (let at = 0; at + 12 <= secret.length; at += 6) {
      assert.ok(!traces.includes(secret.slice(at, at + 12).toLowerCase()), `a part of the ${name} is there`);
    }
  }
  await context.close();
});
