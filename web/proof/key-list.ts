// A district's list of the keys that it can be written to (docs/district-keys.md), its signature apart;
// sdk/proof/key_list.hpp is the same in C++, and tests/vectors/key-lists.json judges both.
import { claim, secondsOf, textOf, type Claims } from './jws.ts';

export const keyListType = 'encryption-keys+jwt';

/** How far the clocks of who signs and who checks may lie apart, in seconds. */
const leeway = 60;
const longest = 400 * 86_400;
const lastSecond = 253_402_300_799; // of the year 9999
const mostKeys = 32;
/** https://c2sp.org/age#the-x25519-recipient-type, its shape: who encrypts reads it whole. */
const recipientShape = /^age1[02-9ac-hj-np-z]{58}$/;

/** The newest list that was believed of a district. */
export interface SeenKeyList {
  readonly sequence: number;
  /** SHA-256 of the signed payload, in hex. */
  readonly digest: string;
}

export type KeyListRefusal = 'none' | 'issuer' | 'older' | 'conflict' | 'not_yet' | 'expired' | 'no_key';

export type KeyListJudgement = { readonly refusal: KeyListRefusal }
  /** Of the keys in force: each opens what is encrypted to all of them. */
  | { readonly refusal?: undefined; readonly recipients: readonly string[]; readonly sequence: number };

const timeOf = (claims: Claims, name: string): number => {
  const time = secondsOf(claims, name);
  return time <= lastSecond ? time : NaN;
};

interface ListedKey {
  readonly id: string;
  readonly recipient: string;
  readonly from: number;
  readonly until: number;
}

/** Without times of its own a key has the list's. */
const readKey = (key: unknown, issued: number, until: number): ListedKey | undefined => {
  if (typeof key !== 'object' || key === null) return undefined;
  const read = {
    id: textOf(key, 'id'), recipient: textOf(key, 'recipient'),
    from: claim(key, 'nbf') === undefined ? issued : timeOf(key, 'nbf'), until: claim(key, 'exp') === undefined ? until : timeOf(key, 'exp'),
  };
  return read.id !== '' && recipientShape.test(read.recipient) && read.from >= 0 && read.until >= 0 ? read : undefined;
};

const readKeys = (claims: Claims, issued: number, until: number): readonly ListedKey[] => {
  const listed = claim(claims, 'keys');
  if (!Array.isArray(listed) || listed.length > mostKeys) return [];
  const keys: ListedKey[] = [];
  for (const one of listed as readonly unknown[]) {
    const key = readKey(one, issued, until);
    if (key === undefined || keys.some(({ id }) => id === key.id)) return [];
    keys.push(key);
  }
  return keys;
};

/** `issuer`: whose list it has to be, an origin. `seconds`: since 1970. */
export const judgeKeyList = (claims: Claims, digest: string, issuer: string, seen: SeenKeyList | undefined, seconds: number): KeyListJudgement => {
  const issued = timeOf(claims, 'iat');
  const until = timeOf(claims, 'exp');
  const sequence = secondsOf(claims, 'sequence');
  const keys = readKeys(claims, issued, until);
  if (textOf(claims, 'iss') === '' || !(until - issued <= longest) || !(sequence >= 1 && Number.isSafeInteger(sequence)) || keys.length === 0) return { refusal: 'none' };
  if (textOf(claims, 'iss') !== issuer) return { refusal: 'issuer' };
  if (seen && sequence < seen.sequence) return { refusal: 'older' };
  if (seen?.sequence === sequence && seen.digest !== digest) return { refusal: 'conflict' };
  if (seconds < issued - leeway) return { refusal: 'not_yet' };
  if (seconds >= until) return { refusal: 'expired' };
  const recipients = keys.filter((key) => key.from - leeway <= seconds && seconds < key.until).map(({ recipient }) => recipient);
  return recipients.length === 0 ? { refusal: 'no_key' } : { recipients, sequence };
};
