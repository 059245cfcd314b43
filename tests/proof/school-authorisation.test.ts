// The statements of tests/vectors/school-authorisations.json, as the browser judges them; and the browser's JWS reading and
// verifying, with jose as the signer.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import { fromBase64url, readJws, sha256, toHex, verifyJws, type Claims } from '../../web/proof/jws.ts';
import { judge } from '../../web/proof/school-authorisation.ts';

interface Vector {
  readonly name: string;
  readonly input: { readonly claims: Claims; readonly site: string; readonly now: number };
  readonly expect: string;
}
const build = {
  product: 'registration', purposes: ['analytics', 'chat'], districts: { 'https://district.example': ['11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'] },
};

test('every statement of the vectors is judged as by the command line', () => {
  const vectors = JSON.parse(readFileSync('tests/vectors/school-authorisations.json', 'utf8')) as Vector[];
  assert.ok(vectors.length > 30);
  for (const { name, input: { claims, site, now }, expect } of vectors) {
    assert.equal(judge(claims, site, now, build).refusal ?? 'authorised', expect, name);
  }
});

test('what a page adds to every object is no claim', () => {
  const prototype = Object.prototype as Record<string, unknown>;
  prototype['exp'] = 4e9;
  prototype['aud'] = 'https://vendor.example';
  try {
    const claims = { iss: 'https://district.example', authorised_by: 'x', iat: 1 };
    assert.equal(judge(claims, 'https://vendor.example', 10, build).refusal, 'none');
  } finally {
    delete prototype['exp'];
    delete prototype['aud'];
  }
});

const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
const { x = '' } = await exportJWK(publicKey);
const sign = (header: object, payload = '{"a":"ü"}'): Promise<string> =>
  new CompactSign(Buffer.from(payload)).setProtectedHeader({ alg: 'EdDSA', typ: 'x', ...header }).sign(privateKey);
const isGenuine = (text: string, keys: readonly string[]): Promise<boolean> => new Promise((resolve) => {
  const jws = readJws(text, 'x');
  if (jws) verifyJws(jws, keys, resolve);
  else resolve(false);
});

test('a signature of jose’s is good with its key, also among others, and with no other', async () => {
  const text = await sign({});
  const other = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
  assert.equal(await isGenuine(text, [x]), true);
  assert.equal(await isGenuine(text, [other, x]), true);
  assert.equal(await isGenuine(text, [other]), false);
  assert.equal(await isGenuine(text, []), false);
  assert.equal(await isGenuine(text, ['x', '']), false);
  assert.deepEqual({ ...readJws(text, 'x')?.claims }, { a: 'ü' });
});

test('no changed character passes', async () => {
  const text = await sign({});
  for (let at = 0; at < text.length; ++at) {
    for (const other of ['A', 'b', '_', '.', '=', ' ', 'é']) {
      const changed = text.slice(0, at) + other + text.slice(at + 1);
      if (changed !== text) assert.equal(await isGenuine(changed, [x]), false, `${String(at)} ${other}`);
    }
    assert.equal(await isGenuine(text.slice(0, at), [x]), false);
  }
  assert.equal(await isGenuine(`${text}A`, [x]), false);
});

test('what is signed in another way is none', async () => {
  for (const header of [{ typ: 'y' }, { typ: undefined }, { b64: true }]) assert.equal(readJws(await sign(header), 'x'), undefined, JSON.stringify(header));
  for (const payload of ['[]', 'null', '1', '"a"', '{', '\xff']) assert.equal(readJws(await sign({}, payload), 'x'), undefined, payload);
  const [, payload = '', signature = ''] = (await sign({})).split('.');
  for (const header of ['{"alg":"none","typ":"x"}', '{"alg":"HS256","typ":"x"}', '{"typ":"x"}', '{"alg":"EdDSA","typ":"x","crit":[]}', '[]']) {
    assert.equal(readJws(`${Buffer.from(header).toString('base64url')}.${payload}.${signature}`, 'x'), undefined, header);
  }
  assert.equal(readJws('', 'x'), undefined);
  assert.equal(readJws('a.b.c', 'x'), undefined);
  assert.equal(readJws(await sign({}, JSON.stringify({ long: 'x'.repeat(9000) })), 'x'), undefined);
});

test('base64url is read in its one spelling, as Buffer writes it', () => {
  for (let length = 0; length < 40; ++length) {
    const bytes = Buffer.from(Array.from({ length }, (_, index) => (index * 83 + length) & 255));
    assert.deepEqual(Buffer.from(fromBase64url(bytes.toString('base64url')) ?? []), bytes);
    assert.equal(toHex(bytes), bytes.toString('hex'));
  }
  for (const text of ['A', 'AAAAA', 'AB', 'AAB', 'A=', 'A A', '+/+/', 'é']) assert.equal(fromBase64url(text), undefined, text);
});

test('SHA-256 of a text', async () => {
  const hex = await new Promise((resolve, reject) => { sha256('abc', resolve, () => { reject(new Error('none')); }); });
  assert.equal(hex, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
