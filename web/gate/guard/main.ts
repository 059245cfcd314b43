// The guard: holds unlabelled trackers and storage, by the policy's declared hosts and names. Loaded by the gate, right
// after it, for every visitor who has not granted everything.
import { each, Table } from '../natives.ts';
import { guardElements } from './elements.ts';
import { guardNavigation } from './navigation.ts';
import { describe, maskText, patch } from './patch.ts';
import { lift, onChange, type Scope } from './port.ts';
import { removeRefused } from './remove.ts';
import { guardRequests } from './requests.ts';
import { guardSheets } from './sheets.ts';
import { guardStorage } from './storage.ts';

const countFrames = describe(window, 'length')?.get?.bind(window) as () => number;
const soon = queueMicrotask;
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
  guardNavigation(scope);
  guardStorage(scope);
  // … also in a frame or a shadow root, where the window above does not count it.
  patch(scope, 'HTMLIFrameElement HTMLFrameElement HTMLObjectElement.contentWindow contentDocument', (next, _self, _args, key) => {
    const made = next() as Scope & Document | null;
    const view = key === 'contentWindow' ? made : made?.defaultView;
    if (view) guard(view);
    return made;
  }, 'get');
  maskText(scope);
};

/** A frame of this origin brings unpatched natives along: patched before the script that made it goes on. */
const guardFrames = (): void => {
  if (countFrames()) each(window as unknown as ArrayLike<Scope>, guard);
};

guard(window);
// Once this script is done, and before any other: a debugger compiles anew what stands on the stack when cookies are read.
onChange(() => soon(removeRefused));
lift();
