/**
 * Whom to encrypt to, by the list that a district publishes and signs (docs/district-keys.md). Always asked for anew: the
 * district may have withdrawn a key since.
 */
import { HallpassError } from '../base/error.ts';
import { fromBase64url, readJws, toHex, verifyJws, type Jws } from '../proof/jws.ts';
import { judgeKeyList, keyListType, type KeyListRefusal } from '../proof/key-list.ts';
import { rememberKeyList, seenKeyList } from './seen-key-lists.ts';

const member = 'encryption_keys';
const longestFile = 65_536;

export interface KeyListSource {
  /** Of the district's /.well-known/hallpass-keys.json, or of a copy. */
  readonly address: URL;
  /** Ed25519 public keys, base64url: the list has to be signed by one of them. */
  readonly signers: readonly string[];
  /** The district, an origin. */
  readonly issuer: string;
}

const unavailable = (cause?: unknown): HallpassError => new HallpassError('unavailable', 'keys', { cause });
const refused = (why: KeyListRefusal | 'signature'): HallpassError => {
  const isOfTime = why === 'not_yet' || why === 'expired' || why === 'no_key';
  return new HallpassError(isOfTime ? 'unavailable' : 'not_authentic', `keys/${why}`);
};

/** A browser without Ed25519 cannot tell a good list from another. */
const checkSigners = async (signers: readonly string[]): Promise<void> => {
  const keys = signers.map(fromBase64url);
  if (keys.length === 0) throw new HallpassError('invalid_argument', 'signer');
  for (const key of keys) {
    if (key?.length !== 32) throw new HallpassError('invalid_argument', 'signer');
    await crypto.subtle.importKey('raw', new Uint8Array(key), 'Ed25519', false, ['verify']);
  }
};

const fetchList = async (address: URL): Promise<string> => {
  let text: string;
  try {
    const response = await fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-cache' });
    if (!response.ok) throw unavailable();
    text = await response.text();
  } catch (cause) {
    throw unavailable(cause);
  }
  try {
    const file: unknown = text.length > longestFile ? undefined : JSON.parse(text);
    const list = Object.getOwnPropertyDescriptor(Object(file), member)?.value as unknown;
    if (typeof list === 'string') return list;
  } catch {
    // said below
  }
  throw refused('none');
};

const isSignedBy = (jws: Jws, signers: readonly string[]): Promise<boolean> => new Promise((resolve) => { verifyJws(jws, signers, resolve); });

/**
 * The recipients in force at `seconds` (since 1970). Errors: invalid_argument ("signer"); unavailable at "keys": it cannot
 * be loaded, or this browser has no Ed25519; unavailable at "keys/not_yet", "keys/expired", "keys/no_key"; not_authentic at
 * "keys/none" (no such list), "keys/signature", "keys/issuer", "keys/older", "keys/conflict" (another of the same number).
 */
export const recipientsOf = async ({ address, signers, issuer }: KeyListSource, seconds = Date.now() / 1000): Promise<readonly string[]> => {
  try {
    await checkSigners(signers);
  } catch (cause) {
    throw cause instanceof HallpassError ? cause : unavailable(cause);
  }
  const text = await fetchList(address);
  const jws = readJws(text, keyListType);
  const payload = fromBase64url(text.split('.')[1] ?? '');
  if (!jws || !payload) throw refused('none');
  if (!await isSignedBy(jws, signers)) throw refused('signature');
  const digest = toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(payload))));
  const judgement = judgeKeyList(jws.claims, digest, issuer, seenKeyList(issuer), seconds);
  if (judgement.refusal !== undefined) throw refused(judgement.refusal);
  rememberKeyList(issuer, { sequence: judgement.sequence, digest });
  return judgement.recipients;
};
