// Style declarations whose images and fonts may not be asked for: taken out before anything is drawn. As the browser has
// understood them, so that no spelling matters.
import { each, every, getter, setter, Table, uncurry } from '../natives.ts';
import { judge } from './judge.ts';
import { patch, patchClass, type Handler } from './patch.ts';
import type { Scope } from './port.ts';
import { hold } from './queue.ts';

const valueOf = uncurry(CSSStyleDeclaration.prototype.getPropertyValue);
const remove = uncurry(CSSStyleDeclaration.prototype.removeProperty);
const textOf = getter(CSSStyleDeclaration.prototype, 'cssText');
const setText = setter(CSSStyleDeclaration.prototype, 'cssText');

const stringify = (value: unknown): string => toJson(value) ?? '';
const { stringify: toJson } = JSON as { stringify: (value: unknown) => string | undefined };

interface Rules {
  readonly style?: CSSStyleDeclaration;
  readonly cssRules?: ArrayLike<object>;
  readonly styleSheet?: object | null;
}

const isAllowed = (text: string): boolean => every(/url\("?(.*?)"?\)/g, text, judge);

export const cleanStyle = (style: CSSStyleDeclaration): void => {
  if (isAllowed(textOf(style))) return;
  let taken = '';
  each([...style], (name) => {
    const value = valueOf(style, name);
    if (isAllowed(value)) return;
    taken += `;${name}:${value}`;
    remove(style, name);
  });
  hold(() => isAllowed(taken), () => setText(style, textOf(style) + taken));
};

/** A sheet's rules, a rule's own, and those below. */
export const cleanRules = (of: object | null): void => {
  const { style, cssRules, styleSheet } = (of ?? {}) as Rules;
  if (style) cleanStyle(style);
  try {
    if (cssRules) each(cssRules, cleanRules);
    if (styleSheet) cleanRules(styleSheet);
  } catch {
    // another origin's: its link was judged
  }
};

const seen = new Table<object, true>();
/** Sheets that have come since. */
export const lookAtSheets = (): void => each(document.styleSheets, (sheet) => {
  if (!seen.get(sheet)) cleanRules(sheet);
  seen.set(sheet, true);
});
/** Before each frame, until the page is there. */
const lookAgain = (): void => {
  lookAtSheets();
  if (document.readyState !== 'complete') requestAnimationFrame(lookAgain);
};
document.addEventListener('load', lookAgain, true);
lookAgain();

export const guardSheets = (scope: Scope): void => {
  each(['insertRule', 'replaceSync', 'replace'], (key) => patch(scope.CSSStyleSheet.prototype, key, (next, self) => {
    const result = next();
    const clean = (): void => cleanRules(self as object);
    if (key === 'replace') (result as Promise<unknown>).then(clean, clean);
    else clean();
    return result;
  }));
  const animate: Handler = (next, _, args) => {
    if (!isAllowed(stringify(args[0]))) args[0] = null;
    return next();
  };
  patch(scope.Element.prototype, 'animate', animate);
  patch(scope.KeyframeEffect.prototype, 'setKeyframes', animate);
  patchClass(scope, 'KeyframeEffect', (create, args) => {
    if (!isAllowed(stringify(args[1]))) args[1] = null;
    return create();
  });
  patchClass(scope, 'FontFace', (create, args) => {
    if (!isAllowed(args[1] = `${args[1] as string}`)) args[1] = 'url()';
    return create();
  });
};
