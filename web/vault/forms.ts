/**
 * Forms whose fields are encrypted before they leave the page:
 *
 *   <form method="dialog" data-hallpass-encrypt-to="age1…" data-hallpass-action="/contact" id="contact">
 *
 * On submit, after the browser's own validation, the fields become one age file (docs/decisions/encrypted-forms.md) that
 * is POSTed to the action as `application/age`. Whatever goes wrong, the form says so and sends nothing.
 * `method="dialog"` is required: it keeps the browser from sending the fields itself where this script did not run.
 *
 * More attributes: data-hallpass-text-{sending,sent,failed,unavailable,misconfigured,too-large} replace the English texts.
 * Events on the form, bubbling: `hallpass-sent`, `hallpass-not-sent` (detail: {code, where}).
 */
import { HallpassError } from '../base/error.ts';

/** Of all chosen files together, in bytes: they are held in memory. */
export const maxFilesSize = 20_000_000;
/** The plaintext is padded with spaces to a multiple of this, so that its length tells little. */
const paddingSize = 1024;
const selector = 'form[data-hallpass-encrypt-to]';

type TextName = 'sending' | 'sent' | 'failed' | 'unavailable' | 'misconfigured' | 'too-large';
const englishTexts: Readonly<Record<TextName, string>> = {
  sending: 'Encrypting and sending…',
  sent: 'Sent. Only the recipient can read it.',
  failed: 'Not sent: the server did not take it. Your entries are still here; please try again.',
  unavailable: 'Not sent: your entries cannot be encrypted in this browser right now, so nothing has left this page.',
  misconfigured: 'Not sent: this form is not set up for encryption, so nothing has left this page.',
  'too-large': 'Not sent: the files are too large together, so nothing has left this page.',
};

interface FileField {
  readonly name: string;
  readonly type: string;
  readonly base64: string;
}

const base64 = (bytes: Uint8Array): string => {
  const pieces: string[] = [];
  for (let from = 0; from < bytes.length; from += 8190) pieces.push(btoa(String.fromCharCode(...bytes.subarray(from, from + 8190))));
  return pieces.join('');
};

/** The form's plaintext: one JSON object, padded. */
export const formMessage = async (form: string, data: FormData, sentAt: Date): Promise<Uint8Array> => {
  const fields: Record<string, (string | FileField)[]> = Object.create(null) as Record<string, (string | FileField)[]>;
  let filesSize = 0;
  for (const [name, value] of data) {
    if (typeof value !== 'string') {
      if (value.name === '' && value.size === 0) continue; // a file field without a choice
      filesSize += value.size;
      if (filesSize > maxFilesSize) throw new HallpassError('too_large', 'files');
    }
    (fields[name] ??= []).push(typeof value === 'string' ? value
      : { name: value.name, type: value.type, base64: base64(new Uint8Array(await value.arrayBuffer())) });
  }
  const json = new TextEncoder().encode(JSON.stringify({ form, sentAt: sentAt.toISOString(), fields }));
  const message = new Uint8Array(Math.ceil(json.length / paddingSize) * paddingSize).fill(0x20);
  message.set(json);
  json.fill(0);
  return message;
};

/** The place where the form speaks: found in it, or added to its end. A live region from the beginning. */
const statusOf = (form: HTMLFormElement): HTMLElement => {
  let status = form.querySelector<HTMLElement>('[data-hallpass-status]');
  if (status === null) {
    status = form.ownerDocument.createElement('p');
    status.setAttribute('data-hallpass-status', '');
    form.append(status);
  }
  if (!status.hasAttribute('role')) status.setAttribute('role', 'status');
  return status;
};

const say = (form: HTMLFormElement, text: TextName): void => {
  const status = statusOf(form);
  status.textContent = form.getAttribute(`data-hallpass-text-${text}`) ?? englishTexts[text];
  status.dataset['hallpassStatus'] = text;
  if (text === 'sending' || text === 'sent') return;
  // A problem is not to be missed: the focus goes to it.
  status.tabIndex = -1;
  status.focus();
};

const textFor = (error: HallpassError): TextName => {
  if (error.where === 'files') return 'too-large';
  if (error.where === 'action') return 'failed';
  return error.code === 'unavailable' ? 'unavailable' : 'misconfigured';
};

const post = async (action: URL, body: Uint8Array<ArrayBuffer>): Promise<void> => {
  let response: Response;
  try {
    response = await fetch(action, { method: 'POST', headers: { 'Content-Type': 'application/age' }, body });
  } catch (cause) {
    throw new HallpassError('unavailable', 'action', { cause });
  }
  if (!response.ok) throw new HallpassError('unavailable', 'action');
};

const send = async (form: HTMLFormElement, data: FormData): Promise<void> => {
  const action = form.getAttribute('data-hallpass-action');
  // The attribute, not form.method: a field may be called "method".
  if (form.getAttribute('method')?.toLowerCase() !== 'dialog' || action === null) throw new HallpassError('invalid_argument', 'form');
  const recipients = (form.getAttribute('data-hallpass-encrypt-to') ?? '').split(/\s+/).filter((key) => key !== '');
  const name = form.getAttribute('data-hallpass-form') ?? form.getAttribute('id') ?? '';
  const { encrypt } = await loadVault();
  const message = await formMessage(name, data, new Date());
  let file: Uint8Array<ArrayBuffer>;
  try {
    file = await encrypt(recipients, message);
  } finally {
    message.fill(0);
  }
  await post(new URL(action, form.ownerDocument.baseURI), file);
};

const loadVault = async (): Promise<typeof import('./index.ts')> => {
  try {
    const vault = await import('./index.ts');
    await vault.prepare();
    return vault;
  } catch (cause) {
    throw new HallpassError('unavailable', 'vault', { cause });
  }
};

const busy = new WeakSet<HTMLFormElement>();

const submit = async (form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> => {
  if (busy.has(form)) return;
  busy.add(form);
  form.setAttribute('aria-busy', 'true');
  say(form, 'sending');
  try {
    await send(form, new FormData(form, submitter));
    HTMLFormElement.prototype.reset.call(form);
    say(form, 'sent');
    form.dispatchEvent(new CustomEvent('hallpass-sent', { bubbles: true }));
  } catch (cause) {
    const error = cause instanceof HallpassError ? cause : new HallpassError('internal', 'form', { cause });
    say(form, textFor(error));
    form.dispatchEvent(new CustomEvent('hallpass-not-sent', { bubbles: true, detail: { code: error.code, where: error.where } }));
  } finally {
    form.removeAttribute('aria-busy');
    busy.delete(form);
  }
};

/** Watches over every such form under `root`, also those that are added later. The module is fetched at the first focus. */
export const protectForms = (root: Document): void => {
  root.addEventListener('focusin', ({ target }) => {
    const form = target instanceof Element ? target.closest<HTMLFormElement>(selector) : null;
    if (form === null) return;
    statusOf(form);
    loadVault().catch(() => undefined); // the submit says what is wrong
  });
  root.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches(selector)) return;
    event.preventDefault();
    void submit(form, event.submitter);
  }, { capture: true });
};
