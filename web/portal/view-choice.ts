/** Which view a person gets: their own choice, and plain view wherever the drawn one would take something away. */
import type { View } from './protocol.ts';

const storageKey = 'hallpass-portal-view';

/** Languages whose scripts only the browser shapes rightly, or that run from right to left. */
const needsShaping = /^(ar|fa|he|ur|ps|sd|ug|yi|hi|bn|gu|ta|te|th|my|km|lo|ka|hy|am|ko|ja|zh|ne|pa|mr|si|vi)\b/;

/** Text spacing that the person's own style sheet has changed (WCAG 1.4.12): a sentinel line is not as we set it. */
const hasOwnSpacing = (): boolean => {
  const sentinel = document.createElement('p');
  sentinel.className = 'sentinel';
  sentinel.textContent = 'x x';
  document.body.append(sentinel);
  const { letterSpacing, wordSpacing, lineHeight } = getComputedStyle(sentinel);
  sentinel.remove();
  return letterSpacing !== 'normal' || wordSpacing !== '0px' || lineHeight !== '24px';
};

/** Whether canvas view would be worse here than the browser's own page. */
export const mustBePlain = (): boolean =>
  matchMedia('(forced-colors: active)').matches || matchMedia('print').matches || document.dir === 'rtl' ||
  needsShaping.test(document.documentElement.lang) || hasOwnSpacing();

/** Calls back when that changes: forced colours on or off, print begins or ends. */
export const watchMustBePlain = (changed: () => void): void => {
  for (const query of ['(forced-colors: active)', 'print']) matchMedia(query).addEventListener('change', changed);
};

export const rememberView = (view: View): void => {
  try { localStorage.setItem(storageKey, view); } catch { /* storage is off: the choice lasts for this page */ }
};

export const preferredView = (): View => {
  try { return localStorage.getItem(storageKey) === 'plain' ? 'plain' : 'canvas'; } catch { return 'canvas'; }
};
