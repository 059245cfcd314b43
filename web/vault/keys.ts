/** Who can open a file, as the module wants them: one text, whose bytes are zeroed after use. */
import { HallpassError } from '../base/error.ts';
import { load, type VaultModule } from './module.ts';
import type { Bytes } from './operations.ts';

/** `workFactor`, for encrypting: log2 of scrypt's cost, 18 (256 MiB and about a second) where it is not given. */
export interface Passphrase {
  readonly passphrase: string;
  readonly workFactor?: number | undefined;
}

const identitySize = 74;
const recipientSize = 62;

/** A key pair. The secret half lives in the module's memory until wipe(). */
export class Identity {
  /** The public half, "age1…". */
  readonly recipient: string;
  readonly #vault: VaultModule;
  #at: number;

  /** @internal `at`: 74 bytes of `vault`'s memory, from now on the handle's. */
  constructor(vault: VaultModule, at: number, recipient: string) {
    this.#vault = vault;
    this.#at = at;
    this.recipient = recipient;
  }

  /** "AGE-SECRET-KEY-1…" in bytes, for the caller to zero. Errors: not_found, at "identity", after wipe(). */
  exportBytes(): Uint8Array<ArrayBuffer> {
    if (this.#at === 0) throw new HallpassError('not_found', 'identity');
    return this.#vault.view(this.#at, identitySize).slice();
  }

  /** The same as text, which cannot be zeroed. */
  export(): string {
    return new TextDecoder().decode(this.exportBytes());
  }

  /** Zeroes the secret half. */
  wipe(): void {
    if (this.#at !== 0) this.#vault.exports.vault_free(this.#at, identitySize);
    this.#at = 0;
  }
}

/** A new key pair. */
export const generateKey = async (): Promise<Identity> => {
  const vault = await load();
  const at = vault.allocate(identitySize);
  const recipient = vault.borrow(recipientSize, undefined, (to) => {
    vault.check(vault.exports.vault_generate(at, to));
    return new TextDecoder().decode(vault.view(to, recipientSize));
  });
  return new Identity(vault, at, recipient);
};

/** One a line, or the passphrase. Throws invalid_argument, at `where` or "passphrase". */
export const encodeKeys = (keys: readonly (string | Identity)[] | Passphrase, where: string): Bytes => {
  if ('passphrase' in keys) {
    if (keys.passphrase === '') throw new HallpassError('invalid_argument', 'passphrase');
    return new TextEncoder().encode(keys.passphrase);
  }
  const lines = keys.map((key) => typeof key === 'string' ? new TextEncoder().encode(key) : key.exportBytes());
  if (lines.length === 0 || lines.some((line) => line.length === 0 || line.includes(10))) throw new HallpassError('invalid_argument', where);
  const all = new Uint8Array(lines.reduce((size, line) => size + line.length + 1, -1)).fill(10);
  let at = 0;
  for (const line of lines) {
    all.set(line, at);
    line.fill(0);
    at += line.length + 1;
  }
  return all;
};
