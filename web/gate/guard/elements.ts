// Elements: an address that may not be asked for is kept under another name until it may: src as hallpass-src. Scripts'
// elements are caught by patches before the browser asks, those in the HTML by an observer.
import { each, every, fits, natives, Table } from '../natives.ts';
import {
  createElement, firstOf, getAttribute, htmlOf, insertBefore, isActive, isRaw, lower, namesOf, nextOf, parentOf, removeAttribute, setAttribute, setHtml, tagOf, typeOf,
} from './dom.ts';
import { judge } from './judge.ts';
import { patch, patchClass, type Handler } from './patch.ts';
import { isShown, wantPlaceholders } from './placeholders.ts';
import { trusted, type Scope } from './port.ts';
import { ask, heldCount, hold } from './queue.ts';
import { cleanRules, cleanStyle, lookAtSheets } from './sheets.ts';
import { holdText, lookAtText } from './texts.ts';

/** Attributes that make an element load something. */
const loading = 'src srcset href xlink:href data poster ping background imagesrcset srcdoc to from by values'.split(' ');
const filter = [...loading, 'style'];
const other = 'hallpass-';
/** By the attribute's name, and by the one it is kept under; looked up for every attribute there is. */
const loads: Record<string, { readonly name: string; readonly isKept: boolean }> = { __proto__: null } as never;
/** All that there is something to look at in, for the browser to find: most of a page's elements are none of it. */
let selector = 'style,script,[style],[data-hallpass-src]';
each(loading, (name) => {
  loads[name] = { name, isKept: false };
  loads[other + name] = { name, isKept: true };
  const end = `${name.replace(':', '\\:')}]`;
  selector += `,[*|${end},[${other}${end}`;
});
/** Links that load nothing. A script's link is held all the same: it may become another. */
const silentLinks = /^(canonical|alternate|author|license|me|next|prev|help|search)$/i;

const [attrNameOf, attrValueOf, setAttrValue, ownerOf] = natives(Attr, '<name <value >value <ownerElement');
const [styleOf, nonceOf, setNonce] = natives(HTMLElement, '<style <nonce >nonce');
const [sheetOf] = natives(HTMLStyleElement, '<sheet');
const [setAsync] = natives(HTMLScriptElement, '>async');
const [contentOf] = natives(HTMLTemplateElement, '<content');
const [isFound, foundBelow] = natives(Element, 'matches querySelectorAll');
const [foundInFragment] = natives(DocumentFragment, 'querySelectorAll');
const [addedOf, targetOf] = natives(MutationRecord, '<addedNodes <target');
const [observe, recordsOf] = natives(MutationObserver, 'observe takeRecords');
const inert = document.implementation.createHTMLDocument('');
const inertBody = inert.body;
const types = (window as { trustedTypes?: Record<'isHTML' | 'isScriptURL' | 'isScript', (value: unknown) => boolean> }).trustedTypes;
const isTyped = [types?.isHTML.bind(types), types?.isScriptURL.bind(types), types?.isScript.bind(types)];

/** Text is made once, so that it cannot be another the second time; typed values stay what they are. */
const once = (value: unknown): unknown => {
  let typed = false;
  if (typeof value === 'object') each(isTyped, (is) => { typed ||= is?.(value) ?? false; });
  return typed ? value : `${value as string}`;
};

const isAllowed = (element: Element, name: string, text: string): boolean => {
  const tag = tagOf(element);
  if (isShown(element, text)) return true;
  if (name === 'srcdoc') return judge('data:', true);
  if (fits(/href$/, name) && fits(/^(a|area|base)$/, tag)) return true;
  return fits(/set$|ping|values/, name) ? every(/[^\s,;]+/g, text, judge) : judge(text, fits(/frame|embed|object/, tag));
};

/** What waits for whom, by name. */
const kept = new Table<Element, Record<string, string | undefined>>();

const keep = (element: Element, name: string, text: string): void => {
  setAttribute(element, other + name, text);
  removeAttribute(element, name);
  const own = kept.get(element) ?? { __proto__: null } as never;
  kept.set(element, own);
  if (own[name] === text) return;
  own[name] = text;
  wantPlaceholders(element);
  hold(() => isAllowed(element, name, text), () => {
    own[name] = undefined;
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
  insertBefore(inertBody, element, null);
  if (tagOf(element) !== 'script') return insertBefore(parent, element, next) as Element;
  const copy = createElement(document, 'script') as HTMLScriptElement;
  each(namesOf(element), (name) => {
    if (!fits(/^(src|nonce)$/, name)) setAttribute(copy, name, getAttribute(element, name) as string);
  });
  setNonce(copy, nonceOf(element as HTMLElement) ?? '');
  return insertBefore(parent, copy, next) as Element;
};

const check = (element: Element, live: boolean): void => {
  const tag = tagOf(element);
  if (!live) lookAtText(element);
  else if (tag === 'style') cleanRules(sheetOf(element as HTMLStyleElement));
  each(namesOf(element), (full) => {
    if (full === 'data-hallpass-src') wantPlaceholders(element);
    const found = loads[full];
    if (!found && full !== 'style') return;
    const text = getAttribute(element, full) ?? '';
    if (!found) {
      // A declaration without a bracket names no address.
      if (live && fits(/\(/, text) && element instanceof HTMLElement) cleanStyle(styleOf(element));
      return;
    }
    const { name } = found;
    if (found.isKept) {
      if (live && getAttribute(element, name) === null) keep(element, name, text);
      return;
    }
    if (isAllowed(element, name, text) || (live && tag === 'link' && fits(silentLinks, getAttribute(element, 'rel') ?? ''))) return;
    const isLoading = live && isActive(element);
    if (isLoading && tag !== 'script') removeAttribute(element, name);
    keep(isLoading ? restart(element) : element, name, text);
  });
};

const checkOne = (node: Node | null, live: boolean): void => {
  if (node && typeOf(node) === 1 && isFound(node as Element, selector)) check(node as Element, live);
};

/** The node, if it is an element, and all below. */
const sweep = (root: Node, live: boolean): void => {
  const type = firstOf(root) && typeOf(root);
  const below = type === 1 ? foundBelow(root as Element, selector) : type === 11 ? foundInFragment(root as DocumentFragment, selector) : undefined;
  checkOne(root, live);
  if (below) each(below, (element) => check(element, live));
};

/** An attribute as a script sets it. */
const assign = (element: Element, name: string, value: unknown, set: (self: unknown, value: unknown) => unknown): unknown => {
  if (!loads[name]) return set(element, value);
  const given = once(value);
  if (isAllowed(element, name, String(given))) {
    removeAttribute(element, other + name);
    return set(element, given);
  }
  // What Trusted Types forbid fails now, as it would have: on an element that loads nothing.
  if (isActive(element)) set(createElement(document, tagOf(element)), given);
  return keep(element, name, String(given));
};

/** `onInsert`: a realm may have come with what was inserted. */
export const guardElements = (scope: Scope, onInsert: () => void): void => {
  const look = (changes: MutationRecord[]): void => {
    const added = new Table<Node, true>();
    each(changes, (change) => {
      const target = targetOf(change);
      const element = typeOf(target) === 1 ? target : parentOf(target);
      if (!added.get(element)) checkOne(element, true);
      each(addedOf(change), (node) => {
        if (typeOf(node) !== 1) return; // text counts with what it stands in
        // What stands below another one has been looked at with it.
        if (!added.get(parentOf(node))) sweep(node, true);
        added.set(node, true);
      });
    });
    onInsert();
  };
  const observer = new MutationObserver(look);
  const watch = (root: Node): void => observe(observer, root, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: filter });
  watch(scope.document);
  scope.document.addEventListener('load', onInsert, true);

  patch(scope, 'HTMLScriptElement HTMLImageElement HTMLIFrameElement HTMLFrameElement HTMLEmbedElement HTMLObjectElement HTMLMediaElement HTMLVideoElement \
HTMLSourceElement HTMLTrackElement HTMLInputElement HTMLLinkElement HTMLAnchorElement HTMLAreaElement HTMLBodyElement.src srcset data poster href imageSrcset ping background', (next, self, args, key) =>
    assign(self as Element, lower(key), args[0], (element, value) => {
      args[0] = value;
      return next(element);
    }), 'set');
  patch(scope, 'Element.setAttribute setAttributeNS', (next, self, args, key) => {
    const at = key === 'setAttribute' ? 0 : 1;
    return args.length < at + 2 ? next() : assign(self as Element, lower(args[at] = `${args[at] as string}`), args[at + 1], (element, value) => {
      args[at + 1] = value;
      return next(element);
    });
  });
  /** An attribute's text, or the text of an element. */
  patch(scope, 'Attr Node CharacterData HTMLElement HTMLScriptElement.value nodeValue textContent data innerText text', (next, self, args) => {
    const type = typeOf(self as Node);
    const owner = type === 2 ? ownerOf(self as Attr) : type === 1 ? self : parentOf(self as Node);
    if (type === 2 && owner) return assign(owner as Element, attrNameOf(self as Attr), args[0], () => next());
    if (isRaw(owner)) {
      const given = args[0] = once(args[0]);
      const rest = holdText(owner as Element, String(given));
      if (rest !== String(given)) args[0] = rest;
    }
    return next();
  }, 'set');
  patch(scope, 'Element NamedNodeMap.setAttributeNode setAttributeNodeNS setNamedItem setNamedItemNS', (next, _, args) => {
    const attribute = args[0] as Attr;
    const text = attrValueOf(attribute);
    const isHeld = !judge(text, true);
    // WebKit asks for it at once.
    if (isHeld) setAttrValue(attribute, '');
    const before = next();
    const owner = ownerOf(attribute);
    if (owner && isHeld) assign(owner, attrNameOf(attribute), text, (_element, value) => setAttrValue(attribute, value as string));
    else if (owner) check(owner, false);
    return before;
  });
  patchClass(scope, 'Audio', (create) => {
    const audio = create();
    check(audio as Element, false);
    return audio;
  });
  patch(scope, 'SVGAnimatedString.baseVal', (next, _, args) => {
    const text = args[0] = `${args[0] as string}`;
    return ask(text, next);
  }, 'set');
  patch(scope, 'Node Element CharacterData DocumentFragment Document Range.\
appendChild insertBefore replaceChild append prepend replaceChildren moveBefore before after replaceWith insertAdjacentElement insertNode surroundContents importNode adoptNode',
    (next, self, args) => {
      lookAtSheets();
      const isText = isRaw(self);
      for (let index = 0; index < args.length; ++index) {
        const node = args[index];
        if (typeof node === 'object' && node && 'nodeType' in node) sweep(node as Node, false);
        else if (isText) args[index] = holdText(self as Element, `${node as string}`);
      }
      const result = next();
      onInsert();
      return result;
    });
  patch(scope, 'Element.attachShadow', (next) => {
    const root = next() as Node;
    watch(root);
    return root;
  });
  // Made in a document where nothing loads.
  patch(scope, 'XSLTProcessor.transformToFragment', (next, _, args) => {
    args[1] = inert;
    const made = next() as Node | null;
    if (made) sweep(made, false);
    return made;
  });

  /** HTML as a script sets it: parsed where nothing loads, and what has to be held renamed. */
  const setting = (at: number): Handler => (next, self, args) => {
    const given = args[at] = once(args[at]);
    if (isRaw(self)) args[at] = holdText(self as Element, String(given));
    else if (fits(/src|href|data|poster|ping|background|[@&]|<script/i, String(given))) {
      const before = heldCount();
      const template = createElement(document, 'template') as HTMLTemplateElement;
      setHtml(template, given as string);
      sweep(contentOf(template), false);
      if (before !== heldCount()) args[at] = trusted.createHTML(htmlOf(template));
    }
    const result = next();
    onInsert();
    return result;
  };
  patch(scope, 'Element ShadowRoot.innerHTML outerHTML', setting(0), 'set');
  patch(scope, 'Element ShadowRoot Range.setHTMLUnsafe createContextualFragment', setting(0));
  patch(scope, 'Element.insertAdjacentHTML', setting(1));
  patch(scope, 'Document.write writeln', (next, self, args) => {
    for (let index = 1; index < args.length; ++index) args[0] = `${args[0] as string}${args[index] as string}`;
    if (args.length > 1) args.length = 1;
    setting(0)(next, self, args, '');
    // What the parser has put together from several is looked at before it asks.
    look(recordsOf(observer));
  });
};
