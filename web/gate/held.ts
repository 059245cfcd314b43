// Labelled trackers: inert in the page until their purpose is granted, then released in the page's order, without a reload.
//   <script type="text/plain" data-hallpass-purpose="analytics" data-src="…" [async]>   or the code inline
//   <img|iframe|… data-hallpass-purpose="advertising" data-hallpass-src="…">

import type { TrustedPolicy } from './api.ts';

const selector = 'script[type="text/plain"][data-hallpass-purpose],[data-hallpass-src]';

/** It passes only what stands in the page's own elements, and the gate's own addresses. */
export const makeTrusted = (): TrustedPolicy => {
  const pass = (value: string): string => value;
  const rules: TrustedPolicy = { createHTML: pass, createScript: pass, createScriptURL: pass };
  const factory = (window as { trustedTypes?: { createPolicy: (name: string, rules: TrustedPolicy) => TrustedPolicy } }).trustedTypes;
  try {
    return factory?.createPolicy('hallpass', rules) ?? rules;
  } catch {
    return rules; // not allowed here: the browser itself then refuses what needs it
  }
};

export class Held {
  readonly #trusted: TrustedPolicy;
  readonly #isGranted: (purpose: string) => boolean;
  readonly #queue: HTMLElement[] = [];
  readonly #seen = new WeakSet<Element>();
  readonly released = new Set<string>();
  /** Scripts on their way that inline code after them waits for. */
  #loading: Promise<unknown>[] = [];
  #busy = false;

  constructor(trusted: TrustedPolicy, isGranted: (purpose: string) => boolean) {
    this.#trusted = trusted;
    this.#isGranted = isGranted;
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        for (const node of addedNodes) if (node instanceof Element) this.#collect(node);
      }
    }).observe(document, { childList: true, subtree: true });
  }

  /** Releases everything in the page that is granted by now. */
  release(): void {
    this.#collect(document);
  }

  #collect(root: Element | Document): void {
    const found = [...root.querySelectorAll<HTMLElement>(selector)];
    if (root instanceof HTMLElement && root.matches(selector)) found.unshift(root);
    for (const element of found) {
      if (this.#seen.has(element) || !this.#isGranted(element.dataset['hallpassPurpose'] ?? '')) continue;
      this.#seen.add(element);
      this.#queue.push(element);
    }
    void this.#drain();
  }

  /** One after the other; inline code waits for the scripts before it, one task each so that a click stays quick. */
  async #drain(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let element = this.#queue.shift(); element; element = this.#queue.shift()) {
      const purpose = element.dataset['hallpassPurpose'] ?? '';
      const isInline = element instanceof HTMLScriptElement && element.dataset['src'] === undefined;
      if (isInline) {
        await Promise.all(this.#loading);
        this.#loading = [];
      }
      // Withdrawn, or taken out of the page, while it waited: it may come again.
      if (!this.#isGranted(purpose) || !element.isConnected) {
        this.#seen.delete(element);
        continue;
      }
      this.released.add(purpose);
      if (element instanceof HTMLScriptElement) {
        const script = this.#run(element);
        if (!isInline && !script.async) {
          this.#loading.push(new Promise((resolve) => {
            for (const end of ['load', 'error']) script.addEventListener(end, resolve, { once: true });
          }));
        }
      } else {
        (element as HTMLImageElement).src = element.dataset['hallpassSrc'] ?? '';
      }
      if (this.#queue.length > 0) {
        await new Promise((resolve) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = resolve;
          port2.postMessage(0);
        });
      }
    }
    this.#busy = false;
  }

  /** A copy in its place: Firefox does not load the element itself while the parser is still at work on the page. */
  #run(held: HTMLScriptElement): HTMLScriptElement {
    const script = document.createElement('script');
    for (const { name, value } of held.attributes) if (name !== 'nonce' && name !== 'type') script.setAttribute(name, value);
    script.nonce = held.nonce;
    script.async = held.hasAttribute('async');
    const { src, type } = held.dataset;
    if (type !== undefined) script.type = type;
    if (src === undefined) script.text = this.#trusted.createScript(held.text);
    else script.src = this.#trusted.createScriptURL(src);
    held.replaceWith(script);
    return script;
  }
}
