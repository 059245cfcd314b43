// In the place of a frame that waits: whose content it is, why it waits, a button that shows just that one, and the way to
// all choices. The guard loads this when a page has such a frame; what the visitor may have shown is in once.ts.
// An empty frame is a document of this page, and of the right size whatever the page does: the words stand inside it. An
// embed, an object, or a frame that is closed to its own page, gets an element after it.
import type { PlaceholderPort } from '../gate/api.ts';
import { refusedVendor } from '../gate/name-kind.ts';
import './build-values.ts';
import { look, show, type HeldFrame } from './once.ts';
import { makeSheet } from './style.ts';

const { language, direction, texts, purposes, purposeLanguage } = HALLPASS_PLACEHOLDER;
const held = 'iframe[hallpass-src],iframe[hallpass-srcdoc],iframe[data-hallpass-src]:not([src]),embed[hallpass-src],embed[data-hallpass-src]:not([src]),object[hallpass-data]';
const watched = ['src', 'hallpass-src', 'hallpass-srcdoc', 'hallpass-data', 'data-hallpass-src'];
/** Smaller ones are for nobody to see. */
const least = { width: 120, height: 60 };

let port: PlaceholderPort;
const known = new WeakSet<Element>();
const drawn = new WeakSet<Document>();
/** Elements after the ones that they stand for. */
const stands = new Map<HTMLElement, HTMLElement>();

const make = <K extends keyof HTMLElementTagNameMap>(
  page: Document, tag: K, properties: Partial<HTMLElementTagNameMap[K]>, ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] => {
  const element = Object.assign(page.createElement(tag), properties);
  element.append(...children);
  return element;
};

const reasonOf = (page: Document, { purpose, outcome }: HeldFrame): readonly Node[] => {
  const say = (text: string): Node => make(page, 'p', {}, text);
  if (outcome?.state === 'forbidden') return [say(outcome.reason === 'under_age' ? texts.under_age : texts.audience_bars)];
  if (purpose === refusedVendor) return [say(texts.visitor_denied)];
  const name = purposes[purpose];
  return name === undefined ? [say(texts.unknown)] : [say(texts.held), make(page, 'p', { className: 'purpose' }, make(page, 'bdi', { lang: purposeLanguage }, name))];
};

const makeBox = (page: Document, element: Element, frame: HeldFrame): HTMLElement => {
  const [before = '', after = ''] = texts.from.split('{host}');
  const button = (text: string, className: string, act: (click: Event) => void): HTMLElement => {
    const made = make(page, 'button', { type: 'button', className }, text);
    made.setAttribute('aria-describedby', 'name');
    made.addEventListener('click', act);
    return made;
  };
  return make(page, 'div', { className: 'box', lang: language, dir: direction },
    make(page, 'p', { className: 'name', id: 'name' }, before, make(page, 'bdi', {}, frame.host || location.host), after),
    ...reasonOf(page, frame),
    ...frame.canShow ? [make(page, 'p', {}, texts.once)] : [],
    make(page, 'div', { className: 'row' },
      ...frame.canShow ? [button(texts.show, 'show', (click) => {
        show(port, click, element);
        if (element instanceof HTMLElement) element.focus();
      })] : [],
      button(texts.withdraw, '', () => window.hallpass?.open())));
};

const drawInside = (page: Document, element: Element, frame: HeldFrame): void => {
  if (drawn.has(page) || !page.body || !page.defaultView) return;
  drawn.add(page);
  page.documentElement.lang = language;
  page.title = texts.from.replace('{host}', frame.host || location.host);
  page.adoptedStyleSheets = [makeSheet(page.defaultView)];
  page.body.replaceChildren(makeBox(page, element, frame));
};

const drawAfter = (element: HTMLElement, frame: HeldFrame, width: string, height: string): void => {
  const stand = document.createElement('hallpass-placeholder');
  const root = stand.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [makeSheet(window)];
  root.append(makeBox(document, element, frame));
  Object.assign(stand.style, { width, height });
  element.after(stand);
  element.style.setProperty('display', 'none', 'important');
  stands.set(stand, element);
};

const isDrawnAfter = (element: HTMLElement): boolean => [...stands.values()].includes(element);

const draw = (element: HTMLElement, isSeen: boolean): void => {
  const frame = look(port, element);
  if (!frame || isDrawnAfter(element)) return;
  const page = element instanceof HTMLIFrameElement ? element.contentDocument : null;
  if (page) {
    if (isSeen) drawInside(page, element, frame);
    return;
  }
  // An element that shows nothing yet has no box of its own: what the page's styles say of it.
  const { width, height, display, visibility } = getComputedStyle(element);
  const sizeOf = (own: number, size: string, otherwise: string): string => own > 0 ? `${own}px` : /^\d/.test(size) ? size : otherwise;
  const [wide, high] = [sizeOf(element.offsetWidth, width, '300px'), sizeOf(element.offsetHeight, height, '150px')];
  const isSmall = (size: string, pixels: number): boolean => size.endsWith('px') && parseFloat(size) < pixels;
  if (display !== 'none' && visibility === 'visible' && !isSmall(wide, least.width) && !isSmall(high, least.height)) drawAfter(element, frame, wide, high);
};

/** After the browser's own layout; also when a page shows later what it had hidden. */
const sizes = new ResizeObserver((entries) => {
  for (const { target, contentRect: { width, height } } of entries) draw(target as HTMLElement, width >= least.width && height >= least.height);
});

const clean = (): void => {
  for (const [stand, element] of stands) {
    if (element.isConnected && look(port, element)) continue;
    stand.remove();
    stands.delete(stand);
    element.style.removeProperty('display');
  }
};

const review = (): void => {
  clean();
  for (const element of document.querySelectorAll<HTMLElement>(held)) {
    if (known.has(element)) continue;
    known.add(element);
    sizes.observe(element);
    // Firefox puts another empty document there.
    element.addEventListener('load', () => {
      sizes.unobserve(element);
      sizes.observe(element);
    });
  }
};

export const place = (lent: PlaceholderPort): void => {
  port = lent;
  let isWaiting = false;
  const later = (): void => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      review();
    });
  };
  new MutationObserver(later).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: watched });
  port.onChange(later);
};
