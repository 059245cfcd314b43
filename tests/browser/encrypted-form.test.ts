// A form in a real browser, under the strictest policy: the server gets an age file and nothing else, or nothing at all.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/chromium.ts';
import { startFormServer, strictPolicy, type FormServer, type Received } from '../support/form-server.ts';

let browser: Browser;
let server: FormServer;
let folder = '';
let recipient = '';

const form = (attributes: string): string => `
<form id="contact" aria-label="Contact" ${attributes}>
  <label>Name <input name="name" required></label>
  <label>Message <textarea name="message" required></textarea></label>
  <label><input type="checkbox" name="topic" value="billing"> Billing</label>
  <label><input type="checkbox" name="topic" value="records"> Records</label>
  <label>File <input type="file" name="file"></label>
  <button name="kind" value="question">Send</button>
</form>`;
const encrypted = (more = ''): string => `method="dialog" data-hallpass-encrypt-to="${recipient}" data-hallpass-action="/contact" ${more}`;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hallpass-form-'));
  execFileSync('age-keygen', ['-o', join(folder, 'key')], { stdio: 'ignore' });
  recipient = execFileSync('age-keygen', ['-y', join(folder, 'key')]).toString().trim();
  server = await startFormServer();
  browser = await launchChromium();
});

after(async () => {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

const visit = (attributes: string, use: (page: Page) => Promise<void>, options: BrowserContextOptions = {}): Promise<void> => {
  server.body = form(attributes);
  return server.visit(browser, use, options);
};

const fill = async (tab: Page): Promise<void> => {
  await tab.getByLabel('Name').fill('Zoë 王');
  await tab.getByLabel('Message').fill('The address of my child is wrong.');
};
const send = (tab: Page): Promise<void> => tab.getByRole('button', { name: 'Send' }).click();
const saysNothingWasSent = async (tab: Page, pattern: RegExp): Promise<void> => {
  const says = tab.getByRole('status');
  await says.filter({ hasText: pattern }).waitFor();
  assert.deepEqual(server.received, []);
  assert.equal(await tab.getByLabel('Name').inputValue(), 'Zoë 王', 'the entries are still there');
  assert.ok(await says.evaluate((element) => element === document.activeElement), 'the focus is on what went wrong');
};

test('a form is validated, encrypted and sent; age opens what the server got', async () => {
  await visit(encrypted(), async (tab) => {
    assert.ok(!server.paths.includes('/vault/vault.js'), 'nothing is loaded before the form is used');
    await send(tab);
    assert.deepEqual(server.received, [], 'the browser’s own validation stands first');
    await fill(tab);
    await tab.getByLabel('Billing').check();
    await tab.getByLabel('Records').check();
    await tab.getByLabel('File').setInputFiles({ name: 'proof.txt', mimeType: 'text/plain', buffer: Buffer.from('12 Elm Street') });
    await send(tab);
    await tab.getByRole('status').filter({ hasText: 'Sent.' }).waitFor();
    assert.equal(await tab.getByLabel('Name').inputValue(), '', 'the form is empty again');
  });
  assert.equal(server.received.length, 1);
  const { headers, body } = server.received[0] as Received;
  assert.equal(headers['content-type'], 'application/age');
  assert.ok(body.toString('latin1').startsWith('age-encryption.org/v1\n-> X25519 '));
  for (const word of ['Zoë 王', 'address', 'billing', 'Elm Street']) assert.ok(!body.includes(word), word);
  const opened = execFileSync('age', ['-d', '-i', join(folder, 'key')], { input: body });
  assert.equal(opened.length % 1024, 0, 'padded');
  const message = JSON.parse(opened.toString()) as Record<string, unknown>;
  assert.equal(message['form'], 'contact');
  assert.ok(Math.abs(Date.parse(String(message['sentAt'])) - Date.now()) < 60_000);
  assert.deepEqual(message['fields'], {
    name: ['Zoë 王'], message: ['The address of my child is wrong.'], topic: ['billing', 'records'],
    file: [{ name: 'proof.txt', type: 'text/plain', base64: Buffer.from('12 Elm Street').toString('base64') }], kind: ['question'],
  });
  assert.ok(server.paths.every((path) => !path.includes('?')), 'nothing in an address');
});

test('two clicks send once', async () => {
  await visit(encrypted(), async (tab) => {
    await fill(tab);
    await tab.evaluate(() => {
      const form = document.forms[0] as HTMLFormElement;
      form.requestSubmit();
      form.requestSubmit();
    });
    await tab.getByRole('status').filter({ hasText: 'Sent.' }).waitFor();
  });
  assert.equal(server.received.length, 1);
});

test('without JavaScript nothing is sent', async () => {
  await visit(encrypted(), async (tab) => {
    await tab.locator('[name=name]').fill('Zoë');
    await tab.locator('[name=message]').fill('secret');
    await tab.locator('button').click();
    await tab.waitForTimeout(300);
  }, { javaScriptEnabled: false });
  assert.deepEqual(server.received, []);
  assert.ok(server.paths.every((path) => !path.includes('?')));
});

test('without WebAssembly the form says so and sends nothing', async () => {
  server.policy = strictPolicy.replace(` 'wasm-unsafe-eval'`, '');
  await visit(encrypted(), async (tab) => {
    await fill(tab);
    await send(tab);
    await saysNothingWasSent(tab, /cannot be encrypted in this browser/);
  });
});

test('where the module cannot be fetched the form says so, in the page’s own words, and sends nothing', async () => {
  await visit(encrypted('data-hallpass-text-unavailable="No se ha enviado nada."'), async (tab) => {
    await tab.route('**/vault.wasm', (route) => route.abort());
    await fill(tab);
    await send(tab);
    await saysNothingWasSent(tab, /No se ha enviado nada/);
  });
});

test('a form that is not set up safely says so and sends nothing', async () => {
  for (const attributes of [
    encrypted().replace(recipient, 'age1nonsense'),
    encrypted().replace(recipient, ''),
    encrypted().replace('dialog', 'post'),
    encrypted().replace('method="dialog"', 'action="/contact"'),
    encrypted().replace('data-hallpass-action="/contact"', ''),
    encrypted('data-hallpass-keys="/keys.json"'),
    encrypted().replace(recipient, '').replace('data-hallpass-action', 'data-hallpass-keys="/keys.json" data-hallpass-action'),
  ]) {
    await visit(attributes, async (tab) => {
      await fill(tab);
      await send(tab);
      await saysNothingWasSent(tab, /not set up for encryption/);
    });
  }
});

test('a server that does not take it leaves the entries, and trying again works', async () => {
  await visit(encrypted(), async (tab) => {
    server.status = 500;
    await fill(tab);
    await send(tab);
    await tab.getByRole('status').filter({ hasText: 'please try again' }).waitFor();
    assert.equal(await tab.getByLabel('Name').inputValue(), 'Zoë 王');
    server.status = 204;
    await send(tab);
    await tab.getByRole('status').filter({ hasText: 'Sent.' }).waitFor();
  });
  assert.equal(server.received.length, 2);
});

test('a button that would send the form in another way is refused', async () => {
  for (const button of ['<button formmethod="post">Send</button>', '<button>Send</button><button formmethod="get">Other</button>']) {
    server.body = form(encrypted()).replace(/<button.*button>/, button);
    await server.visit(browser, async (tab) => {
      await fill(tab);
      await send(tab);
      await saysNothingWasSent(tab, /not set up for encryption/);
    });
  }
});

test('a large file shows how far it is, and arrives whole', async () => {
  await visit(encrypted(), async (tab) => {
    await fill(tab);
    assert.equal(await tab.locator('progress').count(), 0, 'nothing to wait for');
    await tab.evaluate(() => {
      const seen: number[] = [];
      Object.assign(window, { seen });
      const descriptor = Object.getOwnPropertyDescriptor(HTMLProgressElement.prototype, 'value') as PropertyDescriptor;
      const write = descriptor.set as (this: HTMLProgressElement, value: number) => void;
      Object.defineProperty(HTMLProgressElement.prototype, 'value', { ...descriptor, set(this: HTMLProgressElement, value: number) { seen.push(value); write.call(this, value); } });
    });
    await tab.getByLabel('File').setInputFiles({ name: 'scan.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(6_000_000, 'ab') });
    await send(tab);
    await tab.getByRole('status').filter({ hasText: 'Sent.' }).waitFor();
    const seen = await tab.evaluate(() => (window as unknown as { seen: number[] }).seen);
    assert.ok(seen.length > 0 && seen.every((share, index) => share > 0 && share <= 1 && share >= (seen[index - 1] ?? 0)), seen.join());
    assert.equal(seen.at(-1), 1);
    assert.equal(await tab.locator('progress').isVisible(), false);
  });
  const opened = execFileSync('age', ['-d', '-i', join(folder, 'key')], { input: server.received[0]?.body, maxBuffer: 1 << 25 });
  const { fields } = JSON.parse(opened.toString()) as { fields: { file: { base64: string }[] } };
  assert.ok(Buffer.from(fields.file[0]?.base64 ?? '', 'base64').equals(Buffer.alloc(6_000_000, 'ab')));
});

test('no script of the page gets the entries of an encrypted form by FormData', async () => {
  await visit(encrypted(), async (tab) => {
    await fill(tab);
    assert.deepEqual(await tab.evaluate(() => [...new FormData(document.forms[0] as HTMLFormElement)]), []);
  });
});
