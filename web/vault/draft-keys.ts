/**
 * What drafts are encrypted with. Either a key of this tab's session: one half is in IndexedDB, where scripts can use and
 * not read it, the other in sessionStorage, which survives a reload and a crash and ends with the tab. Or a key under a
 * passphrase, wrapped as an age file.
 */
import { HallpassError } from '../base/error.ts';
import type { DraftDatabase } from './draft-database.ts';

export interface DraftKeys {
  /** Of the vault in the database. */
  readonly id: string;
  readonly forContent: CryptoKey;
  readonly forNames: CryptoKey;
}

const secretSize = 32;
const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const toHex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const random = (size: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(size));

const importMaster = (secret: Uint8Array<ArrayBuffer>): Promise<CryptoKey> => crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);

/** `salt`: the other half of a session's key. https://www.rfc-editor.org/rfc/rfc5869 */
const derive = async (id: string, master: CryptoKey, salt: Uint8Array<ArrayBuffer>): Promise<DraftKeys> => {
  const from = (info: string): HkdfParams => ({ name: 'HKDF', hash: 'SHA-256', salt, info: encode(`hallpass draft ${info}`) });
  const [forContent, forNames] = await Promise.all([
    crypto.subtle.deriveKey(from('content'), master, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
    crypto.subtle.deriveKey(from('name'), master, { name: 'HMAC', hash: 'SHA-256', length: 256 }, false, ['sign']),
  ]);
  return { id, forContent, forNames };
};

interface TabHalf {
  readonly id: string;
  readonly salt: readonly number[];
}

const readTabHalf = (name: string): TabHalf | undefined => {
  try {
    const { id, salt } = JSON.parse(sessionStorage.getItem(name) ?? '{}') as Partial<TabHalf>;
    return typeof id === 'string' && Array.isArray(salt) && salt.length === secretSize ? { id, salt: salt as number[] } : undefined;
  } catch {
    return undefined; // damaged: what it opened cannot be opened any more
  }
};

export const forgetTabHalf = (name: string): void => { sessionStorage.removeItem(name); };

/** This tab's, from before a reload or new. Whatever was not used for `idleMs` is gone first. */
export const sessionKeys = async (database: DraftDatabase, name: string, idleMs: number): Promise<DraftKeys> => {
  await database.dropUnused(Date.now() - idleMs);
  const known = readTabHalf(name);
  const entry = known && await database.vault(known.id);
  if (known && entry?.key) return derive(known.id, entry.key, new Uint8Array(known.salt));
  const half: TabHalf = { id: toHex(random(16)), salt: [...random(secretSize)] };
  const secret = random(secretSize);
  const key = await importMaster(secret);
  secret.fill(0);
  await database.putVault(half.id, { key, usedAt: Date.now() });
  sessionStorage.setItem(name, JSON.stringify(half));
  return derive(half.id, key, new Uint8Array(half.salt));
};

const passphraseVault = 'passphrase';

/** The first passphrase given is the one. Errors: those of decrypt(). */
export const passphraseKeys = async (database: DraftDatabase, passphrase: string, workFactor?: number): Promise<DraftKeys> => {
  const { decrypt, encrypt, readAll } = await import('./index.ts');
  const entry = await database.vault(passphraseVault);
  let secret: Uint8Array<ArrayBuffer>;
  if (entry?.wrapped) {
    secret = await readAll(decrypt({ passphrase }, entry.wrapped));
  } else {
    secret = random(secretSize);
    const wrapped = await readAll(encrypt({ passphrase, workFactor }, secret));
    await database.putVault(passphraseVault, { wrapped, usedAt: Date.now() });
  }
  try {
    if (secret.length !== secretSize) throw new HallpassError('malformed', 'drafts/key');
    return await derive(passphraseVault, await importMaster(secret), new Uint8Array());
  } finally {
    secret.fill(0);
  }
};

/** Of a record: says nothing about what the page calls it. */
export const recordName = async ({ forNames }: DraftKeys, name: string): Promise<string> =>
  toHex(new Uint8Array(await crypto.subtle.sign('HMAC', forNames, encode(name))));
