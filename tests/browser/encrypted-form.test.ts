// A form in a real browser, under the strictest policy: the server gets an age file and nothing else, or nothing at all.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/chromium.ts';

const strict = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'; form-action 'self'; ` +
  `require-trusted-types-for 'script'; trusted-types 'none'`;

interface Received {
  readonly type: string | undefined;
  readonly body: Buffer;
}

let browser: Browser;
let server: Server;
let origin = '';
let folder = '';
let recipient = '';
// What a test changes about the server, and what the server saw.
let policy = strict;
let status = 204;
let formAttributes = '';
let paths: string[] = [];
let received: Received[] = [];

const page = (): string => `<!doctype html><html lang="en"><title>Contact</title>
<script type="module" src="/vault/forms.js"></script>
<h1>Contact</h1>
<form id="contact" aria-label="Contact" ${formAttributes}>
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
  server = createServer((request, response) => {
    const path = request.url ?? '';
    paths.push(path);
    if (request.method === 'POST') {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
        received.push({ type: request.headers['content-type'], body: Buffer.concat(pieces) });
        response.writeHead(status).end();
      });
      return;
    }
    response.setHeader('Content-Security-Policy', policy);
    if (path === '/' || path.startsWith('/?')) {
      response.setHeader('Content-Type', 'text/html; charset=utf-8').end(page());
      return;
    }
    try {
      const types: Record<string, string> = { '.js': 'text/javascript', '.wasm': 'application/wasm' };
      const bytes = readFileSync(join('build/web', path.replaceAll('..', '')));
      response.setHeader('Content-Type', types[extname(path)] ?? 'application/octet-stream').end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchChromium();
});

after(async () => {
  await browser.close();
  server.closeAllConnections();
  await new Promise((resolve) => { server.close(resolve); });
  rmSync(folder, { recursive: true });
});

const visit = async (attributes: string, use: (page: Page) => Promise<void>, options: BrowserContextOptions = {}): Promise<void> => {
  formAttributes = attributes;
  paths = [];
  received = [];
  const context = await browser.newContext(options);
  try {
    const tab = await context.newPage();
    const violations: string[] = [];
    tab.on('console', (message) => { if (/Content Security Policy|Trusted/.test(message.text())) violations.push(message.text()); });
    await tab.goto(origin);
    await use(tab);
    if (policy === strict) assert.deepEqual(violations, []);
  } finally {
    await context.close();
    policy = strict;
    status = 204;
  }
};

const fill = async (tab: Page): Promise<void> => {
  await tab.getByLabel('Name').fill('Zoë 王');
  await tab.getByLabel('Message').fill('The address of my child is wrong.');
};
const send = (tab: Page): Promise<void> => tab.getByRole('button', { name: 'Send' }).click();
const saysNothingWasSent = async (tab: Page, pattern: RegExp): Promise<void> => {
  const says = tab.getByRole('status');
  await says.filter({ hasText: pattern }).waitFor();
  assert.deepEqual(received, []);
  assert.equal(await tab.getByLabel('Name').inputValue(), 'Zoë 王', 'the entries are still there');
  assert.ok(await says.evaluate((element) => element === document.activeElement), 'the focus is on what went wrong');
};

test('a form is validated, encrypted and sent; age opens what the server got', async () => {
  await visit(encrypted(), async (tab) => {
    assert.ok(!paths.includes('/vault/vault.js'), 'nothing is loaded before the form is used');
    await send(tab);
    assert.deepEqual(received, [], 'the browser’s own validation stands first');
    await fill(tab);
    await tab.getByLabel('Billing').check();
    await tab.getByLabel('Records').check();
    await tab.getByLabel('File').setInputFiles({ name: 'proof.txt', mimeType: 'text/plain', buffer: Buffer.from('12 Elm Street') });
    await send(tab);
    await tab.getByRole('status').filter({ hasText: 'Sent.' }).waitFor();
    assert.equal(await tab.getByLabel('Name').inputValue(), '', 'the form is empty again');
  });
  assert.equal(received.length, 1);
  const { type, body } = received[0] as Received;
  assert.equal(type, 'application/age');
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
  assert.ok(paths.every((path) => !path.includes('?')), 'nothing in an address');
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
  assert.equal(received.length, 1);
});

test('without JavaScript nothing is sent', async () => {
  await visit(encrypted(), async (tab) => {
    await tab.locator('[name=name]').fill('Zoë');
    await tab.locator('[name=message]').fill('secret');
    await tab.locator('button').click();
    await tab.waitForTimeout(300);
  }, { javaScriptEnabled: false });
  assert.deepEqual(received, []);
  assert.ok(paths.every((path) => !path.includes('?')));
});

test('without WebAssembly the form says so and sends nothing', async () => {
  policy = strict.replace(` 'wasm-unsafe-eval'`, '');
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
    status = 500;
    await fill(tab);
    await send(tab);
    await tab.getByRole('status').filter({ hasText: 'please try again' }).waitFor();
    assert.equal(await tab.getByLabel('Name').inputValue(), 'Zoë 王');
    status = 204;
    await send(tab);
    await tab.getByRole('status').filter({ hasText: 'Sent.' }).waitFor();
  });
  assert.equal(received.length, 2);
});
