// The guard: holds unlabelled trackers and storage, by the policy's declared hosts and names. Loaded by the gate, right
// after it, for every visitor who has not granted everything.
import { Table } from '../natives.ts';
import { guardElements } from './elements.ts';
import { guardForms } from './forms.ts';
import { maskText, patch } from './patch.ts';
import { lift, onChange, type Scope } from './port.ts';
import { removeRefused } from './remove.ts';
import { guardRequests } from './requests.ts';
import { guardSheets } from './sheets.ts';
import { guardStorage } from './storage.ts';

const scopes = new Table<Scope, true>();

const guard = (scope: Scope): void => {
  try {
    if (scopes.get(scope) || !scope.document) return;
  } catch {
    return; // another origin's
  }
  scopes.set(scope, true);
  guardElements(scope, guardFrames);
  guardSheets(scope);
  guardRequests(scope);
  guardForms(scope);
  guardStorage(scope);
  const { prototype } = scope.HTMLIFrameElement;
  // … also in a frame or a shadow root, where the window above does not count it.
  patch(prototype, 'contentWindow', (next) => {
    const made = next() as Scope | null;
    if (made) guard(made);
    return made;
  }, 'get');
  patch(prototype, 'contentDocument', (next) => {
    const made = next() as Document | null;
    if (made?.defaultView) guard(made.defaultView);
    return made;
  }, 'get');
  maskText(scope.Function.prototype);
};

/** A frame of this origin brings unpatched natives along: patched before the script that made it goes on. */
const guardFrames = (): void => {
  for (let index = 0; index < window.length; ++index) guard(window[index] as Scope);
};

guard(window);
onChange(removeRefused);
lift();
