// How the streams behave: back-pressure, progress, abort and cancel; armor that flows.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { armor } from 'age-encryption';
import { configure, decrypt, encrypt, generateKey, readAll } from '../../web/vault/index.ts';
import { drain, refused, sameBytes, streamOf, wasm } from './support.ts';

configure(wasm);
const key = await generateKey();
const plaintext = randomBytes(12_000_000);
const file = await readAll(encrypt([key.recipient], plaintext));
const pause = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 20); });

test('nothing is read before it is wanted, and a reader that stops stops the source', async () => {
  for (const [bytes, run] of [
    [plaintext, (source) => encrypt([key.recipient], source)], [file, (source) => decrypt([key], source)],
  ] as const satisfies readonly (readonly [Uint8Array, (source: ReadableStream<Uint8Array>) => ReadableStream<Uint8Array>])[]) {
    const { stream, taken } = streamOf(bytes, [50_000]);
    const out = run(stream);
    await pause();
    assert.equal(taken(), 0, 'nothing was read yet');
    const reader = out.getReader();
    let given = 0;
    for (let round = 0; round < 5; ++round) {
      const { value } = await reader.read();
      given += value?.length ?? 0;
      await pause();
      assert.ok(taken() - given < 5_000_000, `${taken()} bytes were taken, ${given} given`);
    }
    await reader.cancel();
  }
});

test('a cancelled stream cancels its source with the reason, and reads no more', async () => {
  const { stream, taken, cancelled } = streamOf(plaintext, [50_000]);
  const reader = encrypt([key.recipient], stream).getReader();
  await reader.read();
  await reader.read();
  await reader.cancel('enough');
  assert.equal(cancelled(), 'enough');
  const before = taken();
  await pause();
  assert.equal(taken(), before);
});

test('an aborted stream fails with the signal’s reason, at once, and cancels its source', async () => {
  const early = streamOf(plaintext);
  const reason = new Error('the visitor went away');
  assert.equal((await drain(encrypt([key.recipient], early.stream, { signal: AbortSignal.abort(reason) }))).error, reason);
  assert.equal(early.cancelled(), reason);

  // A source that never comes.
  const controller = new AbortController();
  let cancelled: unknown;
  const stuck = new ReadableStream<Uint8Array>({ cancel: (why) => { cancelled = why; } });
  const reading = drain(decrypt([key], stuck, { signal: controller.signal }));
  await pause();
  controller.abort(reason);
  assert.equal((await reading).error, reason);
  assert.equal(cancelled, reason);

  const midway = new AbortController();
  const { stream, cancelled: reasonOf } = streamOf(file, [50_000]);
  const result = await drain(decrypt([key], stream, { signal: midway.signal, onProgress: (done) => { if (done > 2_000_000) midway.abort(reason); } }));
  assert.equal(result.error, reason);
  assert.equal(reasonOf(), reason);
  assert.ok(sameBytes(result.bytes, plaintext.subarray(0, result.bytes.length)) && result.bytes.length < 3_000_000);
});

test('a source that fails fails the stream with its own error; a truncated one is never taken for whole', async () => {
  const cause = new Error('the network is gone');
  let turn = 0;
  const failing = new ReadableStream<Uint8Array>({ pull: (controller) => {
    if (turn++ < 20) controller.enqueue(plaintext.subarray(0, 65536));
    else controller.error(cause);
  } });
  const { bytes, error } = await drain(encrypt([key.recipient], failing));
  assert.equal(error, cause);
  const opened = await drain(decrypt([key], bytes));
  assert.match((await refused(Promise.reject(opened.error as Error))).where, /^payload/);
});

test('progress is told in bytes of plaintext, and ends with all of them', async () => {
  for (const [total, run] of [
    [plaintext.length, (onProgress) => encrypt([key.recipient], plaintext, { onProgress })],
    [plaintext.length, (onProgress) => encrypt([key.recipient], new Blob([plaintext]), { onProgress })],
    [undefined, (onProgress) => encrypt([key.recipient], streamOf(plaintext).stream, { onProgress })],
    [plaintext.length, (onProgress) => decrypt([key], file, { onProgress })],
    [undefined, (onProgress) => decrypt([key], streamOf(file).stream, { onProgress })],
  ] as const satisfies readonly (readonly [number | undefined, (onProgress: (done: number, total: number | undefined) => void) => ReadableStream<Uint8Array>])[]) {
    const told: number[] = [];
    await drain(run((done, of) => {
      assert.equal(of, total);
      told.push(done);
    }));
    assert.ok(told.length > 5);
    assert.deepEqual(told, told.toSorted((a, b) => a - b));
    assert.equal(told.at(-1), plaintext.length);
  }
});

test('armor flows, and is as strict as a whole one', async () => {
  const text = armor.encode(file);
  const run = (changed: string, sizes: readonly number[] = [100_001]): ReturnType<typeof drain> =>
    drain(decrypt([key], streamOf(Buffer.from(changed, 'latin1'), sizes).stream));
  const { stream, taken } = streamOf(Buffer.from(text), [50_000]);
  const reader = decrypt([key], stream).getReader();
  await reader.read();
  assert.ok(taken() < text.length / 2, 'the text is not held as a whole');
  await reader.cancel();

  for (const good of [text, text.replaceAll('\n', '\r\n'), ` \n\t${text}\n \n`, text.trimEnd()]) {
    const { bytes, error } = await run(good);
    assert.equal(error, undefined);
    assert.ok(sameBytes(bytes, plaintext));
  }
  const lines = text.trimEnd().split('\n');
  const middle = lines.length >> 1;
  const withLine = (at: number, ...put: readonly string[]): string => lines.toSpliced(at, 1, ...put).join('\n');
  const line = lines[middle] ?? '';
  const broken: Record<string, string> = {
    'no last line': lines.slice(0, -1).join('\n'),
    'another last line': withLine(lines.length - 1, '-----END AGE FILE-----'),
    'text after it': `${text}x`,
    'a file after it': text + text,
    'much white space after it': text + ' '.repeat(5000) + '\n'.repeat(300_000),
    'a wrong digit': withLine(middle, `*${line.slice(1)}`),
    'not ASCII': withLine(middle, `\xff${line.slice(1)}`),
    'an empty line': withLine(middle, line, ''),
    'a short line': withLine(middle, line.slice(0, 32), line.slice(32)),
    'a long line': withLine(middle, line + (lines[middle + 1] ?? '')),
    'padding in the middle': withLine(middle, `${line.slice(0, 62)}==`),
    'the last line early': withLine(middle, line, lines.at(-1) ?? ''),
    'the first line again': withLine(middle, lines[0] ?? '', line),
  };
  for (const [name, changed] of Object.entries(broken)) {
    const { bytes, error } = await run(changed);
    assert.equal((await refused(Promise.reject(error as Error))).where, 'armor', name);
    assert.ok(sameBytes(bytes, plaintext.subarray(0, bytes.length)), name);
  }
});

test('a line that is not full ends an armored file, also where the text is cut into pieces', async () => {
  const small = plaintext.subarray(0, 600_000);
  const lines = armor.encode(await readAll(encrypt([key.recipient], small))).split('\n');
  // The first piece is a quarter of a mebibyte without its last kilobyte: one of these lines is its last.
  for (let at = 4005; at < 4025; ++at) {
    const line = lines[at] ?? '';
    const text = lines.toSpliced(at, 1, line.slice(0, 32)).join('\n');
    const { error } = await drain(decrypt([key], streamOf(Buffer.from(text)).stream));
    assert.equal((await refused(Promise.reject(error as Error))).where, 'armor', `line ${at}`);
  }
});
