/** The vault's WebAssembly module: loaded once, when first needed. Its C ABI is wasm/vault/vault.h. */
import { errorCodes } from '../base/error-codes.ts';
import { HallpassError } from '../base/error.ts';

type Address = number;

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly _initialize: () => void;
  readonly vault_allocate: (size: number) => Address;
  readonly vault_free: (memory: Address, size: number) => void;
  readonly vault_error_where: () => Address;
  readonly vault_error_where_size: () => number;
  readonly vault_encrypt_begin: (keys: Address, size: number, session: Address) => number;
  readonly vault_encrypt_begin_passphrase: (passphrase: Address, size: number, workFactor: number, session: Address) => number;
  readonly vault_decrypt_begin: (
    keys: Address, keysSize: number, isPassphrase: number, start: Address, startSize: number, session: Address) => number;
  readonly vault_prefix: (session: Address) => Address;
  readonly vault_prefix_size: (session: Address) => number;
  readonly vault_seal: (session: Address, isLast: number, chunk: Address, size: number) => number;
  readonly vault_open: (session: Address, isLast: number, chunk: Address, size: number) => number;
  readonly vault_end: (session: Address) => void;
  readonly vault_generate: (identity: Address, recipient: Address) => number;
  readonly vault_dearmor: (text: Address, size: Address) => number;
}

/** The module with its memory made safe to use: what is borrowed from it goes back zeroed. */
export class VaultModule {
  readonly exports: Exports;

  constructor(exports: Exports) {
    this.exports = exports;
  }

  /** Valid until the next call into the module: its memory may move. */
  view(at: Address, size: number): Uint8Array {
    return new Uint8Array(this.exports.memory.buffer, at, size);
  }

  /** Borrows `size` bytes, starting with `content`, for the time of `use`. */
  borrow<T>(size: number, content: Uint8Array | undefined, use: (at: Address) => T): T {
    const at = this.exports.vault_allocate(size);
    if (at === 0) throw new HallpassError('too_large', 'memory');
    try {
      if (content !== undefined) this.view(at, content.length).set(content);
      return use(at);
    } finally {
      this.exports.vault_free(at, size);
    }
  }

  borrowText<T>(text: string, use: (at: Address, size: number) => T): T {
    const bytes = new TextEncoder().encode(text);
    try {
      return this.borrow(bytes.length, bytes, (at) => use(at, bytes.length));
    } finally {
      bytes.fill(0);
    }
  }

  /** Throws what an answer of the module says, if it is an error. */
  check(answer: number): void {
    if (answer === 0) return;
    const where = this.view(this.exports.vault_error_where(), this.exports.vault_error_where_size());
    throw new HallpassError(errorCodes[answer - 1] ?? 'internal', new TextDecoder().decode(where));
  }

  /** Opens a session with `begin`, which gets the address for it, and ends it after `use`. */
  withSession<T>(begin: (out: Address) => number, use: (session: Address) => T): T {
    const session = this.borrow(4, undefined, (out) => {
      this.check(begin(out));
      return new DataView(this.exports.memory.buffer).getUint32(out, true);
    });
    try {
      return use(session);
    } finally {
      this.exports.vault_end(session);
    }
  }
}

const instantiate = async (source: URL | Uint8Array): Promise<VaultModule> => {
  let bytes: BufferSource;
  if (source instanceof URL) {
    const response = await fetch(source, { credentials: 'same-origin' });
    if (!response.ok) throw new HallpassError('unavailable', 'vault.wasm');
    bytes = await response.arrayBuffer();
  } else {
    bytes = new Uint8Array(source);
  }
  const random = (to: Address, size: number): number => {
    try {
      crypto.getRandomValues(new Uint8Array(exports.memory.buffer, to, size));
      return 0;
    } catch {
      return 1;
    }
  };
  const { instance } = await WebAssembly.instantiate(bytes, { vault: { random } });
  const exports = instance.exports as unknown as Exports;
  exports._initialize();
  return new VaultModule(exports);
};

let source: URL | Uint8Array = new URL('vault.wasm', import.meta.url);
let loading: Promise<VaultModule> | undefined;

export const configure = (moduleSource: URL | Uint8Array): void => {
  source = moduleSource;
  loading = undefined;
};

/** Errors: unavailable, at "vault": no WebAssembly, no SIMD, or the module could not be fetched. The next call tries again. */
export const load = (): Promise<VaultModule> =>
  loading ??= instantiate(source).catch((cause: unknown) => {
    loading = undefined;
    throw new HallpassError('unavailable', 'vault', { cause });
  });
