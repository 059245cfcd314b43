// Compact JSON Web Signatures with Ed25519, verified by the browser's own WebCrypto; sdk/proof/jws.hpp is the same in C++.
// https://www.rfc-editor.org/rfc/rfc7515 https://www.rfc-editor.org/rfc/rfc8037
// What is called here was taken while the head was read: what a page replaces later changes nothing.
import { getter, uncurry } from '../gate/natives.ts';

const longest = 8192;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const charCode = uncurry(String.prototype.charCodeAt);
const slice = uncurry(String.prototype.slice);
const indexOf = uncurry(String.prototype.indexOf);
const decoder = new TextDecoder('utf-8', { fatal: true });
const decode = uncurry(TextDecoder.prototype.decode);
const encoder = new TextEncoder();
const encode = uncurry(TextEncoder.prototype.encode);
const { parse } = JSON;
const { getOwnPropertyDescriptor } = Object;
const isArray = Array.isArray;
const Bytes = Uint8Array;
const lengthOf = getter(Object.getPrototypeOf(Uint8Array.prototype) as Uint8Array, 'length');
const { subtle } = crypto as Partial<Crypto>;
const importKey = subtle && uncurry(SubtleCrypto.prototype.importKey as (...args: unknown[]) => Promise<CryptoKey>);
const verify = subtle && uncurry(SubtleCrypto.prototype.verify as (...args: unknown[]) => Promise<boolean>);
const digest = subtle && uncurry(SubtleCrypto.prototype.digest as (...args: unknown[]) => Promise<ArrayBuffer>);

/** Not through the promise's own `then`, nor through await, which asks what the page has made of its constructor. */
export const then = uncurry(Promise.prototype.then as <T>(this: Promise<T>, done: (value: T) => void, failed?: () => void) => Promise<unknown>);

export const textBytes = (text: string): Uint8Array => encode(encoder, text);

/** Only the one canonical spelling; undefined for any other. */
export const fromBase64url = (text: string): Uint8Array | undefined => {
  const bytes = new Bytes(text.length * 6 >> 3);
  let bits = 0;
  let count = 0;
  let at = 0;
  for (let index = 0; index < text.length; ++index) {
    const value = indexOf(alphabet, text[index] ?? '=');
    if (value < 0) return undefined;
    bits = bits << 6 | value;
    count += 6;
    if (count >= 8) bytes[at++] = bits >> (count -= 8) & 255;
  }
  return count === 6 || (bits & (1 << count) - 1) !== 0 ? undefined : bytes;
};

export const toHex = (bytes: Uint8Array): string => {
  let text = '';
  for (let index = 0; index < lengthOf(bytes); ++index) text += '0123456789abcdef'[(bytes[index] ?? 0) >> 4] as string + ('0123456789abcdef'[(bytes[index] ?? 0) & 15] as string);
  return text;
};

export type Claims = object;

/** A claim of the object's own: what a page adds to Object.prototype is none. */
export const claim = (claims: Claims, name: string): unknown => getOwnPropertyDescriptor(claims, name)?.value as unknown;

export const textOf = (claims: Claims, name: string): string => {
  const value = claim(claims, name);
  return typeof value === 'string' ? value : '';
};

/** Whole seconds since 1970; NaN, which no comparison holds for, for anything else. */
export const secondsOf = (claims: Claims, name: string): number => {
  const value = claim(claims, name);
  return typeof value === 'number' && value >= 0 && value % 1 === 0 ? value : NaN;
};

/** A list of texts that is not empty. */
export const isList = (claims: Claims, name: string): boolean => {
  const value = claim(claims, name);
  if (!isArray(value) || value.length === 0) return false;
  for (let index = 0; index < value.length; ++index) if (typeof value[index] !== 'string') return false;
  return true;
};

/** The claim is the text, or a list that has it. */
export const names = (claims: Claims, name: string, text: string): boolean => {
  const value = claim(claims, name);
  if (!isArray(value)) return value === text;
  for (let index = 0; index < value.length; ++index) if (value[index] === text) return true;
  return false;
};

const readObject = (part: string): Claims | undefined => {
  const bytes = fromBase64url(part);
  if (!bytes) return undefined;
  try {
    const value = parse(decode(decoder, bytes)) as unknown;
    return typeof value === 'object' && value !== null && !isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

export interface Jws {
  readonly claims: Claims;
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
}

/** What it says, nothing of which is verified; undefined when it is none of that type. */
export const readJws = (text: string, type: string): Jws | undefined => {
  const first = indexOf(text, '.');
  const second = indexOf(text, '.', first + 1);
  if (text.length > longest || first < 0 || second < 0) return undefined;
  const header = readObject(slice(text, 0, first));
  const claims = readObject(slice(text, first + 1, second));
  const signature = fromBase64url(slice(text, second + 1));
  if (!header || !claims || !signature || lengthOf(signature) !== 64) return undefined;
  if (textOf(header, 'alg') !== 'EdDSA' || textOf(header, 'typ') !== type) return undefined;
  if (claim(header, 'crit') !== undefined || claim(header, 'b64') !== undefined) return undefined;
  for (let index = 0; index < text.length; ++index) if (charCode(text, index) > 126) return undefined;
  return { claims, signed: textBytes(slice(text, 0, second)), signature };
};

/** Calls `done` once: whether one of the keys (the "x" of a JWK) has signed it. Without WebCrypto's Ed25519: no. */
export const verifyJws = ({ signed, signature }: Jws, keys: readonly string[], done: (isGenuine: boolean) => void): void => {
  const attempt = (index: number): void => {
    const raw = index < keys.length ? fromBase64url(keys[index] ?? '') : undefined;
    if (!subtle || !importKey || !verify || !raw) return done(false);
    const next = (): void => attempt(index + 1);
    try {
      void then(importKey(subtle, 'raw', raw, 'Ed25519', false, ['verify']), (key) => {
        void then(verify(subtle, 'Ed25519', key, signature, signed), (isGenuine) => { if (isGenuine) done(true); else next(); }, next);
      }, next);
    } catch {
      done(false);
    }
  };
  attempt(0);
};

/** SHA-256 in hex; not at all where there is no WebCrypto. */
export const sha256 = (text: string, done: (hex: string) => void, failed: () => void): void => {
  if (!subtle || !digest) return failed();
  void then(digest(subtle, 'SHA-256', textBytes(text)), (bytes) => done(toHex(new Bytes(bytes))), failed);
};
