/** A form's entries, encrypted to whom its markup names: docs/encrypted-forms.md. Nothing here sends anything. */
import { HallpassError } from '../base/error.ts';
import { entriesOf, markedIn, nameOf } from './form-fields.ts';
import { formMessage, type Entry } from './form-message.ts';

export const loadVault = async (): Promise<typeof import('./index.ts')> => {
  try {
    const vault = await import('./index.ts');
    await vault.prepare();
    return vault;
  } catch (cause) {
    throw new HallpassError('unavailable', 'vault', { cause });
  }
};

const wordsOf = (element: Element | null, attribute: string): string[] =>
  (element?.getAttribute(attribute) ?? '').split(/\s+/).filter((word) => word !== '');

/** Who says whom to encrypt to: the element itself, or what it stands in and names a list of keys. */
const holderOf = (element: Element): Element => {
  const isExplicit = wordsOf(element, 'data-hallpass-encrypt-to').length > 0;
  const holder = isExplicit ? element : element.closest('[data-hallpass-keys]');
  // Both on one element: nobody can tell what was meant.
  if (holder === null || (isExplicit && element.hasAttribute('data-hallpass-keys'))) throw new HallpassError('invalid_argument', 'form');
  return holder;
};

/** Errors: invalid_argument ("form", "signer"); those of key-lists.ts. */
const recipientsOf = async (holder: Element): Promise<readonly string[]> => {
  const text = holder.getAttribute('data-hallpass-keys');
  if (text === null) return wordsOf(holder, 'data-hallpass-encrypt-to');
  if (text === '' || !URL.canParse(text, holder.baseURI)) throw new HallpassError('invalid_argument', 'form');
  const address = new URL(text, holder.baseURI);
  const lists = await import('./key-lists.ts');
  return lists.recipientsOf({ address, signers: wordsOf(holder, 'data-hallpass-signer'), issuer: holder.getAttribute('data-hallpass-issuer') ?? address.origin });
};

const sealTo = async (
  recipients: readonly string[], form: HTMLFormElement, entries: Iterable<Entry>, armor: boolean): Promise<Uint8Array<ArrayBuffer>> => {
  const { encrypt, readAll } = await loadVault();
  const name = form.getAttribute('data-hallpass-form') ?? form.getAttribute('id') ?? '';
  const message = await formMessage(name, entries, new Date());
  try {
    return await readAll(encrypt(recipients, message, { armor }));
  } finally {
    message.fill(0);
  }
};

/** Forms that are being read here: for anybody else an encrypted form has no entries. */
const reading = new WeakSet<HTMLFormElement>();
export const isBeingRead = (form: HTMLFormElement): boolean => reading.has(form);

export const readEntries = (form: HTMLFormElement, submitter: HTMLElement | null): FormData => {
  reading.add(form);
  try {
    return new FormData(form, submitter);
  } finally {
    reading.delete(form);
  }
};

/** All entries of the form as one age file, `armor`: as text. */
export const sealForm = async (form: HTMLFormElement, entries: Iterable<Entry>, armor = false): Promise<Uint8Array<ArrayBuffer>> =>
  sealTo(await recipientsOf(holderOf(form)), form, entries, armor);

/** Every marked field as an entry of its own, armored. */
export const sealFields = async (form: HTMLFormElement): Promise<readonly (readonly [string, string])[]> => {
  // Read at once: what is sent is what stood there at the submit.
  const fields = markedIn(form).map((marked) => ({ name: nameOf(form, marked), entries: entriesOf(form, marked), holder: holderOf(marked) }));
  // One list of keys for all that name it, so that they agree.
  const recipients = new Map<Element, Promise<readonly string[]>>();
  for (const { holder } of fields) if (!recipients.has(holder)) recipients.set(holder, recipientsOf(holder));
  return Promise.all(fields.map(async ({ name, entries, holder }) => [name, new TextDecoder().decode(await sealTo(await recipients.get(holder) ?? [], form, entries, true))] as const));
};
