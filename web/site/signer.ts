// What the site's server signs with: one Ed25519 key. A real site keeps it where its secrets are.
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, CompactSign, exportJWK, type JWK } from 'jose';
import { canonicalJson } from '../proof/canonical-json.ts';

export interface Signer {
  /** A compact JWS (RFC 7515) of that type, its claims as canonical JSON (RFC 8785). */
  readonly sign: (type: string, claims: object) => Promise<string>;
  /** For /.well-known/hallpass-keys.json. */
  readonly keys: () => { readonly keys: readonly JWK[] };
}

/** Without a private key: a new one, which ends with the process. */
export const openSigner = async (privateKey: KeyObject = generateKeyPairSync('ed25519').privateKey): Promise<Signer> => {
  const jwk = await exportJWK(createPublicKey(privateKey));
  const kid = await calculateJwkThumbprint(jwk);
  return {
    sign: (type, claims) => new CompactSign(Buffer.from(canonicalJson(claims))).setProtectedHeader({ alg: 'EdDSA', kid, typ: type }).sign(privateKey),
    keys: () => ({ keys: [{ ...jwk, kid, alg: 'EdDSA', use: 'sig' }] }),
  };
};
