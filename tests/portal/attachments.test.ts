// A parent's attachment leaves the portal only as ciphertext, and only to keys that the pinned signer has signed.
import assert from 'node:assert/strict';
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import type { Config } from '../../web/portal/config.ts';
import { District } from '../../web/portal/district.ts';
import { Reader } from '../../web/portal/protocol.ts';
import { Session } from '../../web/portal/session.ts';
import { configure, decrypt, generateKey, readAll } from '../../web/vault/index.ts';

configure(readFileSync('build/wasm/wasm/vault/vault.wasm'));
const [records, lost] = [await generateKey(), await generateKey()];
const signing = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519');
const publicText = ({ publicKey }: { readonly publicKey: KeyObject }): string => String(publicKey.export({ format: 'jwk' }).x);

const issuer = 'https://district.example';
const now = Math.floor(Date.now() / 1000);
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
/** A file of keys as districts publish it. */
const listed = (changes: object = {}, { privateKey } = signing): string => {
  const claims = { iss: issuer, sequence: 7, iat: now - 60, exp: now + 3600, keys: [{ id: 'records', recipient: records.recipient }], ...changes };
  const content = `${encode({ alg: 'EdDSA', typ: 'encryption-keys+jwt' })}.${encode(claims)}`;
  return JSON.stringify({ keys: [], encryption_keys: `${content}.${sign(null, Buffer.from(content), privateKey).toString('base64url')}` });
};

const keysPath = '/.well-known/hallpass-keys.json';
let keys: string | undefined;
const received: Buffer[] = [];
const server = createServer((request, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => { pieces.push(piece); });
  request.on('end', () => {
    if (request.url !== keysPath) {
      received.push(Buffer.concat(pieces));
      response.writeHead(201).end('{"id":"a1"}');
    } else if (keys === undefined) response.writeHead(404).end();
    else response.end(keys);
  });
});
await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
const district = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
Object.assign(globalThis, { location: { origin: district } });
after(() => { server.close(); });

const config: Config = { district, issuer: '', clientId: '', audience: '', keySigners: [publicText(signing)], keyIssuer: issuer, logo: '' };
const secret = 'Custody order of 2024, page 3';
/** What the portal's model is told: 201, -1 for a file that could not be read or locked, -2 for keys that cannot be believed. */
const upload = async (changes: Partial<Config> = {}): Promise<number> => {
  const portal = new District({ ...config, ...changes }, new Session(config));
  portal.hold('file', new File([secret], 'order.pdf'));
  const answer = await portal.upload({ kind: 'upload', id: 3, field: 'file', path: '/v1/attachments' });
  const reader = new Reader(answer.packed);
  reader.i64(); // when
  assert.deepEqual([reader.u8(), reader.u32()], [7, 3], 'answered, the same call');
  return reader.u32() | 0;
};

test('it is encrypted to the keys of the signed list', async () => {
  keys = listed();
  assert.equal(await upload(), 201);
  const [body] = received.splice(0);
  assert.ok(body && !body.includes('Custody'));
  assert.equal(new TextDecoder().decode(await readAll(decrypt([records], body))), secret);
  await assert.rejects(readAll(decrypt([lost], body)), { code: 'not_found' });
});

test('without a list that can be believed nothing is sent, and the model is told so', async () => {
  const lists: Readonly<Record<string, readonly [string | undefined, Partial<Config>?]>> = {
    'no list': [undefined],
    'not a list': ['<!doctype html>'],
    'an expired list': [listed({ sequence: 8, iat: now - 7200, exp: now - 1 })],
    'a list that does not count yet': [listed({ sequence: 8, iat: now + 3600, exp: now + 7200 })],
    'an older list than one that was seen': [listed({ sequence: 6, keys: [{ id: 'lost', recipient: lost.recipient }] })],
    'another list of the same number': [listed({ keys: [{ id: 'lost', recipient: lost.recipient }] })],
    'a list of another signer': [listed({ sequence: 9 }, stranger)],
    'a list without a signature': [JSON.stringify({ keys: [], encryption_keys: `${encode({ alg: 'none' })}.${encode({ iss: issuer })}.` })],
    'another district’s list': [listed({ sequence: 9, iss: 'https://other.example' })],
    'a portal that pins nobody': [listed({ sequence: 9 }), { keySigners: [] }],
    'a portal that pins somebody else': [listed({ sequence: 9 }), { keySigners: [publicText(stranger)] }],
  };
  for (const [name, [file, changes]] of Object.entries(lists)) {
    keys = file;
    assert.equal(await upload(changes), -2, name);
    assert.equal(received.length, 0, `${name}: something was sent`);
  }
  // The next good list works again.
  keys = listed({ sequence: 9 });
  assert.equal(await upload(), 201);
  assert.equal(received.length, 1);
});
