// Labelled trackers: inert in the page until their purpose is granted, then released in the page's order, without a reload.
//   <script type="text/plain" data-hallpass-purpose="analytics" data-src="…" [async]>   or the code inline
//   <img|iframe|… data-hallpass-purpose="advertising" data-hallpass-src="…">
//   <link … data-hallpass-purpose="analytics" data-hallpass-href="…">
// Whose it is follows from its address; code inline may say so: data-hallpass-vendor="…".
import { attempt } from './attempt.ts';
import type { TrustedPolicy } from './api.ts';

const selector = 'script[type="text/plain"][data-hallpass-purpose],[data-hallpass-src],[data-hallpass-href]';

/** What a label says; the host is worked out when it is asked for. */
export interface Label {
  readonly purpose: string;
  readonly vendor: string;
  readonly host: () => string;
}

export interface Held {
  /** Releases everything in the page that is granted by now. */
  readonly release: () => void;
  /** Purposes of which something has run. */
  readonly released: Set<string>;
}

const sourceOf = ({ dataset }: HTMLElement): string | undefined => dataset['src'] ?? dataset['hallpassSrc'] ?? dataset['hallpassHref'];
const labelOf = (element: HTMLElement): Label => ({
  purpose: element.dataset['hallpassPurpose'] ?? '',
  vendor: element.dataset['hallpassVendor'] ?? '',
  host: () => attempt(() => new URL(sourceOf(element) ?? '', document.baseURI).hostname, ''),
});

/** `granted`: purposes of which some may be granted; `isGranted` has the last word. */
export const holdLabelled = (trusted: TrustedPolicy, granted: () => readonly string[], isGranted: (label: Label) => boolean): Held => {
  const queue: HTMLElement[] = [];
  const seen = new WeakSet<Element>();
  const released = new Set<string>();
  /** Scripts on their way that inline code after them waits for. */
  let loading: Promise<unknown>[] = [];
  let isBusy = false;

  /** A copy in its place: Firefox does not load the element itself while the parser is still at work on the page. */
  const run = (held: HTMLScriptElement, source: string | undefined): HTMLScriptElement => {
    const script = document.createElement('script');
    for (const { name, value } of held.attributes) if (name !== 'nonce' && name !== 'type') script.setAttribute(name, value);
    script.nonce = held.nonce;
    script.async = held.hasAttribute('async');
    const { type } = held.dataset;
    if (type !== undefined) script.type = type;
    if (source === undefined) script.text = trusted.createScript(held.text);
    else script.src = trusted.createScriptURL(source);
    held.replaceWith(script);
    return script;
  };

  const load = (element: HTMLElement): void => {
    (element as HTMLImageElement & HTMLLinkElement)[element instanceof HTMLLinkElement ? 'href' : 'src'] = sourceOf(element) ?? '';
  };

  /** One after the other; inline code waits for the scripts before it, one task each so that a click stays quick. */
  const drain = async (): Promise<void> => {
    if (isBusy) return;
    isBusy = true;
    for (let element = queue.shift(); element; element = queue.shift()) {
      const source = sourceOf(element);
      if (source === undefined) {
        await Promise.all(loading);
        loading = [];
      }
      const label = labelOf(element);
      // Withdrawn, or taken out of the page, while it waited: it may come again.
      if (!isGranted(label) || !element.isConnected) {
        seen.delete(element);
        continue;
      }
      released.add(label.purpose);
      if (element instanceof HTMLScriptElement) {
        const script = run(element, source);
        if (source !== undefined && !script.async) {
          loading.push(new Promise((resolve) => {
            for (const end of ['load', 'error']) script.addEventListener(end, resolve, { once: true });
          }));
        }
      } else load(element);
      if (queue.length > 0) {
        await new Promise((resolve) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = resolve;
          port2.postMessage(0);
        });
      }
    }
    isBusy = false;
  };

  const release = (): void => {
    const purposes = granted();
    if (purposes.length === 0) return;
    // The browser passes over what waits.
    for (const element of document.querySelectorAll<HTMLElement>(`:is(${selector}):is(${purposes.map((purpose) => `[data-hallpass-purpose=${purpose}]`).join()})`)) {
      if (seen.has(element)) continue;
      const label = labelOf(element);
      if (!isGranted(label)) continue;
      seen.add(element);
      if (!(element instanceof HTMLLinkElement)) queue.push(element);
      else if (document.readyState === 'loading') {
        // While the page is built it helps to be early; after a click they come one task each, like all others, …
        released.add(label.purpose);
        load(element);
      } else if (element.rel !== 'preload') queue.push(element); // … and what is preloaded comes by itself.
    }
    void drain();
  };
  // One look at the page is cheaper than one at each of the nodes that have come.
  new MutationObserver(release).observe(document, { childList: true, subtree: true });
  return { release, released };
};
