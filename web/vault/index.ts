/**
 * age v1 encryption in the page, by the C++ core as WebAssembly. Standard `age` reads what this writes, and back.
 * Nothing is loaded before the first call. Errors are HallpassError; without WebAssembly the code is `unavailable`.
 */
import { HallpassError } from '../base/error.ts';

const unavailable = (): never => { throw new HallpassError('unavailable', 'vault'); };

/** Where the module comes from. Default: `vault.wasm` beside this script. Call before the first use. */
export const configure: (source: URL | Uint8Array) => void = unavailable;

/** The binary age file that each of `recipients` ("age1…", at least one) can open. */
export const encrypt: (recipients: readonly string[], plaintext: Uint8Array) => Promise<Uint8Array> = async () => unavailable();

/** The plaintext, once all of it is verified. `identities`: "AGE-SECRET-KEY-1…", one that fits is enough. */
export const decrypt: (identities: readonly string[], ciphertext: Uint8Array) => Promise<Uint8Array> = async () => unavailable();

/** A new key pair. The secret half is text that the caller has to keep safe. */
export const generateKey: () => Promise<{ readonly identity: string; readonly recipient: string }> = async () => unavailable();
