// Addresses in the text of a style sheet or script that a script of the page makes: @import, modules, import maps and
// speculation rules ask for them before anything else can be seen of them.
import { cut, every, fits } from '../natives.ts';
import { fromJson, getAttribute, insertBefore, isRaw, lower, nextOf, parentOf, setAttribute, setText, tagOf, textOf, toJson, trim } from './dom.ts';
import { isLabelled, judge } from './judge.ts';
import { everything } from './port.ts';
import { hold } from './queue.ts';

const json = /"([^"]*)"/g;
const patterns: Readonly<Record<string, RegExp>> = {
  __proto__: null as never,
  style: /@(?:import\s*(?:url\(\s*)?["']?([^"')\s;]*)|[\w-]*\\)[^;]*;?/gi,
  module: /\b(?:import|from)\b[^"';]*["']([^"']*)/g,
  importmap: json,
  speculationrules: json,
};

/** Spelt with a backslash or a comment it could be anything. */
const mayAsk = (found: string): boolean => !fits(/\\|\/\*/, found) && judge(found, fits(/^\s*(data|blob)/i, found));

export const isTextAllowed = (kind: string, text: string): boolean =>
  every(patterns[kind] as RegExp, text, mayAsk) && (!fits(/"where"/, text) || kind !== 'speculationrules' || everything());

/** JSON values of an interface, read once; nothing of them, where one names what may not be asked. */
export const onlyAllowed = (value: unknown): unknown => {
  const text = toJson(value) ?? '[]';
  return isTextAllowed('importmap', text) ? fromJson(text) : [];
};

/** What may stand in the element now: all of a style sheet but its imports; a script waits, under another type. */
export const holdText = (element: Element, text: string): string => {
  const tag = tagOf(element);
  const type = tag === 'script' && getAttribute(element, 'type');
  const kind = type ? lower(trim(type)) : tag;
  if (!patterns[kind] || isTextAllowed(kind, text) || isLabelled(element)) return text;
  if (!type) {
    const rest = cut(patterns[kind], text, mayAsk);
    hold(() => isTextAllowed(kind, text), () => {
      if (textOf(element) === rest) setText(element, text);
    });
    return rest;
  }
  setAttribute(element, 'type', 'hallpass');
  hold(() => isTextAllowed(kind, textOf(element) ?? ''), () => {
    setAttribute(element, 'type', type);
    const parent = parentOf(element);
    if (parent) insertBefore(parent, element, nextOf(element));
  });
  return text;
};

/** Of an element that comes into the page. */
export const lookAtText = (element: Element): void => {
  if (!isRaw(element)) return;
  const text = textOf(element) ?? '';
  const rest = holdText(element, text);
  if (rest !== text) setText(element, rest);
};
