// A form that is sent to a tracker, or into a frame, is not sent. Where the visitor goes by a form or a link is theirs.
import { fits, getter, uncurry } from '../natives.ts';
import { judge } from './judge.ts';
import { patch } from './patch.ts';
import type { Scope } from './port.ts';

const attribute = uncurry(Element.prototype.getAttribute);
const actionOf = getter(HTMLFormElement.prototype, 'action');
const methodOf = getter(HTMLFormElement.prototype, 'method');
const targetOf = getter(HTMLFormElement.prototype, 'target');

const mayGo = (form: HTMLFormElement, button?: Element | null): boolean => {
  const given = (name: string): string | null | undefined => button && attribute(button, `form${name}`);
  return (fits(/^get$/i, given('method') ?? methodOf(form)) && fits(/^(_|$)/, given('target') ?? targetOf(form))) || judge(given('action') ?? actionOf(form));
};

export const guardForms = (scope: Scope): void => {
  patch(scope.HTMLFormElement.prototype, 'submit', (next, self) => mayGo(self as HTMLFormElement) ? next() : undefined);
  scope.addEventListener('submit', (event) => {
    if (!mayGo(event.target as HTMLFormElement, event.submitter)) event.preventDefault();
  }, true);
};
