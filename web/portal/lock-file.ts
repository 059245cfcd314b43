/**
 * Encrypts a file to its district. Whose keys count, the district's signed list says, by a signer whom the portal's own
 * configuration pins: who answers in the district's place cannot slip in a key of their own.
 */
import type { Config } from './config.ts';

/** Errors: those of recipientsOf (a list that is missing, expired, older than one seen, or of another signer) and encrypt. */
export const lockFile = async ({ district, keyIssuer, keySigners }: Config, file: Blob): Promise<Blob> => {
  const [{ recipientsOf }, { encrypt }] = await Promise.all([import('../vault/key-lists.ts'), import('../vault/index.ts')]);
  const address = new URL(`${district}/.well-known/hallpass-keys.json`, location.origin);
  const recipients = await recipientsOf({ address, signers: keySigners, issuer: keyIssuer === '' ? address.origin : keyIssuer });
  return new Response(encrypt(recipients, file)).blob();
};
