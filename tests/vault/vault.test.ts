import assert from 'node:assert/strict';
import { randomBytes, randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { armor, Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { HallpassError } from '../../web/base/error.ts';
import {
  configure, decrypt, decryptWithPassphrase, encrypt, encryptWithPassphrase, generateKey,
} from '../../web/vault/index.ts';
import { load } from '../../web/vault/module.ts';

const wasm = readFileSync('build/wasm/wasm/vault/vault.wasm');
configure(wasm);

const sizes = [0, 1, 65535, 65536, 65537, 131072, randomInt(2, 65535), randomInt(2_000_000, 5_000_000)];
const sameBytes = (left: Uint8Array, right: Uint8Array): boolean => Buffer.compare(left, right) === 0;

const refused = async (work: Promise<unknown>): Promise<HallpassError> => {
  const result = await work.then(() => undefined, (error: unknown) => error);
  assert.ok(result instanceof HallpassError, 'it was not refused');
  return result;
};

test('npm age-encryption opens what we write, and we open what it writes', async () => {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  const ours = await generateKey();
  for (const size of sizes) {
    const plaintext = new Uint8Array(randomBytes(size));
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    assert.ok(sameBytes(await decrypter.decrypt(await encrypt([ours.recipient, recipient], plaintext)), plaintext), `ours, ${size} bytes`);
    const encrypter = new Encrypter();
    encrypter.addRecipient(recipient);
    encrypter.addRecipient(ours.recipient);
    const file = await encrypter.encrypt(plaintext);
    assert.ok(sameBytes(await decrypt([ours.identity], file), plaintext), `theirs, ${size} bytes`);
    assert.ok(sameBytes(await decrypt([ours.identity], new TextEncoder().encode(armor.encode(file))), plaintext), `theirs armored, ${size} bytes`);
  }
});

test('passphrases, both directions', async () => {
  const plaintext = new TextEncoder().encode('a year of attendance');
  const decrypter = new Decrypter();
  decrypter.addPassphrase('correct horse');
  assert.ok(sameBytes(await decrypter.decrypt(await encryptWithPassphrase('correct horse', plaintext, 10)), plaintext));
  const encrypter = new Encrypter();
  encrypter.setPassphrase('correct horse');
  encrypter.setScryptWorkFactor(10);
  const file = await encrypter.encrypt(plaintext);
  assert.ok(sameBytes(await decryptWithPassphrase('correct horse', file), plaintext));
  assert.equal((await refused(decryptWithPassphrase('battery staple', file))).where, 'identity');
});

test('keys made here are the same keys elsewhere', async () => {
  const { identity, recipient } = await generateKey();
  assert.equal(await identityToRecipient(identity), recipient);
  assert.notEqual((await generateKey()).identity, identity);
});

test('wrong recipients and identities are refused before anything is written', async () => {
  const { recipient, identity } = await generateKey();
  const secret = new TextEncoder().encode('x');
  assert.equal((await refused(encrypt([], secret))).where, 'recipients');
  assert.equal((await refused(encrypt([''], secret))).where, 'recipients');
  assert.equal((await refused(encrypt([`${recipient}\n${recipient}`], secret))).where, 'recipients');
  assert.equal((await refused(encrypt([recipient, 'age1nonsense'], secret))).where, 'recipient');
  assert.equal((await refused(encrypt([identity], secret))).where, 'recipient');
  const lowOrder = `age1${'q'.repeat(52)}5cu47z`; // the point zero
  assert.equal((await refused(encrypt([lowOrder], secret))).where, 'recipients');
  assert.equal((await refused(decrypt([recipient], await encrypt([recipient], secret)))).where, 'identity');
});

test('every flipped bit and every truncation is an error that names its layer', async () => {
  const { recipient, identity } = await generateKey();
  const file = await encrypt([recipient], new TextEncoder().encode('Ana'));
  const headerSize = file.length - 3 - 16 - 16;
  const layer = /^(armor|header|header\/mac|identity|payload\/nonce|payload\/chunk\/0)$/;
  for (let at = 0; at < file.length; ++at) {
    const changed = file.slice();
    changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
    const { where } = await refused(decrypt([identity], changed));
    assert.match(where, at < headerSize ? layer : /^payload\/chunk\/0$/, `bit of byte ${at}`);
    assert.match((await refused(decrypt([identity], file.subarray(0, at)))).where, layer, `cut at ${at}`);
  }
  assert.equal((await refused(decrypt([identity], new Uint8Array([...file, 0])))).where, 'payload/chunk/0');
});

test('a module that cannot be loaded is said so, and the next call tries again', async () => {
  const { recipient } = await generateKey();
  configure(new TextEncoder().encode('not a module'));
  const error = await refused(encrypt([recipient], new Uint8Array(1)));
  assert.equal(error.code, 'unavailable');
  configure(wasm);
  assert.ok((await encrypt([recipient], new Uint8Array(1))).length > 1);
});

/** The bytes of a Bech32 text, whose checksum is known to be right. */
const bech32Bytes = (text: string): Uint8Array => {
  const digits = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
  const bits = [...text.slice(text.lastIndexOf('1') + 1, -6).toLowerCase()].map((c) => digits.indexOf(c).toString(2).padStart(5, '0')).join('');
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => parseInt(byte, 2));
};

test('no secret stays in the module’s memory after a call', async () => {
  configure(wasm);
  const { recipient, identity } = await generateKey();
  const scalar = bech32Bytes(identity);
  assert.equal(scalar.length, 32);
  const plaintext = new Uint8Array(randomBytes(1000));
  const passphrase = 'correct horse battery';
  const secrets: Record<string, Uint8Array> = {
    'the identity': scalar,
    'the identity, clamped': scalar.map((byte, i) => i === 0 ? byte & 248 : i === 31 ? (byte & 127) | 64 : byte),
    'the identity as text': new TextEncoder().encode(identity).subarray(16),
    'the passphrase': new TextEncoder().encode(passphrase),
    'the plaintext': plaintext,
  };
  const { exports } = await load();
  const found = (secret: Uint8Array): boolean => {
    const memory = Buffer.from(exports.memory.buffer);
    // Half of it is already too much.
    return [secret.subarray(0, secret.length / 2), secret.subarray(secret.length / 2)].some((half) => memory.indexOf(half) >= 0);
  };
  const check = (after: string): void => {
    for (const [name, secret] of Object.entries(secrets)) assert.equal(found(secret), false, `after ${after}, ${name} is still there`);
  };
  check('generateKey');

  const file = await encrypt([recipient], plaintext);
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  secrets['the file key'] = await decrypter.decryptHeader(file);
  check('encrypt');
  await decrypt([identity], file);
  check('decrypt');
  const wrong = file.slice();
  wrong[wrong.length - 1] = (wrong.at(-1) ?? 0) ^ 1;
  await refused(decrypt([identity], wrong));
  check('a refused file');
  const withPassphrase = await encryptWithPassphrase(passphrase, plaintext, 4);
  check('encryptWithPassphrase');
  await decryptWithPassphrase(passphrase, withPassphrase);
  check('decryptWithPassphrase');

  // The search does find what is there.
  const at = exports.vault_allocate(scalar.length);
  new Uint8Array(exports.memory.buffer, at, scalar.length).set(scalar);
  assert.ok(found(scalar));
  exports.vault_free(at, scalar.length);
  check('vault_free');
});
