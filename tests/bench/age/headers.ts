// A file's beginning for one recipient, which is all that a small form costs: an ephemeral X25519 key pair, the shared
// secret, HKDF, the header and its code. Ours through the module's C ABI; npm's @noble/curves and @noble/hashes do the
// same sums without writing a header. In node, in microseconds.
import { pathToFileURL } from 'node:url';
import { configure, generateKey } from '../../../web/vault/index.ts';
import { load } from '../../../web/vault/module.ts';

type Noble = {
  readonly x25519: { keygen(): { secretKey: Uint8Array; publicKey: Uint8Array }; getSharedSecret(secret: Uint8Array, point: Uint8Array): Uint8Array };
};
type Hkdf = { readonly hkdf: (hash: unknown, secret: Uint8Array, salt: Uint8Array | undefined, info: Uint8Array, size: number) => Uint8Array };

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? NaN;
const module = async <T>(name: string): Promise<T> => await import(pathToFileURL(`tests/bench/age/peers/node_modules/${name}`).href) as T;

export const measureHeaders = async (wasm: Uint8Array, runs: number): Promise<{ readonly ours: number; readonly noble: number }> => {
  const { x25519 } = await module<Noble>('@noble/curves/ed25519.js');
  const { hkdf } = await module<Hkdf>('@noble/hashes/hkdf.js');
  const { sha256 } = await module<{ sha256: unknown }>('@noble/hashes/sha2.js');
  configure(wasm);
  const { recipient } = await generateKey();
  const vault = await load();
  const { publicKey } = x25519.keygen();
  const text = (value: string): Uint8Array => new TextEncoder().encode(value);
  const keys = text(recipient);
  const works = {
    ours: (): void => {
      vault.borrow(keys.length, keys, (at) => vault.borrow(4, undefined, (session) => {
        vault.check(vault.exports.vault_encrypt_begin(at, keys.length, session));
        vault.exports.vault_end(vault.uint32(session).getUint32(0, true));
      }));
    },
    noble: (): void => {
      const fileKey = crypto.getRandomValues(new Uint8Array(16));
      const ephemeral = x25519.keygen();
      const secret = x25519.getSharedSecret(ephemeral.secretKey, publicKey);
      hkdf(sha256, secret, new Uint8Array([...ephemeral.publicKey, ...publicKey]), text('age-encryption.org/v1/X25519'), 32);
      hkdf(sha256, fileKey, undefined, text('header'), 32);
      hkdf(sha256, fileKey, new Uint8Array(16), text('payload'), 32);
    },
  };
  const times: Record<keyof typeof works, number[]> = { ours: [], noble: [] };
  const rounds = 50;
  for (let run = -5; run < runs * 3; ++run) {
    for (const name of ['ours', 'noble'] as const) {
      const start = performance.now();
      for (let round = 0; round < rounds; ++round) works[name]();
      if (run >= 0) times[name].push((performance.now() - start) / rounds * 1000);
    }
  }
  return { ours: median(times.ours), noble: median(times.noble) };
};
