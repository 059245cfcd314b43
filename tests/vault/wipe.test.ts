// What stays in the module's memory: nothing secret.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { Decrypter } from 'age-encryption';
import { configure, decrypt, encrypt, generateKey, openFile, readAll } from '../../web/vault/index.ts';
import { load } from '../../web/vault/module.ts';
import { createOperations } from '../../web/vault/operations.ts';
import { bech32Bytes, refused, wasm } from './support.ts';

configure(wasm);

test('no secret stays in the module’s memory after a call, nor a key after wipe()', async () => {
  const key = await generateKey();
  const identity = key.export();
  const scalar = bech32Bytes(identity);
  assert.equal(scalar.length, 32);
  const plaintext = new Uint8Array(randomBytes(1000));
  const passphrase = 'correct horse battery';
  const secrets: Record<string, Uint8Array> = {
    'the identity': scalar,
    'the identity, clamped': scalar.map((byte, i) => i === 0 ? byte & 248 : i === 31 ? (byte & 127) | 64 : byte),
    'the passphrase': new TextEncoder().encode(passphrase),
    'the plaintext': plaintext,
  };
  const text = new TextEncoder().encode(identity).subarray(16);
  const { exports } = await load();
  /** Half of it is already too much. */
  const places = (secret: Uint8Array): number => {
    const memory = Buffer.from(exports.memory.buffer);
    let count = 0;
    for (const half of [secret.subarray(0, secret.length / 2), secret.subarray(secret.length / 2)]) {
      for (let at = memory.indexOf(half); at >= 0; at = memory.indexOf(half, at + 1)) ++count;
    }
    return count;
  };
  const check = (after: string, textPlaces = 2): void => {
    for (const [name, secret] of Object.entries(secrets)) assert.equal(places(secret), 0, `after ${after}, ${name} is still there`);
    assert.equal(places(text), textPlaces, `after ${after}, the identity’s text is there besides the handle`);
  };
  check('generateKey');

  const file = await readAll(encrypt([key.recipient], plaintext));
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  secrets['the file key'] = await decrypter.decryptHeader(file);
  check('encrypt');
  await readAll(decrypt([key], file));
  check('decrypt with a handle');
  await readAll(decrypt([identity], file));
  check('decrypt with text');
  const wrong = file.slice();
  wrong[wrong.length - 1] = (wrong.at(-1) ?? 0) ^ 1;
  await refused(readAll(decrypt([key], wrong)));
  check('a refused file');
  const withPassphrase = await readAll(encrypt({ passphrase, workFactor: 4 }, plaintext));
  check('encrypt with a passphrase');
  await readAll(decrypt({ passphrase }, withPassphrase));
  check('decrypt with a passphrase');

  key.wipe();
  check('wipe()', 0);
  key.wipe();
  assert.equal((await refused((async () => key.export())())).where, 'identity');
  assert.equal((await refused((async () => readAll(decrypt([key], file)))())).where, 'identity');

  // The search does find what is there.
  const at = exports.vault_allocate(scalar.length);
  new Uint8Array(exports.memory.buffer, at, scalar.length).set(scalar);
  assert.ok(places(scalar) > 0);
  exports.vault_free(at, scalar.length);
  check('vault_free', 0);
});

test('a file’s own key is gone when its stream has ended, was cancelled or aborted, and when the file is closed', async () => {
  const key = await generateKey();
  const vault = await load();
  const plaintext = randomBytes(1_000_000);
  const file = await readAll(encrypt([key.recipient], plaintext));
  // The payload's key, by a session of our own.
  const operations = createOperations(vault);
  const secret = key.exportBytes();
  operations.beginOpening(secret, false, file.slice(0, 65536));
  assert.ok(secret.every((byte) => byte === 0), 'what is given to a thread is zeroed there');
  const payloadKey = operations.share();
  const shared = payloadKey.slice();
  operations.adopt(shared);
  assert.ok(shared.every((byte) => byte === 0));
  operations.end();
  const isThere = (): boolean => Buffer.from(vault.exports.memory.buffer).includes(Buffer.from(payloadKey));
  assert.ok(!isThere());

  const reader = decrypt([key], file).getReader();
  await reader.read();
  assert.ok(isThere(), 'while it works, the key is in the module');
  await reader.cancel();
  assert.ok(!isThere(), 'after cancel()');

  const controller = new AbortController();
  const aborted = decrypt([key], file, { signal: controller.signal }).getReader();
  await aborted.read();
  assert.ok(isThere());
  controller.abort();
  assert.ok(!isThere(), 'after abort');

  await readAll(decrypt([key], file));
  assert.ok(!isThere(), 'at the end');
  await refused(readAll(decrypt([key], file.subarray(0, -1))));
  assert.ok(!isThere(), 'after an error');

  const opened = await openFile([key], file);
  await opened.read(0, 10);
  assert.ok(isThere());
  opened.close();
  assert.ok(!isThere(), 'after close()');
});
