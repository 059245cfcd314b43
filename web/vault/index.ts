/**
 * age v1 encryption in the page, by the C++ core as WebAssembly. Standard `age` reads what this writes, and back.
 * docs/encryption.md tells how to use it. Nothing is loaded before the first call; the work is done by workers.
 *
 * Errors are HallpassError; `where` names the layer, as sdk/age/age.hpp says. Without WebAssembly the code is `unavailable`
 * at "vault". What a source throws, its stream throws too.
 */
import { EncryptedFile } from './file.ts';
import { flow, type Options } from './flow.ts';
import { encodeKeys, type Identity, type Passphrase } from './keys.ts';
import { configureModule, load } from './module.ts';
import type { Source } from './source.ts';
import { configureWorker } from './threads.ts';

export { generateKey } from './keys.ts';
export { HallpassError } from '../base/error.ts';
export type { EncryptedFile, Identity, Options, Passphrase, Source };

/** Every one of these can open the file: "age1…", at least one. Or whoever knows the passphrase. */
export type Recipients = readonly string[] | Passphrase;
/** One of these that fits is enough: "AGE-SECRET-KEY-1…", or handles. Or the passphrase; a work factor over 18 is refused. */
export type Identities = readonly (string | Identity)[] | Passphrase;

/**
 * Where the module and the worker's script come from. Default: `vault.wasm` and `vault-worker.js` beside this script.
 * `worker` undefined: no workers. Call before the first use.
 */
export const configure = (module: URL | Uint8Array, worker?: URL): void => {
  configureModule(module);
  configureWorker(worker);
};

/** Fetches and compiles the module, so that the first use is quick. */
export const prepare = async (): Promise<void> => { await load(); };

/**
 * The age file of a source, as it is read: with few pieces held, however large. Nothing begins before the first read.
 * `armor`: as text. Cancelling the stream ends the work, zeroes the keys and cancels the source.
 */
export const encrypt = (
  recipients: Recipients, source: Source, options: Options & { readonly armor?: boolean } = {}): ReadableStream<Uint8Array<ArrayBuffer>> =>
  flow({
    ...options, source, isSealing: true, isPassphrase: 'passphrase' in recipients,
    workFactor: 'passphrase' in recipients ? recipients.workFactor : undefined, keys: () => encodeKeys(recipients, 'recipients'),
  });

/**
 * The plaintext of an age file, binary or armored. Every byte of it is verified before it comes; whether the file is whole
 * is known at the stream's end only: until then, keep what comes as provisional. An error ends the stream after the last
 * good chunk.
 */
export const decrypt = (identities: Identities, source: Source, options: Options = {}): ReadableStream<Uint8Array<ArrayBuffer>> =>
  flow({ ...options, source, isSealing: false, isPassphrase: 'passphrase' in identities, keys: () => encodeKeys(identities, 'identities') });

/** Opens a binary file for reading anywhere in it. Errors: as decrypt(); unsupported, at "armor". */
export const openFile = (identities: Identities, file: Blob | Uint8Array, { workers }: Pick<Options, 'workers'> = {}): Promise<EncryptedFile> =>
  EncryptedFile.open(file, encodeKeys(identities, 'identities'), 'passphrase' in identities, workers);

/** All of a stream, for what is small. What came before an error is zeroed. */
export const readAll = async (stream: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> => {
  const reader = stream.getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for (let result = await reader.read(); !result.done; result = await reader.read()) {
      pieces.push(result.value);
      size += result.value.length;
    }
    const all = new Uint8Array(size);
    size = 0;
    for (const piece of pieces) {
      all.set(piece, size);
      size += piece.length;
    }
    return all;
  } finally {
    for (const piece of pieces) piece.fill(0);
  }
};
