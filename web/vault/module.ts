/** The vault's WebAssembly module: loaded once, when first needed. Its C ABI is wasm/vault/vault.h. */
import { errorCodes } from '../base/error-codes.ts';
import { HallpassError } from '../base/error.ts';

type Address = number;
type OnChunk = (session: Address, index: number, isLast: number, chunk: Address, size: number) => number;

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
  readonly vault_key: (session: Address) => Address;
  readonly vault_adopt: (key: Address) => Address;
  readonly vault_seal: OnChunk;
  readonly vault_open: OnChunk;
  readonly vault_end: (session: Address) => void;
  readonly vault_generate: (identity: Address, recipient: Address) => number;
  readonly vault_dearmor: (text: Address, size: Address) => number;
}

/** An instance with its memory made safe to use: what is borrowed from it goes back zeroed. */
export class VaultModule {
  readonly exports: Exports;
  /** What it is an instance of, for the workers. */
  readonly compiled: WebAssembly.Module;

  constructor(exports: Exports, compiled: WebAssembly.Module) {
    this.exports = exports;
    this.compiled = compiled;
  }

  /** Valid until the next call into the module: its memory may move. */
  view(at: Address, size: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.exports.memory.buffer as ArrayBuffer, at, size);
  }

  uint32(at: Address): DataView {
    return new DataView(this.exports.memory.buffer, at, 4);
  }

  /** `size` bytes, the caller's to give back by vault_free. */
  allocate(size: number): Address {
    const at = this.exports.vault_allocate(size);
    if (at === 0) throw new HallpassError('too_large', 'memory');
    return at;
  }

  /** Borrows `size` bytes, starting with `content`, for the time of `use`. */
  borrow<T>(size: number, content: Uint8Array | undefined, use: (at: Address) => T): T {
    const at = this.allocate(size);
    try {
      if (content !== undefined) this.view(at, content.length).set(content);
      return use(at);
    } finally {
      this.exports.vault_free(at, size);
    }
  }

  /** Throws what an answer of the module says, if it is an error. */
  check(answer: number): void {
    if (answer === 0) return;
    const where = this.view(this.exports.vault_error_where(), this.exports.vault_error_where_size());
    throw new HallpassError(errorCodes[answer - 1] ?? 'internal', new TextDecoder().decode(where));
  }
}

/** Errors: what WebAssembly throws, where the page's or worker's policy forbids it. */
export const instantiate = async (compiled: WebAssembly.Module): Promise<VaultModule> => {
  const random = (to: Address, size: number): number => {
    try {
      crypto.getRandomValues(new Uint8Array(exports.memory.buffer as ArrayBuffer, to, size));
      return 0;
    } catch {
      return 1;
    }
  };
  const exports = (await WebAssembly.instantiate(compiled, { vault: { random } })).exports as unknown as Exports;
  exports._initialize();
  return new VaultModule(exports, compiled);
};

const compile = async (source: URL | Uint8Array): Promise<WebAssembly.Module> => {
  if (!(source instanceof URL)) return WebAssembly.compile(new Uint8Array(source));
  const response = await fetch(source, { credentials: 'same-origin' });
  if (!response.ok) throw new HallpassError('unavailable', 'vault.wasm');
  return WebAssembly.compile(await response.arrayBuffer());
};

/** The module for browsers that cannot compile the other: `vault.scalar.wasm`, beside `vault.wasm`. */
const withoutSimd = (cause: unknown): Promise<WebAssembly.Module> => {
  if (source instanceof URL && cause instanceof WebAssembly.CompileError) return compile(new URL(source.href.replace('.wasm', '.scalar.wasm')));
  throw cause;
};

let source: URL | Uint8Array = new URL('vault.wasm', import.meta.url);
let loading: Promise<VaultModule> | undefined;

export const configureModule = (moduleSource: URL | Uint8Array): void => {
  source = moduleSource;
  loading = undefined;
};

/** Errors: unavailable, at "vault": no WebAssembly, or the module could not be fetched. The next call tries again. */
export const load = (): Promise<VaultModule> =>
  loading ??= compile(source).catch(withoutSimd).then(instantiate).catch((cause: unknown) => {
    loading = undefined;
    throw new HallpassError('unavailable', 'vault', { cause });
  });
