/**
 * Encrypts a file to its district. Whose keys count, the district's signed list says, by a signer whom the portal's own
 * configuration pins: who answers in the district's place cannot slip in a key of their own.
 */
import type { Config } from './config.ts';

/** Errors: those of recipientsOf (a list that is missing, expired, older than one seen, or of another signer). */
export const districtKeys = async ({ district, keyIssuer, keySigners }: Config): Promise<readonly string[]> => {
  const { recipientsOf } = await import('../vault/key-lists.ts');
  const address = new URL(`${district}/.well-known/hallpass-keys.json`, location.origin);
  return recipientsOf({ address, signers: keySigners, issuer: keyIssuer === '' ? address.origin : keyIssuer });
};

/** Errors: those of encrypt, and of a file that cannot be read. */
export const lockFile = async (recipients: readonly string[], file: Blob): Promise<Blob> => {
  const { encrypt } = await import('../vault/index.ts');
  return new Response(encrypt(recipients, file)).blob();
};
