/**
 * Forms whose fields are encrypted before they leave the page, whole or field by field: docs/encrypted-forms.md.
 *
 *   <form method="dialog" data-hallpass-encrypt-to="age1…" data-hallpass-action="/contact" id="contact">
 *   <form method="post" action="/enrol"> <input data-hallpass-name="allergies" data-hallpass-encrypt-to="age1…">
 *
 * On submit, after the browser's own validation, a whole form becomes one age file that is POSTed as `application/age`; of
 * a form with encrypted fields, those fields become armored text in an otherwise normal submit. Whatever goes wrong, the
 * form says so and sends nothing. Events on the form, bubbling: `hallpass-sent`, `hallpass-not-sent` ({code, where}).
 */
import { HallpassError } from '../base/error.ts';
import { markedIn, namesWithin } from './form-fields.ts';
import { post } from './form-post.ts';
import { isBeingRead, loadVault, readEntries, sealFields, sealForm } from './form-seal.ts';
import { say, sayNothing, showProgress, statusOf, textFor } from './form-status.ts';

/**
 * `posted`: whole, sent from here. `handed`: whole, and given as one entry to the page's own submit. `fields`: some are
 * encrypted, the browser or the page submits.
 */
type Kind = 'posted' | 'handed' | 'fields';

const kindOf = (form: HTMLFormElement): Kind | undefined => {
  const isMarked = form.hasAttribute('data-hallpass-encrypt-to');
  if (!isMarked && markedIn(form).length > 0) return 'fields';
  // A list of keys on a form that marks nothing: all of it is meant.
  if (!isMarked && !form.hasAttribute('data-hallpass-keys')) return undefined;
  return form.hasAttribute('data-hallpass-name') ? 'handed' : 'posted';
};

/** Refuses what the browser would send in the clear, or into an address, if the script had not run; and what would be lost. */
const checkMarkup = (form: HTMLFormElement, submitter: HTMLElement | null, kind: Kind): void => {
  const allowed = kind === 'fields' ? ['post', 'dialog'] : ['dialog'];
  // The attribute, not form.method: a field may be called "method".
  const methods = [form.getAttribute('method') ?? ''];
  for (const button of [submitter, ...form.querySelectorAll('[formmethod]')]) {
    const own = button?.getAttribute('formmethod');
    if (typeof own === 'string') methods.push(own);
  }
  const isTwice = kind !== 'fields' && markedIn(form).length > 0;
  if (isTwice || !methods.every((method) => allowed.includes(method.toLowerCase()))) throw new HallpassError('invalid_argument', 'form');
};

const sizeOf = (entries: FormData): number => {
  let size = 0;
  for (const value of entries.values()) size += typeof value === 'string' ? value.length : value.size;
  return size;
};

const sendWhole = async (form: HTMLFormElement, entries: FormData): Promise<void> => {
  const action = form.getAttribute('data-hallpass-action');
  if (action === null) throw new HallpassError('invalid_argument', 'form');
  const progress = showProgress(form, sizeOf(entries));
  try {
    await post(new URL(action, form.ownerDocument.baseURI), await sealForm(form, entries), progress.at);
  } finally {
    progress.end();
  }
  HTMLFormElement.prototype.reset.call(form);
  say(form, 'sent');
  form.dispatchEvent(new CustomEvent('hallpass-sent', { bubbles: true }));
};

/** What the form's FormData holds instead of the plaintext, since the last submit. */
const sealed = new WeakMap<HTMLFormElement, readonly (readonly [string, string])[]>();

const seal = async (form: HTMLFormElement, entries: FormData, kind: Kind): Promise<void> => {
  sealed.set(form, kind === 'fields' ? await sealFields(form)
    : [[form.getAttribute('data-hallpass-name') ?? '', new TextDecoder().decode(await sealForm(form, entries, true))]]);
};

const busy = new WeakSet<HTMLFormElement>();
/** Forms whose submit event goes on to the page. */
const passing = new WeakSet<HTMLFormElement>();

const submitAgain = (form: HTMLFormElement, submitter: HTMLElement | null): void => {
  sayNothing(form);
  passing.add(form);
  try {
    HTMLFormElement.prototype.requestSubmit.call(form, submitter);
  } finally {
    passing.delete(form);
  }
};

const submit = async (form: HTMLFormElement, submitter: HTMLElement | null, kind: Kind): Promise<void> => {
  if (busy.has(form)) return;
  busy.add(form);
  form.setAttribute('aria-busy', 'true');
  say(form, 'sending');
  try {
    checkMarkup(form, submitter, kind);
    const entries = readEntries(form, submitter);
    if (kind === 'posted') {
      await sendWhole(form, entries);
    } else {
      await seal(form, entries, kind);
      submitAgain(form, submitter);
    }
  } catch (cause) {
    const error = cause instanceof HallpassError ? cause : new HallpassError('internal', 'form', { cause });
    say(form, textFor(error));
    form.dispatchEvent(new CustomEvent('hallpass-not-sent', { bubbles: true, detail: { code: error.code, where: error.where } }));
  } finally {
    form.removeAttribute('aria-busy');
    busy.delete(form);
  }
};

/** Nobody's FormData of an encrypted form has plaintext in it, when and by whomever it is made. */
const guardFormData = ({ target, formData }: FormDataEvent): void => {
  if (!(target instanceof HTMLFormElement) || isBeingRead(target)) return;
  const kind = kindOf(target);
  if (kind === undefined) return;
  for (const name of kind === 'fields' ? namesWithin(target) : [...formData.keys()]) formData.delete(name);
  for (const [name, text] of sealed.get(target) ?? []) formData.append(name, text);
};

/** Watches over every such form under `root`, also those that are added later. The module is fetched at the first focus. */
export const protectForms = (root: Document): void => {
  root.addEventListener('focusin', ({ target }) => {
    const form = target instanceof Element ? target.closest('form') : null;
    if (form === null || kindOf(form) === undefined) return;
    statusOf(form);
    loadVault().catch(() => undefined); // the submit says what is wrong
  });
  root.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || passing.has(form)) return;
    const kind = kindOf(form);
    if (kind === undefined) return;
    event.preventDefault();
    // The page's own handlers get the event when there is something to send.
    if (kind !== 'posted') event.stopImmediatePropagation();
    void submit(form, event.submitter, kind);
  }, { capture: true });
  root.addEventListener('formdata', guardFormData, { capture: true });
  root.addEventListener('reset', ({ target }) => { if (target instanceof HTMLFormElement) sealed.delete(target); });
};

/**
 * For a page's own code: the form's entries as an age file (`application/age`), for whom its markup names. Nothing is
 * sent. Errors: HallpassError, as `hallpass-not-sent` has them.
 */
export const encryptForm = async (form: HTMLFormElement, submitter: HTMLElement | null = null): Promise<Blob> =>
  new Blob([await sealForm(form, readEntries(form, submitter))], { type: 'application/age' });

/** The same for a form with encrypted fields: what a submit would send. */
export const encryptFields = async (form: HTMLFormElement, submitter: HTMLElement | null = null): Promise<FormData> => {
  const entries = new FormData(form, submitter);
  const fields = await sealFields(form);
  for (const name of namesWithin(form)) entries.delete(name);
  for (const [name] of fields) entries.delete(name);
  for (const [name, text] of fields) entries.append(name, text);
  return entries;
};
