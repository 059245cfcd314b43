/** What a form says about its sending, in the page's own words where it has some, and how far a large one has got. */
import type { HallpassError } from '../base/error.ts';

export type TextName = 'sending' | 'sent' | 'failed' | 'unavailable' | 'misconfigured' | 'too-large' | 'keys-unavailable' | 'keys-refused' | 'keys-expired';
const englishTexts: Readonly<Record<TextName, string>> = {
  sending: 'Encrypting and sending…',
  sent: 'Sent. Only the recipient can read it.',
  failed: 'Not sent: the server did not take it. Your entries are still here; please try again.',
  unavailable: 'Not sent: your entries cannot be encrypted in this browser right now, so nothing has left this page.',
  misconfigured: 'Not sent: this form is not set up for encryption, so nothing has left this page.',
  'too-large': 'Not sent: the files are too large together, so nothing has left this page.',
  'keys-unavailable': 'Not sent: the recipient’s keys cannot be loaded right now, so nothing has left this page. Please try again later.',
  'keys-refused': 'Not sent: the recipient’s keys are not the ones that this form trusts, so nothing has left this page.',
  'keys-expired': 'Not sent: the recipient’s keys do not count at this time, so nothing has left this page. Is the date of this device right?',
};

/** Less than this is sent before anybody could read a bar. Bytes. */
const slowSize = 1 << 20;

const textOf = (form: HTMLFormElement, text: TextName): string => form.getAttribute(`data-hallpass-text-${text}`) ?? englishTexts[text];

/** The place where the form speaks: found in it, or added to its end. A live region from the beginning. */
export const statusOf = (form: HTMLFormElement): HTMLElement => {
  let status = form.querySelector<HTMLElement>('[data-hallpass-status]');
  if (status === null) {
    status = form.ownerDocument.createElement('p');
    status.setAttribute('data-hallpass-status', '');
    form.append(status);
  }
  if (!status.hasAttribute('role')) status.setAttribute('role', 'status');
  return status;
};

export const say = (form: HTMLFormElement, text: TextName): void => {
  const status = statusOf(form);
  status.textContent = textOf(form, text);
  status.dataset['hallpassStatus'] = text;
  if (text === 'sending' || text === 'sent') return;
  // A problem is not to be missed: the focus goes to it.
  status.tabIndex = -1;
  status.focus();
};

/** What follows is the page's own to tell. */
export const sayNothing = (form: HTMLFormElement): void => {
  const status = statusOf(form);
  status.textContent = '';
  delete status.dataset['hallpassStatus'];
};

export const textFor = ({ code, where }: HallpassError): TextName => {
  if (where === 'files') return 'too-large';
  if (where === 'action') return 'failed';
  if (where === 'keys') return 'keys-unavailable';
  if (where.startsWith('keys/')) return code === 'unavailable' ? 'keys-expired' : 'keys-refused';
  return code === 'unavailable' ? 'unavailable' : 'misconfigured';
};

export interface Progress {
  /** From 0 to 1; before the first call nobody knows. */
  readonly at: (share: number) => void;
  readonly end: () => void;
}

/** A bar while `size` bytes are on their way: the form's own `<progress data-hallpass-progress>`, or a new one. */
export const showProgress = (form: HTMLFormElement, size: number): Progress => {
  if (size < slowSize) return { at: () => undefined, end: () => undefined };
  let bar = form.querySelector<HTMLProgressElement>('progress[data-hallpass-progress]');
  if (bar === null) {
    bar = form.ownerDocument.createElement('progress');
    bar.setAttribute('data-hallpass-progress', '');
    statusOf(form).after(bar);
  }
  const shown = bar;
  shown.removeAttribute('value');
  if (!shown.hasAttribute('aria-label')) shown.setAttribute('aria-label', textOf(form, 'sending'));
  shown.hidden = false;
  return { at: (share) => { shown.value = share; }, end: () => { shown.hidden = true; } };
};
