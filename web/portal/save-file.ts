/** Files that the person keeps, as downloads of the browser's own. */
import { event, type Effect, type Writer } from './protocol.ts';

type Copy = Extract<Effect, { readonly kind: 'copy' }>;

const nothing = new Uint8Array();

export const saveFile = (file: Blob, name: string): void => {
  const address = URL.createObjectURL(file);
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  // The browser has taken the address by the next turn but one; Firefox reads it late.
  setTimeout(() => { URL.revokeObjectURL(address); }, 10_000);
};

/** A copy of the record. The vault comes only when one is to be locked. */
export const saveCopy = async ({ id, fileName, mediaType, text, passphrase }: Copy): Promise<Writer> => {
  const plain = new Blob([text], { type: mediaType });
  try {
    if (passphrase === '') saveFile(plain, fileName);
    else {
      const { encrypt } = await import('../vault/index.ts');
      saveFile(await new Response(encrypt({ passphrase }, plain)).blob(), `${fileName}.age`);
    }
    return event.answered(id, 200, nothing);
  } catch {
    return event.answered(id, -1, nothing);
  }
};
