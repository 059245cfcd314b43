// Natives that more than one part of the guard calls.
import { fits, natives } from '../natives.ts';

export const NativePromise = Promise;
export const NativeProxy = Proxy;
export const { parse: fromJson, stringify: toJson } = JSON as { parse: (text: string) => unknown; stringify: (value: unknown) => string | undefined };

export const [getAttribute, setAttribute, removeAttribute, namesOf, localNameOf, htmlOf, setHtml] =
  natives(Element, 'getAttribute setAttribute removeAttribute getAttributeNames <localName <innerHTML >innerHTML');
export const [typeOf, parentOf, nextOf, firstOf, baseOf, insertBefore, textOf, setText] =
  natives(Node, '<nodeType <parentNode <nextSibling <firstChild <baseURI insertBefore <textContent >textContent');
export const [allIn, createElement, readCookies, writeCookie] = natives(Document, 'querySelectorAll createElement <cookie >cookie');
export const [lower, trim] = natives(String, 'toLowerCase trim');

/** '' for what is no element. */
export const tagOf = (node: unknown): string => {
  try {
    // Asked first, because what throws costs more than all else here.
    return node && typeOf(node as Node) === 1 ? localNameOf(node as Element) : '';
  } catch {
    return '';
  }
};

/** Elements whose content is text of another language. */
export const isRaw = (node: unknown): boolean => {
  const tag = tagOf(node);
  return tag === 'script' || tag === 'style';
};
/** Elements that start something of their own. */
export const isActive = (element: Element): boolean => fits(/script|frame|embed|object/, tagOf(element));
