// Elements: an address that may not be asked for is kept under another name until it may: src as hallpass-src. Scripts'
// elements are caught by patches before the browser asks, those in the HTML by an observer.
import { each, every, fits, getter, setter, uncurry } from '../natives.ts';
import { judge } from './judge.ts';
import { patch, type Handler } from './patch.ts';
import { trusted, type Scope } from './port.ts';
import { hold } from './queue.ts';
import { cleanRules, cleanStyle, lookAtSheets } from './sheets.ts';

/** Attributes that make an element load something. */
const loading = ['src', 'srcset', 'href', 'xlink:href', 'data', 'poster', 'ping', 'background', 'imagesrcset', 'srcdoc', 'to', 'from', 'by', 'values'];
const other = 'hallpass-';
const namesAny = (prefix: string): string => loading.map((name) => `[${prefix}${name.replace(':', '\\:')}]`).join();
const selector = `${namesAny('')},${namesAny(other)},style,[style]`;
const words = (text: string): string[] => text.split(' ');
const loadingName = new RegExp(`^(${loading.join('|')})$`);
const htmlTypes = words('Script Image IFrame Frame Embed Object Media Video Source Track Input Link Anchor Area Body').map((type) => `HTML${type}Element`);
const urlProperties = words('src srcset data poster href imageSrcset ping background');
const treeTypes = words('Node Element CharacterData DocumentFragment Document Range');
const insertions = words('appendChild insertBefore replaceChild append prepend replaceChildren moveBefore before after replaceWith insertAdjacentElement insertNode surroundContents importNode adoptNode');
/** Links that load nothing. A script's link is held all the same: it may become another. */
const silentLinks = /^(canonical|alternate|author|license|me|next|prev|help|search)$/i;

const getAttribute = uncurry(Element.prototype.getAttribute);
const setAttribute = uncurry(Element.prototype.setAttribute as (this: Element, name: string, value: unknown) => void);
const removeAttribute = uncurry(Element.prototype.removeAttribute);
const attributesOf = getter(Element.prototype, 'attributes');
const tagOf = getter(Element.prototype, 'localName');
const typeOf = getter(Node.prototype, 'nodeType');
const parentOf = getter(Node.prototype, 'parentNode');
const nextOf = getter(Node.prototype, 'nextSibling');
const styleOf = getter(HTMLElement.prototype, 'style');
const sheetOf = getter(HTMLStyleElement.prototype, 'sheet');
const nonceOf = getter(HTMLElement.prototype, 'nonce');
const setNonce = setter(HTMLElement.prototype, 'nonce');
const setAsync = setter(HTMLScriptElement.prototype, 'async');
const contentOf = getter(HTMLTemplateElement.prototype, 'content');
const htmlOf = getter(Element.prototype, 'innerHTML');
const setHtml = setter(Element.prototype, 'innerHTML');
const insertBefore = uncurry(Node.prototype.insertBefore);
const createElement = uncurry(Document.prototype.createElement as (this: Document, name: string) => HTMLElement);
const allBelow: Readonly<Record<number, (root: never, selector: string) => NodeListOf<Element>>> = {
  1: uncurry(Element.prototype.querySelectorAll), 9: uncurry(Document.prototype.querySelectorAll), 11: uncurry(DocumentFragment.prototype.querySelectorAll),
};
const lower = uncurry(String.prototype.toLowerCase);
const addedOf = getter(MutationRecord.prototype, 'addedNodes');
const targetOf = getter(MutationRecord.prototype, 'target');
const observe = uncurry(MutationObserver.prototype.observe);
const inert = document.implementation.createHTMLDocument('').body;
const types = (window as { trustedTypes?: Record<'isHTML' | 'isScriptURL', (value: unknown) => boolean> }).trustedTypes;
const isTyped = [types?.isHTML.bind(types), types?.isScriptURL.bind(types)];

/** Text is made once, so that it cannot be another the second time; typed values stay what they are. */
const once = (value: unknown): unknown => isTyped[0]?.(value) || isTyped[1]?.(value) ? value : `${value as string}`;

const isAllowed = (element: Element, name: string, text: string): boolean => {
  const tag = tagOf(element);
  if (name === 'srcdoc') return judge('data:', true);
  if (fits(/href$/, name) && fits(/^(a|area|base)$/, tag)) return true;
  return fits(/set$|ping|values/, name) ? every(/[^\s,;]+/g, text, judge) : judge(text, fits(/frame|embed|object/, tag));
};

const keep = (element: Element, name: string, text: string): void => {
  setAttribute(element, other + name, text);
  removeAttribute(element, name);
  hold(() => isAllowed(element, name, text), () => {
    if (getAttribute(element, other + name) !== text) return;
    removeAttribute(element, other + name);
    const tag = tagOf(element);
    if (tag === 'script') setAsync(element as HTMLScriptElement, getAttribute(element, 'async') !== null);
    setAttribute(element, name, name === 'srcdoc' ? trusted.createHTML(text) : fits(/script|embed|object/, tag) ? trusted.createScriptURL(text) : text);
  });
};

/** In the page it may have begun to load: that is stopped. Returns what stands there now. */
const restart = (element: Element): Element => {
  const parent = parentOf(element);
  if (!parent) return element;
  const next = nextOf(element);
  // Firefox leaves a script alone only in another document.
  insertBefore(inert, element, null);
  if (tagOf(element) !== 'script') return insertBefore(parent, element, next);
  const copy = createElement(document, 'script') as HTMLScriptElement;
  each(attributesOf(element), ({ name, value }) => {
    if (!fits(/^(src|nonce)$/, name)) setAttribute(copy, name, value);
  });
  setNonce(copy, nonceOf(element as HTMLElement) ?? '');
  return insertBefore(parent, copy, next);
};

const check = (element: Element, live: boolean): void => {
  if (live) {
    if (tagOf(element) === 'style') cleanRules(sheetOf(element as HTMLStyleElement));
    if (getAttribute(element, 'style') !== null && element instanceof HTMLElement) cleanStyle(styleOf(element));
  }
  each(loading, (name) => {
    const text = getAttribute(element, name);
    const kept = live ? getAttribute(element, other + name) : null;
    if (text === null ? kept === null : isAllowed(element, name, text)) return;
    if (text === null) return keep(element, name, kept as string);
    const tag = tagOf(element);
    if (live && tag === 'link' && fits(silentLinks, getAttribute(element, 'rel') ?? '')) return;
    const isLoading = live && fits(/script|frame|embed|object/, tag);
    if (isLoading && tag !== 'script') removeAttribute(element, name);
    keep(isLoading ? restart(element) : element, name, text);
  });
};

const sweep = (root: Node, live: boolean): void => {
  const type = typeOf(root);
  if (type === 1) check(root as Element, live);
  const found = allBelow[type]?.(root as never, selector);
  if (found) each(found, (element) => check(element, live));
};

/** An attribute as a script sets it. */
const assign = (element: Element, name: string, value: unknown, set: (self: unknown, value: unknown) => unknown): unknown => {
  const given = once(value);
  if (!fits(loadingName, name) || isAllowed(element, name, String(given))) {
    removeAttribute(element, other + name);
    return set(element, given);
  }
  // What Trusted Types forbid fails now, as it would have: on an element that loads nothing.
  if (fits(/script|frame|embed|object/, tagOf(element))) set(createElement(document, tagOf(element)), given);
  return keep(element, name, String(given));
};

/** `onInsert`: a realm may have come with what was inserted. */
export const guardElements = (scope: Scope, onInsert: () => void): void => {
  const observer = new MutationObserver((changes) => {
    each(changes, (change) => {
      const target = targetOf(change);
      const element = typeOf(target) === 1 ? target : parentOf(target);
      if (element && typeOf(element) === 1) check(element as Element, true);
      each(addedOf(change), (node) => sweep(node, true));
    });
    onInsert();
  });
  const watch = (root: Node): void => observe(observer, root, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: [...loading, 'style'] });
  watch(scope.document);
  scope.document.addEventListener('load', onInsert, true);

  const prototypeOf = (name: string): object | undefined => (scope as unknown as Record<string, { prototype: object } | undefined>)[name]?.prototype;
  const forAll = (types: readonly string[], keys: readonly string[], handler: Handler, part?: 'set'): void =>
    each(types, (type) => each(keys, (key) => patch(prototypeOf(type), key, handler, part)));
  each(urlProperties, (key) => forAll(htmlTypes, [key], (next, self, args) => assign(self as Element, lower(key), args[0], (element, value) => {
    args[0] = value;
    return next(element);
  }), 'set'));
  each([0, 1], (at) => forAll(['Element'], [at ? 'setAttributeNS' : 'setAttribute'], (next, self, args) => args.length < at + 2 ? next()
    : assign(self as Element, lower(args[at] = `${args[at] as string}`), args[at + 1], (element, value) => {
      args[at + 1] = value;
      return next(element);
    })));
  forAll(['Attr', 'Node'], ['value', 'nodeValue', 'textContent'], (next, self, args) => {
    const { name, ownerElement } = self as Attr;
    return typeOf(self as Node) === 2 && ownerElement ? assign(ownerElement, name, args[0], () => next()) : next();
  }, 'set');
  forAll(['Element', 'NamedNodeMap'], words('setAttributeNode setAttributeNodeNS setNamedItem setNamedItemNS'), (next, _, args) => {
    const before = next();
    const { ownerElement } = args[0] as Attr;
    if (ownerElement) check(ownerElement, false);
    return before;
  });
  forAll(treeTypes, insertions, (next, _, args) => {
    lookAtSheets();
    each(args, (node) => {
      if (typeof node === 'object' && node && 'nodeType' in node) sweep(node as Node, false);
    });
    const result = next();
    onInsert();
    return result;
  });
  forAll(['Element'], ['attachShadow'], (next) => {
    const root = next() as Node;
    watch(root);
    return root;
  });

  /** HTML as a script sets it: parsed where nothing loads, and what has to be held renamed. */
  const setting = (at: number): Handler => (next, _, args) => {
    const given = args[at] = once(args[at]);
    if (fits(/src|href|data|poster|ping|background/i, String(given))) {
      const template = createElement(document, 'template') as HTMLTemplateElement;
      setHtml(template, given as string);
      sweep(contentOf(template), false);
      args[at] = trusted.createHTML(htmlOf(template));
    }
    const result = next();
    onInsert();
    return result;
  };
  forAll(['Element', 'ShadowRoot'], ['innerHTML', 'outerHTML'], setting(0), 'set');
  forAll(['Element', 'ShadowRoot', 'Range'], ['setHTMLUnsafe', 'createContextualFragment'], setting(0));
  forAll(['Element'], ['insertAdjacentHTML'], setting(1));
};
