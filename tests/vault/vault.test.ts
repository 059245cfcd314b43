// The page's functions in node, where all is done by the page's own thread: against other implementations, and with bad input.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { armor, Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { configure, decrypt, encrypt, generateKey, readAll, type Source } from '../../web/vault/index.ts';
import { drain, refused, sameBytes, streamOf, wasm } from './support.ts';

configure(wasm);
const folder = mkdtempSync(join(tmpdir(), 'hallpass-vault-'));
after(() => { rmSync(folder, { recursive: true }); });

const sizes = [0, 1, 65535, 65536, 65537, 131072, 16 * 65536, 16 * 65536 + 1, randomInt(2, 65535), randomInt(2_000_000, 5_000_000)];

/** The same bytes as everything that the functions take. */
const sources = (bytes: Uint8Array): Record<string, Source> => ({
  'a Uint8Array': bytes,
  'a Blob': new Blob([new Uint8Array(bytes)]),
  'a stream of odd pieces': streamOf(bytes, [1, 0, 70_000, 3, 65536, 16, 200_001]).stream,
  'a stream of one piece': streamOf(bytes, [Math.max(1, bytes.length)]).stream,
});

test('npm age-encryption opens what we write from any source, and we open what it writes', async () => {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  const ours = await generateKey();
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  encrypter.addRecipient(ours.recipient);
  for (const size of sizes) {
    const plaintext = new Uint8Array(randomBytes(size));
    for (const [name, source] of Object.entries(sources(plaintext))) {
      const file = await readAll(encrypt([ours.recipient, recipient], source));
      assert.ok(sameBytes(await decrypter.decrypt(file), plaintext), `ours, ${size} bytes of ${name}`);
    }
    for (const [name, source] of Object.entries(sources(plaintext))) {
      const text = new TextDecoder().decode(await readAll(encrypt([recipient], source, { armor: true })));
      assert.ok(sameBytes(await decrypter.decrypt(armor.decode(text)), plaintext), `ours armored, ${size} bytes of ${name}`);
    }
    const file = await encrypter.encrypt(plaintext);
    for (const [name, source] of Object.entries(sources(file))) {
      assert.ok(sameBytes(await readAll(decrypt([ours], source)), plaintext), `theirs, ${size} bytes, ${name}`);
    }
    for (const [name, source] of Object.entries(sources(new TextEncoder().encode(armor.encode(file))))) {
      assert.ok(sameBytes(await readAll(decrypt([ours.export()], source)), plaintext), `theirs armored, ${size} bytes, ${name}`);
    }
  }
});

test('the standard age opens what we write, and we open what it writes', async () => {
  const key = join(folder, 'key');
  execFileSync('age-keygen', ['-o', key], { stdio: 'ignore' });
  const recipient = execFileSync('age-keygen', ['-y', key]).toString().trim();
  const ours = await generateKey();
  for (const size of sizes) {
    const plaintext = randomBytes(size);
    for (const armored of [false, true]) {
      const file = await readAll(encrypt([ours.recipient, recipient], new Blob([plaintext]), { armor: armored }));
      assert.ok(sameBytes(execFileSync('age', ['-d', '-i', key], { input: file, maxBuffer: 1e8 }), plaintext), `ours, ${size} bytes, armored: ${String(armored)}`);
      const theirs = execFileSync('age', ['-r', ours.recipient, ...armored ? ['-a'] : []], { input: plaintext, maxBuffer: 1e8 });
      assert.ok(sameBytes(await readAll(decrypt([ours], streamOf(theirs).stream)), plaintext), `theirs, ${size} bytes, armored: ${String(armored)}`);
    }
  }
  writeFileSync(key, ours.exportBytes());
  assert.equal(execFileSync('age-keygen', ['-y', key]).toString().trim(), ours.recipient, 'a key made here is the same key elsewhere');
});

test('passphrases, both directions', async () => {
  const plaintext = new TextEncoder().encode('a year of attendance');
  const passphrase = 'correct horse';
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  assert.ok(sameBytes(await decrypter.decrypt(await readAll(encrypt({ passphrase, workFactor: 10 }, plaintext))), plaintext));
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(10);
  const file = await encrypter.encrypt(plaintext);
  assert.ok(sameBytes(await readAll(decrypt({ passphrase }, file)), plaintext));
  assert.equal((await refused(readAll(decrypt({ passphrase: 'battery staple' }, file)))).where, 'identity');
  assert.match(new TextDecoder().decode(await readAll(encrypt({ passphrase }, plaintext))), / 18\n/, 'the cost, if nothing is said');
});

test('wrong recipients, identities and sources are refused before anything is written', async () => {
  const key = await generateKey();
  const { recipient } = key;
  const secret = new TextEncoder().encode('x');
  const whereOf = async (stream: () => ReadableStream<Uint8Array>): Promise<string> => (await refused((async () => readAll(stream()))())).where;
  assert.equal(await whereOf(() => encrypt([], secret)), 'recipients');
  assert.equal(await whereOf(() => encrypt([''], secret)), 'recipients');
  assert.equal(await whereOf(() => encrypt([`${recipient}\n${recipient}`], secret)), 'recipients');
  assert.equal(await whereOf(() => encrypt([recipient, 'age1nonsense'], secret)), 'recipient');
  assert.equal(await whereOf(() => encrypt([key.export()], secret)), 'recipient');
  assert.equal(await whereOf(() => encrypt({ passphrase: '' }, secret)), 'passphrase');
  assert.equal(await whereOf(() => encrypt({ passphrase: 'x', workFactor: 40 }, secret)), 'work_factor');
  const lowOrder = `age1${'q'.repeat(52)}5cu47z`; // the point zero
  assert.equal(await whereOf(() => encrypt([lowOrder], secret)), 'recipients');
  const file = await readAll(encrypt([recipient], secret));
  assert.equal(await whereOf(() => decrypt([recipient], file)), 'identity');
  assert.equal(await whereOf(() => decrypt([], file)), 'identities');
  assert.equal(await whereOf(() => encrypt([recipient], 'text' as unknown as Uint8Array)), 'source');
  assert.equal(await whereOf(() => encrypt([recipient], new Response('x').body?.pipeThrough(new TextDecoderStream()) as unknown as Source)), 'source');
  const taken = new Blob(['x']).stream();
  taken.getReader();
  assert.equal(await whereOf(() => encrypt([recipient], taken)), 'source');
  assert.deepEqual(secret, new TextEncoder().encode('x'), 'the caller’s own bytes are as they were');
});

const layer = /^(armor|header|header\/mac|identity|payload\/nonce|payload\/chunk\/\d+)$/;

test('every flipped bit and every truncation of a small file is an error that names its layer, and nothing comes out', async () => {
  const key = await generateKey();
  const file = await readAll(encrypt([key.recipient], new TextEncoder().encode('Ana')));
  const payloadAt = file.length - 3 - 16;
  for (let at = 0; at < file.length; ++at) {
    const changed = file.slice();
    changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
    for (const [what, bytes, place] of [['bit', changed, at < payloadAt - 16 ? layer : /^payload\/chunk\/0$/], ['cut', file.subarray(0, at), layer]] as const) {
      const source = at % 2 === 0 ? bytes : streamOf(bytes, [7]).stream;
      const { bytes: out, error } = await drain(decrypt([key], source));
      assert.match((await refused(Promise.reject(error as Error))).where, place, `${what} at ${at}`);
      assert.equal(out.length, 0, `${what} at ${at}`);
    }
  }
  assert.equal((await refused(readAll(decrypt([key], new Uint8Array([...file, 0]))))).where, 'payload/chunk/0');
});

test('of a broken file come the chunks before the break, and not one byte more', async () => {
  const key = await generateKey();
  const count = 37; // three pieces of up to sixteen chunks
  const plaintext = randomBytes(count * 65536 - 100);
  const file = await readAll(encrypt([key.recipient], plaintext));
  const sealed = 65536 + 16;
  const start = file.length - plaintext.length - count * 16;
  const chunk = (index: number): Uint8Array => file.subarray(start + index * sealed, start + (index + 1) * sealed);
  const chunks = Array.from({ length: count }, (_, index) => chunk(index));
  const joined = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat([file.subarray(0, start), ...parts]);
  const flipped = (at: number): Uint8Array => {
    const copy = file.slice();
    copy[at] = (copy[at] ?? 0) ^ 0x80;
    return copy;
  };
  const swap = randomInt(0, count - 2);
  const broken: Record<string, [bytes: Uint8Array, good: number]> = {
    'nothing after the nonce': [joined(), 0],
    'cut between chunks': [joined(...chunks.slice(0, 9)), 8],
    'cut in a chunk': [joined(...chunks.slice(0, 9), chunk(9).subarray(0, 1000)), 9],
    'cut in a tag': [joined(...chunks.slice(0, 9), chunk(9).subarray(0, 10)), 9],
    'two chunks swapped': [joined(...chunks.slice(0, swap), chunk(swap + 1), chunk(swap), ...chunks.slice(swap + 2)), swap],
    'a chunk twice': [joined(...chunks.slice(0, 3), ...chunks.slice(2)), 3],
    'a chunk left out': [joined(...chunks.slice(0, 12), ...chunks.slice(13)), 12],
    'one byte more': [joined(...chunks, new Uint8Array(1)), count - 1],
    'another file after it': [joined(...chunks, file), count - 1],
    'the last chunk early': [joined(...chunks.slice(0, 4), chunk(count - 1)), 4],
  };
  for (let round = 0; round < 20; ++round) {
    const at = randomInt(start, file.length);
    broken[`a bit of byte ${at}`] = [flipped(at), Math.floor((at - start) / sealed)];
  }
  for (const [name, [bytes, good]] of Object.entries(broken)) {
    for (const source of [bytes, new Blob([new Uint8Array(bytes)]), streamOf(bytes, [100_000]).stream]) {
      const { bytes: out, error } = await drain(decrypt([key], source));
      assert.equal((await refused(Promise.reject(error as Error))).where, `payload/chunk/${good}`, name);
      assert.ok(sameBytes(out, plaintext.subarray(0, good * 65536)), `${name}: ${out.length} bytes came`);
      await refused(readAll(decrypt([key], bytes)));
    }
  }
});

test('a module that cannot be loaded is said so, and the next call tries again', async () => {
  const { recipient } = await generateKey();
  configure(new TextEncoder().encode('not a module'));
  const error = await refused(readAll(encrypt([recipient], new Uint8Array(1))));
  assert.deepEqual([error.code, error.where], ['unavailable', 'vault']);
  configure(wasm);
  assert.ok((await readAll(encrypt([recipient], new Uint8Array(1)))).length > 1);
});
