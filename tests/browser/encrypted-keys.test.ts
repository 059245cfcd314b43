// A form that is encrypted to whom a district's signed list says: encrypted to those and nobody else, or not sent at all.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/chromium.ts';
import { startFormServer, strictPolicy, type FormServer } from '../support/form-server.ts';

const district = 'https://district.example';
const now = Math.floor(Date.now() / 1000);
const day = 86_400;
let browser: Browser;
let server: FormServer;
let folder = '';
/** By name: the recipients of two age keys. */
const recipients: Record<'old' | 'new', string> = { old: '', new: '' };

const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
const { x: signer = '' } = await exportJWK(publicKey);
const stranger = await generateKeyPair('EdDSA', { crv: 'Ed25519' });

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hallpass-form-'));
  for (const name of ['old', 'new'] as const) {
    execFileSync('age-keygen', ['-o', join(folder, name)], { stdio: 'ignore' });
    recipients[name] = execFileSync('age-keygen', ['-y', join(folder, name)]).toString().trim();
  }
  server = await startFormServer();
  browser = await launchChromium();
});

after(async () => {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

const list = (changes: object = {}): object => ({ iss: district, sequence: 5, iat: now - day, exp: now + day, keys: [{ id: 'main', recipient: recipients.new }], ...changes });
const published = async (claims: object, key = privateKey, typ = 'encryption-keys+jwt'): Promise<string> => JSON.stringify({
  keys: [], encryption_keys: await new CompactSign(Buffer.from(JSON.stringify(claims))).setProtectedHeader({ alg: 'EdDSA', typ }).sign(key),
});
const pinned = (): string => `data-hallpass-keys="/keys.json" data-hallpass-issuer="${district}" data-hallpass-signer="${signer}"`;
const form = (attributes = pinned()): string => `<form id="contact" aria-label="Contact" method="dialog" data-hallpass-encrypt-to data-hallpass-action="/contact" ${attributes}>
  <label>Name <input name="name" required></label><button>Send</button></form>`;

const fillAndSend = async (tab: Page): Promise<void> => {
  await tab.getByLabel('Name').fill('Zoë 王');
  await tab.getByRole('button', { name: 'Send' }).click();
};
const says = async (tab: Page, pattern: RegExp): Promise<void> => tab.getByRole('status').filter({ hasText: pattern }).waitFor();
const isSent = async (tab: Page): Promise<void> => {
  await fillAndSend(tab);
  await says(tab, /^Sent\./);
};
const isRefused = async (tab: Page, pattern: RegExp, where: string): Promise<void> => {
  const before = server.received.length;
  const told = tab.evaluate(() => new Promise<unknown>((resolve) => {
    addEventListener('hallpass-not-sent', (event) => { resolve((event as CustomEvent<{ where: string }>).detail.where); }, { once: true });
  }));
  await fillAndSend(tab);
  assert.equal(await told, where);
  await says(tab, pattern);
  assert.equal(server.received.length, before, 'nothing was sent');
  assert.equal(await tab.getByLabel('Name').inputValue(), 'Zoë 王', 'the entry is still there');
};
const opens = (name: string): boolean => {
  try {
    return execFileSync('age', ['-d', '-i', join(folder, name)], { input: server.received.at(-1)?.body, stdio: ['pipe', 'pipe', 'ignore'] }).includes('Zoë 王');
  } catch {
    return false;
  }
};
const seen = (tab: Page): Promise<unknown> => tab.evaluate(() => JSON.parse(localStorage.getItem('hallpass_key_lists') ?? '{}') as unknown);

test('what is sent is opened by every key that is in force, and by no other', async () => {
  const keys = [{ id: 'old', recipient: recipients.old }, { id: 'new', recipient: recipients.new }];
  for (const [changes, opening] of [
    [{ keys }, ['old', 'new']],
    [{ keys: [{ ...keys[0], exp: now - 1 }, keys[1]] }, ['new']],
    [{ keys: [keys[0], { ...keys[1], nbf: now + day / 2 }] }, ['old']],
  ] as const) {
    server.body = form();
    server.files = { '/keys.json': await published(list(changes)) };
    await server.visit(browser, async (tab) => {
      await isSent(tab);
      assert.deepEqual(Object.keys(await seen(tab) as object), [district], 'whose list it was, and nothing else');
    });
    assert.deepEqual(['old', 'new'].filter(opens), opening);
  }
});

test('a form that names a list and marks nothing is encrypted whole', async () => {
  server.body = form().replace('data-hallpass-encrypt-to ', '');
  server.files = { '/keys.json': await published(list()) };
  await server.visit(browser, isSent);
  assert.ok(opens('new'));
});

test('a list that cannot be believed is said, and nothing is sent', async () => {
  const good = await published(list());
  const refused = /not the ones that this form trusts/;
  const expired = /do not count at this time/;
  const changed = (at: number): string => good.slice(0, at) + (good[at] === 'A' ? 'B' : 'A') + good.slice(at + 1);
  for (const [name, file, pattern, where, attributes] of [
    ['another signer', await published(list(), stranger.privateKey), refused, 'keys/signature'],
    ['a changed payload', changed(good.indexOf('.') + 40), refused, /^keys\/(signature|none)$/],
    ['a changed signature', changed(good.length - 20), refused, 'keys/signature'],
    ['another type', await published(list(), privateKey, 'consent-receipt+jwt'), refused, 'keys/none'],
    ['another district', await published(list({ iss: 'https://other.example' })), refused, 'keys/issuer'],
    ['no district named by the page', good, refused, 'keys/issuer', pinned().replace(/data-hallpass-issuer="[^"]*"/, '')],
    ['expired', await published(list({ exp: now })), expired, 'keys/expired'],
    ['not yet valid', await published(list({ iat: now + 300 })), expired, 'keys/not_yet'],
    ['no key in force', await published(list({ keys: [{ id: 'x', recipient: recipients.new, exp: now - 1 }] })), expired, 'keys/no_key'],
    ['for longer than a list may last', await published(list({ exp: now + 400 * day })), refused, 'keys/none'],
    ['no JSON', '<!doctype html>', refused, 'keys/none'],
    ['no list', '{"keys":[]}', refused, 'keys/none'],
    ['not there', undefined, /cannot be loaded right now/, 'keys'],
    ['no signer', good, /not set up for encryption/, 'signer', pinned().replace(/data-hallpass-signer="[^"]*"/, '')],
    ['no such signer', good, /not set up for encryption/, 'signer', pinned().replace(signer, 'age1')],
  ] as const) {
    server.body = form(attributes ?? pinned());
    server.files = file === undefined ? {} : { '/keys.json': file };
    await server.visit(browser, async (tab) => {
      const told = tab.evaluate(() => new Promise<string>((resolve) => {
        addEventListener('hallpass-not-sent', (event) => { resolve((event as CustomEvent<{ where: string }>).detail.where); });
      }));
      await fillAndSend(tab);
      assert.match(await told, typeof where === 'string' ? new RegExp(`^${where}$`) : where, name);
      await says(tab, pattern);
      assert.deepEqual(await seen(tab), {}, `${name}: nothing is remembered of it`);
    });
    assert.deepEqual(server.received, [], name);
  }
});

test('a listed key with a typing error encrypts nothing', async () => {
  server.body = form();
  server.files = { '/keys.json': await published(list({ keys: [{ id: 'x', recipient: recipients.new.slice(0, -1) + (recipients.new.endsWith('q') ? 'p' : 'q') }] })) };
  await server.visit(browser, (tab) => isRefused(tab, /not set up for encryption/, 'recipient'));
});

test('one of two pinned signers is enough: that is how a district gets a new one', async () => {
  const { x: other = '' } = await exportJWK(stranger.publicKey);
  server.body = form(pinned().replace(signer, `${other} ${signer}`));
  server.files = { '/keys.json': await published(list()) };
  await server.visit(browser, isSent);
});

test('a list that is older than one seen before is refused, also after a reload', async () => {
  server.body = form();
  const older = await published(list({ sequence: 4 }));
  server.files = { '/keys.json': await published(list()) };
  await server.visit(browser, async (tab) => {
    await isSent(tab);
    server.files['/keys.json'] = older;
    await isRefused(tab, /not the ones that this form trusts/, 'keys/older');
    await tab.reload();
    await isRefused(tab, /not the ones that this form trusts/, 'keys/older');
    server.files['/keys.json'] = await published(list({ keys: [{ id: 'main', recipient: recipients.old }] }));
    await isRefused(tab, /not the ones that this form trusts/, 'keys/conflict');
    server.files['/keys.json'] = await published(list({ sequence: 6 }));
    await isSent(tab);
    server.files['/keys.json'] = await published(list());
    await isRefused(tab, /not the ones that this form trusts/, 'keys/older');
  });
});

test('a damaged memory is none; where storage is denied, validity still counts, and this page still remembers', async () => {
  server.body = form();
  const good = await published(list());
  server.files = { '/keys.json': good };
  await server.visit(browser, async (tab) => {
    for (const damaged of ['{', '[]', 'null', '{"https://district.example":7}', '{"https://district.example":{"sequence":"9"}}']) {
      await tab.evaluate((text) => { localStorage.setItem('hallpass_key_lists', text); }, damaged);
      await tab.reload();
      await isSent(tab);
    }
    await tab.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('denied', 'SecurityError'); } });
    });
    await tab.reload();
    await isSent(tab);
    server.files['/keys.json'] = await published(list({ sequence: 4 }));
    await isRefused(tab, /not the ones that this form trusts/, 'keys/older');
    server.files['/keys.json'] = await published(list({ sequence: 9, exp: now }));
    await isRefused(tab, /do not count at this time/, 'keys/expired');
  });
});

test('the list may lie at the district itself: then the district is that origin', async () => {
  let answer = '';
  let asked: Record<string, unknown> = {};
  const other = createServer((request, response) => {
    asked = request.headers;
    response.writeHead(200, { 'Content-Type': 'application/jwk-set+json', 'Access-Control-Allow-Origin': '*' }).end(answer);
  });
  await new Promise<void>((resolve) => { other.listen(0, '127.0.0.1', resolve); });
  const origin = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  try {
    answer = await published(list({ iss: origin }));
    server.body = form(`data-hallpass-keys="${origin}/.well-known/hallpass-keys.json" data-hallpass-signer="${signer}"`);
    server.policy = strictPolicy.replace(`connect-src 'self'`, `connect-src 'self' ${origin}`);
    await server.visit(browser, isSent);
    assert.ok(opens('new'));
    assert.equal(asked['cookie'], undefined);
    assert.equal(asked['referer'], undefined);
  } finally {
    other.closeAllConnections();
    other.close();
  }
});
