// Style declarations whose images and fonts may not be asked for: taken out before anything is drawn. As the browser has
// understood them, so that no spelling matters.
import { attempt } from '../attempt.ts';
import { cut, each, every, fits, natives, Table } from '../natives.ts';
import { NativePromise, toJson } from './dom.ts';
import { judge } from './judge.ts';
import { patch, patchClass } from './patch.ts';
import type { Scope } from './port.ts';
import { hold } from './queue.ts';
import { isTextAllowed } from './texts.ts';

const [valueOf, remove, textOf, setText] = natives(CSSStyleDeclaration, 'getPropertyValue removeProperty <cssText >cssText');
const [sheetsOf] = natives(Document, '<styleSheets');
const [lengthOf] = natives(StyleSheetList, '<length');
const [replaceSync] = natives(CSSStyleSheet, 'replaceSync');

interface Rules {
  readonly style?: CSSStyleDeclaration;
  readonly cssRules?: ArrayLike<object>;
  readonly styleSheet?: object | null;
}

const isAllowed = (text: string): boolean => every(/url\(\s*["']?(.*?)["']?\)/g, text, (found) => {
  // As custom properties keep it, and WebKit writes it, there may be escapes: what they spell is not worked out.
  const bare = cut(/\\(?![\da-f])/gi, found, () => false);
  return fits(/^data:/i, bare) || (!fits(/\\/, bare) && judge(bare));
});

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
let count = 0;
/** Sheets that have come since. */
export const lookAtSheets = (): void => {
  const sheets = sheetsOf(document);
  if (count === (count = lengthOf(sheets))) return;
  each(sheets, (sheet) => {
    if (!seen.get(sheet)) cleanRules(sheet);
    seen.set(sheet, true);
  });
};
// While the page is built the browser would ask for images as soon as a sheet is there: none until it has been looked at.
const curtain = attempt(() => new CSSStyleSheet(), undefined);
if (curtain) {
  replaceSync(curtain, ':not(#_),:not(#_)::before,:not(#_)::after{background-image:none!important;border-image-source:none!important;list-style-image:none!important;mask-image:none!important}');
  document.adoptedStyleSheets.push(curtain);
}
/** Before each frame, until the page is there. The first one comes when the sheets of the head are there. */
const lookAgain = (): void => {
  lookAtSheets();
  const isThere = document.readyState === 'complete';
  if (curtain && document.body) curtain.disabled = true;
  if (!isThere) requestAnimationFrame(lookAgain);
};
document.addEventListener('load', ({ target }) => {
  // Firefox shows a sheet before its rules are there.
  cleanRules((target as { readonly sheet?: object }).sheet ?? null);
}, true);
lookAgain();

export const guardSheets = (scope: Scope): void => {
  patch(scope, 'CSSStyleSheet.insertRule replaceSync', (next, self, args, key) => {
    const text = args[0] = `${args[0] as string}`;
    if (key === 'insertRule' && !isTextAllowed('style', text)) args[0] = '@media{}';
    const result = next();
    cleanRules(self as object);
    return result;
  });
  // At once, so that it can be looked at before anything of it is asked for.
  patch(scope, 'CSSStyleSheet.replace', (_, self, args) => new NativePromise((resolve) => {
    replaceSync(self as CSSStyleSheet, `${args[0] as string}`);
    cleanRules(self as object);
    resolve(self);
  }));
  /** Keyframes or a font's source. */
  const emptied = (args: unknown[], at: number, empty: unknown): void => {
    if (!isAllowed(toJson(args[at]) ?? '')) args[at] = empty;
  };
  patch(scope, 'Element KeyframeEffect.animate setKeyframes', (next, _, args) => (emptied(args, 0, null), next()));
  patchClass(scope, 'KeyframeEffect', (create, args) => (emptied(args, 1, null), create()));
  patchClass(scope, 'FontFace', (create, args) => (emptied(args, 1, 'url()'), create()));
};
