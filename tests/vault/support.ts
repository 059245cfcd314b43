// What the vault's tests share.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { HallpassError } from '../../web/base/error.ts';

export const wasm = readFileSync('build/wasm/wasm/vault/vault.wasm');

export const sameBytes = (left: Uint8Array, right: Uint8Array): boolean => Buffer.compare(left, right) === 0;

/** The error of work that has to fail with one of ours. */
export const refused = async (work: Promise<unknown>): Promise<HallpassError> => {
  const result = await work.then(() => undefined, (error: unknown) => error);
  assert.ok(result instanceof HallpassError, `it was not refused: ${String(result)}`);
  return result;
};

/** What came out of a stream, and the error that ended it. */
export const drain = async (stream: ReadableStream<Uint8Array>): Promise<{ bytes: Buffer; error: unknown }> => {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of stream) pieces.push(piece);
  } catch (error) {
    return { bytes: Buffer.concat(pieces), error };
  }
  return { bytes: Buffer.concat(pieces), error: undefined };
};

/** The bytes as a stream, in pieces of the given sizes, the last of which repeats. Counts what was taken. */
export const streamOf = (bytes: Uint8Array, sizes: readonly number[] = [10_000]): { stream: ReadableStream<Uint8Array>; taken: () => number; cancelled: () => unknown } => {
  let at = 0;
  let turn = 0;
  let reason: unknown;
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const size = sizes[Math.min(turn++, sizes.length - 1)] ?? 1;
      if (at >= bytes.length) {
        controller.close();
        return;
      }
      controller.enqueue(bytes.slice(at, at + size));
      at += size;
    },
    cancel: (why) => { reason = why ?? 'cancelled'; },
  }, { highWaterMark: 0 });
  return { stream, taken: () => at, cancelled: () => reason };
};

/** The bytes of a Bech32 text, whose checksum is known to be right. */
export const bech32Bytes = (text: string): Uint8Array => {
  const digits = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
  const bits = [...text.slice(text.lastIndexOf('1') + 1, -6).toLowerCase()].map((c) => digits.indexOf(c).toString(2).padStart(5, '0')).join('');
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => parseInt(byte, 2));
};
