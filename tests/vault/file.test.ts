// Reading anywhere in an encrypted file.
import assert from 'node:assert/strict';
import { randomBytes, randomInt } from 'node:crypto';
import { test } from 'node:test';
import { configure, encrypt, generateKey, openFile, readAll } from '../../web/vault/index.ts';
import { refused, sameBytes, wasm } from './support.ts';

configure(wasm);
const key = await generateKey();
const sealed = 65536 + 16;

test('any range of a file of any size is what was encrypted', async () => {
  for (const size of [0, 1, 65535, 65536, 65537, 131072, randomInt(600_000, 2_000_000)]) {
    const plaintext = randomBytes(size);
    const file = await readAll(encrypt([key.recipient], plaintext));
    for (const source of [file, new Blob([file])]) {
      const opened = await openFile([key], source);
      assert.equal(opened.size, size);
      const ranges = [[0, size], [0, 0], [size, size], [0, Math.min(1, size)], [Math.max(0, size - 1), size], [0, Math.min(65536, size)],
        [Math.min(65535, size), Math.min(65537, size)], ...Array.from({ length: 10 }, () => [randomInt(0, size + 1), randomInt(0, size + 1)].toSorted((a, b) => a - b))];
      for (const [from = 0, to = 0] of ranges) assert.ok(sameBytes(await opened.read(from, to), plaintext.subarray(from, to)), `${from} to ${to} of ${size}`);
      const both = await Promise.all([opened.read(0, size >> 1), opened.read(size >> 1, size)]);
      assert.ok(sameBytes(Buffer.concat(both), plaintext));
      for (const [from, to] of [[-1, 0], [1, 0], [0, size + 1], [0.5, 1], [0, NaN]] as const) assert.equal((await refused(opened.read(from, to))).where, 'range');
      opened.close();
      if (size > 0) assert.equal((await refused(opened.read(0, 1))).code, 'unavailable', 'after close()');
    }
  }
});

test('only what is touched is read and verified; the end always is', async () => {
  const count = 12;
  const plaintext = randomBytes(count * 65536 - 5000);
  const file = await readAll(encrypt([key.recipient], plaintext));
  const start = file.length - plaintext.length - count * 16;
  const flipped = (chunk: number): Uint8Array => {
    const copy = file.slice();
    const at = start + chunk * sealed + 77;
    copy[at] = (copy[at] ?? 0) ^ 4;
    return copy;
  };
  const opened = await openFile([key], flipped(5));
  assert.ok(sameBytes(await opened.read(0, 5 * 65536), plaintext.subarray(0, 5 * 65536)));
  assert.ok(sameBytes(await opened.read(6 * 65536, plaintext.length), plaintext.subarray(6 * 65536)));
  for (const [from, to] of [[5 * 65536, 5 * 65536 + 1], [6 * 65536 - 1, 6 * 65536], [0, plaintext.length]] as const) {
    const error = await refused(opened.read(from, to));
    assert.deepEqual([error.code, error.where], ['not_authentic', 'payload/chunk/5']);
  }
  opened.close();
  for (const [name, bytes, where] of [
    ['a broken last chunk', flipped(count - 1), 'payload/chunk/11'],
    ['one byte more', Buffer.concat([file, new Uint8Array(1)]), 'payload/chunk/11'],
    ['cut between chunks', file.subarray(0, start + 7 * sealed), 'payload/chunk/6'],
    ['cut in a chunk', file.subarray(0, start + 7 * sealed + 9), 'payload/chunk/7'],
    ['cut after the nonce', file.subarray(0, start), 'payload/chunk/0'],
    ['cut in the nonce', file.subarray(0, start - 1), 'payload/nonce'],
    ['an inner chunk at the end', Buffer.concat([file.subarray(0, start + 7 * sealed), file.subarray(start + sealed, start + 2 * sealed)]), 'payload/chunk/7'],
  ] as const) assert.equal((await refused(openFile([key], new Blob([new Uint8Array(bytes)])))).where, where, name);
  const armored = await readAll(encrypt([key.recipient], plaintext, { armor: true }));
  assert.deepEqual([(await refused(openFile([key], armored))).code, (await refused(openFile([key], armored))).where], ['unsupported', 'armor']);
  assert.equal((await refused(openFile([await generateKey()], file))).where, 'identity');
});
