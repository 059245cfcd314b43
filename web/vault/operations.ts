/**
 * What a thread does for one file at a time, in a worker or in the page. Byte arrays that come in are the thread's own:
 * a page transfers them to a worker. Secrets among them are zeroed as soon as the module has them.
 */
import type { ErrorCode } from '../base/error-codes.ts';
import { HallpassError } from '../base/error.ts';
import type { VaultModule } from './module.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

export const chunkSize = 65536;
const tagSize = 16;
export const sealedChunkSize = chunkSize + tagSize;
/** Of a payload, as far as its length tells. */
export const plainSize = (sealedSize: number): number =>
  Math.max(0, sealedSize - Math.max(1, Math.ceil(sealedSize / sealedChunkSize)) * tagSize);
const keySize = 32;
const armorColumns = 48; // bytes of a line of 64 characters

/** Chunks that are done, in the buffer they came in, and what is wrong with the one after them, if something is. */
export type Chunks = readonly [buffer: Bytes, doneSize: number, failure?: readonly [code: ErrorCode, where: string]];

// The answer is the type: it is what a page may ask of a worker.
export const createOperations = (vault: VaultModule) => {
  const { exports } = vault;
  let session = 0;

  const end = (): void => {
    if (session !== 0) exports.vault_end(session);
    session = 0;
  };
  const started = (at: number): number => {
    end();
    session = at;
    return exports.vault_prefix_size(at);
  };
  const begin = (secret: Bytes, call: (at: number, size: number, out: number) => number): number => {
    try {
      return started(vault.borrow(secret.length, secret, (at) => vault.borrow(4, undefined, (out) => {
        vault.check(call(at, secret.length, out));
        return vault.uint32(out).getUint32(0, true);
      })));
    } finally {
      secret.fill(0);
    }
  };
  const current = (): number => {
    if (session === 0) throw new HallpassError('internal', 'session');
    return session;
  };
  /** Room for one chunk in the module is borrowed for many: giving it back zeroes it, which takes its time. */
  const withChunks = (call: 'vault_seal' | 'vault_open', growth: number, use: (one: (index: number, isLast: boolean, chunk: Bytes, to: Bytes) => number) => void): void => {
    vault.borrow(sealedChunkSize, undefined, (at) => {
      use((index, isLast, chunk, to) => {
        vault.view(at, chunk.length).set(chunk);
        vault.check(exports[call](current(), index, isLast ? 1 : 0, at, chunk.length));
        to.set(vault.view(at, chunk.length + growth));
        return chunk.length + growth;
      });
    });
  };

  return {
    /** Begins a new file, and gives what stands before its chunks. `workFactor`: `keys` is a passphrase then. */
    beginSealing: (keys: Bytes, workFactor: number | undefined): Bytes => {
      const size = begin(keys, (at, keysSize, out) => workFactor === undefined
        ? exports.vault_encrypt_begin(at, keysSize, out)
        : exports.vault_encrypt_begin_passphrase(at, keysSize, workFactor, out));
      return vault.view(exports.vault_prefix(current()), size).slice();
    },
    /** Begins with the start of a file, and says where its chunks begin. */
    beginOpening: (keys: Bytes, isPassphrase: boolean, start: Bytes): number => begin(keys, (at, size, out) =>
      vault.borrow(start.length, start, (startAt) => exports.vault_decrypt_begin(at, size, isPassphrase ? 1 : 0, startAt, start.length, out))),
    /** The key of the file at work, for another thread to adopt: then both do the same file. */
    share: (): Bytes => vault.view(exports.vault_key(current()), keySize).slice(),
    adopt: (key: Bytes): void => {
      started(vault.borrow(keySize, key, (at) => exports.vault_adopt(at)));
      key.fill(0);
    },
    /**
     * Whole chunks from `index` on, in place; only the last of a file may be shorter. `buffer` has room for what they become,
     * `size` is what they are.
     */
    seal: (index: number, isLast: boolean, buffer: Bytes, size: number): Chunks => {
      const count = Math.max(1, Math.ceil(size / chunkSize));
      withChunks('vault_seal', tagSize, (one) => {
        // From the end, because they grow.
        for (let i = count - 1; i >= 0; --i) {
          one(index + i, isLast && i === count - 1, buffer.subarray(i * chunkSize, Math.min(size, (i + 1) * chunkSize)), buffer.subarray(i * sealedChunkSize));
        }
      });
      return [buffer, size + count * tagSize];
    },
    open: (index: number, isLast: boolean, buffer: Bytes, size: number): Chunks => {
      const count = Math.max(1, Math.ceil(size / sealedChunkSize));
      let done = 0;
      try {
        withChunks('vault_open', -tagSize, (one) => {
          for (let i = 0; i < count; ++i) {
            done += one(index + i, isLast && i === count - 1, buffer.subarray(i * sealedChunkSize, Math.min(size, (i + 1) * sealedChunkSize)), buffer.subarray(done));
          }
        });
      } catch (error) {
        if (error instanceof HallpassError) return [buffer, done, [error.code, error.where]];
        throw error;
      }
      return [buffer, done];
    },
    /** Zeroes the file's key. */
    end,
    /** Lines of armor; `bytes` is a multiple of 48 long, or the last. */
    armor: (bytes: Bytes): Bytes => {
      let text = '';
      for (let at = 0; at < bytes.length; at += armorColumns) text += `${btoa(String.fromCharCode(...bytes.subarray(at, at + armorColumns)))}\n`;
      return new TextEncoder().encode(text);
    },
    /** A whole armored text, or some of its lines between the first and last line. */
    dearmor: (text: Bytes): Bytes => vault.borrow(text.length, text, (at) => vault.borrow(4, undefined, (size) => {
      vault.uint32(size).setUint32(0, text.length, true);
      vault.check(exports.vault_dearmor(at, size));
      return vault.view(at, vault.uint32(size).getUint32(0, true)).slice();
    })),
  };
};

export type Operations = ReturnType<typeof createOperations>;
