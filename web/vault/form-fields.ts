/**
 * Fields of a form that are encrypted by themselves, beside others that are not: a control, or a fieldset, with
 * data-hallpass-encrypt-to. What is in them has no `name`, only `data-hallpass-name`: a browser never sends a control
 * without a name, so nothing of it leaves the page where the script did not run.
 */
import { HallpassError } from '../base/error.ts';
import type { Entry } from './form-message.ts';

const mark = 'data-hallpass-encrypt-to';
const nameMark = 'data-hallpass-name';

export const markedIn = (form: HTMLFormElement): Element[] => Array.from(form.elements).filter((element) => element.hasAttribute(mark));

/** The marked element's controls, itself among them. */
const controlsOf = (form: HTMLFormElement, marked: Element): Element[] =>
  Array.from(form.elements).filter((control) => marked.contains(control) && !(control instanceof HTMLFieldSetElement));

const misconfigured = (): HallpassError => new HallpassError('invalid_argument', 'form');

/** The name of the entry that stands for the marked element. Errors: invalid_argument ("form") for what is not safe. */
export const nameOf = (form: HTMLFormElement, marked: Element): string => {
  const name = marked.getAttribute(nameMark) ?? '';
  const hasName = controlsOf(form, marked).some((control) => (control.getAttribute('name') ?? '') !== '');
  if (name === '' || hasName || marked.parentElement?.closest(`[${mark}]`)) throw misconfigured();
  return name;
};

/** Names that a script of the page must not read from the form: they would be the plaintext. */
export const namesWithin = (form: HTMLFormElement): string[] =>
  markedIn(form).flatMap((marked) => controlsOf(form, marked).map((control) => control.getAttribute('name') ?? '').filter((name) => name !== ''));

/** https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#constructing-the-form-data-set */
const valuesOf = (control: Element): readonly FormDataEntryValue[] => {
  if (control.matches(':disabled') || control.closest('datalist') !== null) return [];
  if (control instanceof HTMLTextAreaElement) return [control.value];
  if (control instanceof HTMLSelectElement) return Array.from(control.selectedOptions).filter(({ disabled }) => !disabled).map(({ value }) => value);
  if (!(control instanceof HTMLInputElement)) return [];
  const { type, checked, value, files } = control;
  if (type === 'file') return Array.from(files ?? []);
  if (type === 'checkbox' || type === 'radio') return checked ? [value] : [];
  return type === 'button' || type === 'submit' || type === 'reset' || type === 'image' ? [] : [value];
};

/** What is entered in the marked element. */
export const entriesOf = (form: HTMLFormElement, marked: Element): Entry[] =>
  controlsOf(form, marked).flatMap((control) => {
    const name = control.getAttribute(nameMark) ?? '';
    if (name === '' && valuesOf(control).length > 0) throw misconfigured(); // it would be lost
    return valuesOf(control).map((value): Entry => [name, value]);
  });
