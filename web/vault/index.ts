/**
 * age v1 encryption in the page, by the C++ core as WebAssembly. Standard `age` reads what this writes, and back.
 * Nothing is loaded before the first call. Errors are HallpassError; `where` names the layer, as sdk/age/age.hpp says;
 * without WebAssembly the code is `unavailable`.
 */
import { HallpassError } from '../base/error.ts';
import { configure as configureModule, load, type VaultModule } from './module.ts';

const chunkSize = 65536;
const tagSize = 16;
/** Of a header, which says how many can open the file. */
const maxHeaderSize = 1 << 20;

/** Where the module comes from. Default: `vault.wasm` beside this script. Call before the first use. */
export const configure: (source: URL | Uint8Array) => void = configureModule;

/** Fetches and compiles the module, so that the first use is quick. */
export const prepare = async (): Promise<void> => { await load(); };

const linesOf = (keys: readonly string[], where: string): string => {
  if (keys.length === 0 || keys.some((key) => key === '' || key.includes('\n'))) throw new HallpassError('invalid_argument', where);
  return keys.join('\n');
};

const seal = (vault: VaultModule, begin: (out: number) => number, plaintext: Uint8Array): Uint8Array<ArrayBuffer> => {
  const { exports } = vault;
  return vault.withSession(begin, (session) => vault.borrow(chunkSize + tagSize, undefined, (chunk) => {
    const prefixSize = exports.vault_prefix_size(session);
    const chunkCount = Math.max(1, Math.ceil(plaintext.length / chunkSize));
    const file = new Uint8Array(prefixSize + plaintext.length + chunkCount * tagSize);
    file.set(vault.view(exports.vault_prefix(session), prefixSize));
    for (let index = 0, out = prefixSize; index < chunkCount; ++index) {
      const piece = plaintext.subarray(index * chunkSize, (index + 1) * chunkSize);
      vault.view(chunk, piece.length).set(piece);
      vault.check(exports.vault_seal(session, index === chunkCount - 1 ? 1 : 0, chunk, piece.length));
      file.set(vault.view(chunk, piece.length + tagSize), out);
      out += piece.length + tagSize;
    }
    return file;
  }));
};

const open = (vault: VaultModule, keys: string, isPassphrase: boolean, file: Uint8Array): Uint8Array<ArrayBuffer> => {
  const { exports } = vault;
  const start = file.subarray(0, maxHeaderSize + tagSize);
  const begin = (out: number): number => vault.borrowText(keys, (keysAt, keysSize) =>
    vault.borrow(start.length, start, (startAt) =>
      exports.vault_decrypt_begin(keysAt, keysSize, isPassphrase ? 1 : 0, startAt, start.length, out)));
  return vault.withSession(begin, (session) => vault.borrow(chunkSize + tagSize, undefined, (chunk) => {
    const payload = file.subarray(exports.vault_prefix_size(session));
    const chunkCount = Math.max(1, Math.ceil(payload.length / (chunkSize + tagSize)));
    const lastSize = payload.length - (chunkCount - 1) * (chunkSize + tagSize);
    const plaintext = new Uint8Array((chunkCount - 1) * chunkSize + Math.max(0, lastSize - tagSize));
    try {
      for (let index = 0; index < chunkCount; ++index) {
        const piece = payload.subarray(index * (chunkSize + tagSize), (index + 1) * (chunkSize + tagSize));
        vault.view(chunk, piece.length).set(piece);
        vault.check(exports.vault_open(session, index === chunkCount - 1 ? 1 : 0, chunk, piece.length));
        plaintext.set(vault.view(chunk, piece.length - tagSize), index * chunkSize);
      }
    } catch (error) {
      plaintext.fill(0);
      throw error;
    }
    return plaintext;
  }));
};

const isArmored = (file: Uint8Array): boolean =>
  new TextDecoder().decode(file.subarray(0, 256)).trimStart().startsWith('-----');

const dearmor = (vault: VaultModule, text: Uint8Array): Uint8Array =>
  vault.borrow(text.length, text, (at) => vault.borrow(4, undefined, (sizeAt) => {
    new DataView(vault.exports.memory.buffer).setUint32(sizeAt, text.length, true);
    vault.check(vault.exports.vault_dearmor(at, sizeAt));
    return vault.view(at, new DataView(vault.exports.memory.buffer).getUint32(sizeAt, true)).slice();
  }));

/** The binary age file that each of `recipients` ("age1…", at least one) can open. */
export const encrypt = async (recipients: readonly string[], plaintext: Uint8Array): Promise<Uint8Array<ArrayBuffer>> => {
  const lines = linesOf(recipients, 'recipients');
  const vault = await load();
  return seal(vault, (out) => vault.borrowText(lines, (at, size) => vault.exports.vault_encrypt_begin(at, size, out)), plaintext);
};

/** The same under a passphrase. `workFactor` is log2 of scrypt's cost: 18 takes 256 MiB and about a second. */
export const encryptWithPassphrase = async (
  passphrase: string, plaintext: Uint8Array, workFactor = 18): Promise<Uint8Array<ArrayBuffer>> => {
  const vault = await load();
  return seal(vault, (out) => vault.borrowText(passphrase, (at, size) =>
    vault.exports.vault_encrypt_begin_passphrase(at, size, workFactor, out)), plaintext);
};

/**
 * The plaintext, once all of it is verified. `identities`: "AGE-SECRET-KEY-1…", one that fits is enough.
 * `file`: binary or armored.
 */
export const decrypt = async (identities: readonly string[], file: Uint8Array): Promise<Uint8Array<ArrayBuffer>> => {
  const lines = linesOf(identities, 'identities');
  const vault = await load();
  return open(vault, lines, false, isArmored(file) ? dearmor(vault, file) : file);
};

/** The same with a passphrase; a work factor over 18 is refused. */
export const decryptWithPassphrase = async (passphrase: string, file: Uint8Array): Promise<Uint8Array<ArrayBuffer>> => {
  const vault = await load();
  return open(vault, passphrase, true, isArmored(file) ? dearmor(vault, file) : file);
};

/** A new key pair. The secret half is text that the caller has to keep safe. */
export const generateKey = async (): Promise<{ readonly identity: string; readonly recipient: string }> => {
  const vault = await load();
  const identitySize = 74;
  const recipientSize = 62;
  return vault.borrow(identitySize + recipientSize, undefined, (at) => {
    vault.check(vault.exports.vault_generate(at, at + identitySize));
    const text = (from: number, size: number): string => new TextDecoder().decode(vault.view(from, size));
    return { identity: text(at, identitySize), recipient: text(at + identitySize, recipientSize) };
  });
};
