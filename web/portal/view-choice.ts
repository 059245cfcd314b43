/** Which view a person gets: their own choice, and plain view wherever the drawn one would take something away. */
import type { View } from './protocol.ts';

const storageKey = 'hallpass-portal-view';

/** Languages whose scripts only the browser shapes rightly, or that run from right to left. */
const needsShaping = /^(ar|fa|he|ur|ps|sd|ug|yi|hi|bn|gu|ta|te|th|my|km|lo|ka|hy|am|ko|ja|zh|ne|pa|mr|si|vi)\b/;

/** A line that nobody sees, in a box that grows and shrinks with it. */
const sentinel = document.createElement('div');
const line = document.createElement('p');

/** Text spacing that the person's own style sheet has changed (WCAG 1.4.12): the line is not as we set it. */
const hasOwnSpacing = (): boolean => {
  if (!sentinel.isConnected) {
    sentinel.className = 'sentinel';
    sentinel.ariaHidden = 'true';
    line.textContent = 'x x';
    sentinel.append(line);
    document.body.append(sentinel);
  }
  const { letterSpacing, wordSpacing, lineHeight, marginBottom } = getComputedStyle(line);
  return letterSpacing !== 'normal' || wordSpacing !== '0px' || lineHeight !== '20px' || marginBottom !== '0px';
};

/** Whether canvas view can show the page's language at all. */
export const isDrawable = (): boolean => document.dir !== 'rtl' && !needsShaping.test(document.documentElement.lang);

/** Whether canvas view would be worse here than the browser's own page. */
export const mustBePlain = (): boolean =>
  !isDrawable() || matchMedia('(forced-colors: active)').matches || matchMedia('print').matches || hasOwnSpacing();

/** Calls back when that changes: forced colours on or off, print begins or ends, text spaced otherwise or as before. */
export const watchMustBePlain = (changed: () => void): void => {
  for (const query of ['(forced-colors: active)', 'print']) matchMedia(query).addEventListener('change', changed);
  let isSpaced = hasOwnSpacing();
  new ResizeObserver(() => {
    if (hasOwnSpacing() === isSpaced) return;
    isSpaced = !isSpaced;
    changed();
  }).observe(sentinel);
};

export const rememberView = (view: View): void => {
  try { localStorage.setItem(storageKey, view); } catch { /* storage is off: the choice lasts for this page */ }
};

export const preferredView = (): View => {
  try { return localStorage.getItem(storageKey) === 'plain' ? 'plain' : 'canvas'; } catch { return 'canvas'; }
};
