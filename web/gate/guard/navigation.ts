// Where the visitor goes by a link, a form or a window is theirs. What a script sends into a frame, or opens without
// the visitor's own gesture, is judged like every request.
import { each, fits, natives } from '../natives.ts';
import { getAttribute, tagOf } from './dom.ts';
import { judge } from './judge.ts';
import { patch } from './patch.ts';
import type { Scope } from './port.ts';

const [pathOf] = natives(Event, 'composedPath');
const { userActivation } = navigator as { userActivation?: UserActivation };
const isUsed = userActivation && natives(UserActivation, '<isActive')[0];

const hasFrame = (scope: Window, name: string): boolean => {
  let found = false;
  each(scope as unknown as ArrayLike<Window>, (frame) => {
    try {
      found ||= frame.name === name || hasFrame(frame, name);
    } catch {
      // another origin's
    }
  });
  return found;
};

/** Into a frame of the page, seen from `scope`. */
const isFramed = (scope: Window, target: string): boolean => fits(/^(_self|_parent|)$/i, target) ? scope !== window : hasFrame(window, target);

const mayFollow = (link: unknown, scope: Window): boolean => !fits(/^(a|area)$/, tagOf(link))
  || !isFramed(scope, getAttribute(link as Element, 'target') ?? '') || judge(getAttribute(link as Element, 'href') ?? '', true);

const maySend = (form: HTMLFormElement, button?: Element | null): boolean => {
  // By attributes: a field of the form's may have the property's name.
  const given = (name: string): string => (button && getAttribute(button, `form${name}`)) ?? getAttribute(form, name) ?? '';
  return (!fits(/^post$/i, given('method')) && fits(/^(_|$)/, given('target'))) || judge(given('action'));
};

export const guardNavigation = (scope: Scope): void => {
  patch(scope, 'HTMLFormElement.submit', (next, self) => maySend(self as HTMLFormElement) ? next() : undefined);
  scope.addEventListener('submit', (event) => {
    if (!maySend(event.target as HTMLFormElement, event.submitter)) event.preventDefault();
  }, true);
  // Outside the document a click reaches no listener of the window.
  patch(scope, 'HTMLElement.click', (next, self) => mayFollow(self, scope) ? next() : undefined);
  scope.addEventListener('click', (event) => {
    each(pathOf(event), (node) => {
      if (!mayFollow(node, event.isTrusted ? window : scope)) event.preventDefault();
    });
  }, true);
  patch(scope, 'open', (next, _, args) => {
    const address = args[0] = args[0] === undefined ? '' : `${args[0] as string}`;
    const target = args[1] = args[1] === undefined ? '_blank' : `${args[1] as string}`;
    const framed = isFramed(scope, target);
    return (!framed && isUsed?.(userActivation as UserActivation)) || judge(address, framed) ? next() : null;
  });
};
