// <hallpass-banner>: shows what the gate decided and hands back the visitor's own click. It never decides.
// Not modal: the page stays usable, and nothing but a button press is a choice (not Escape, scrolling or leaving).
import type { BannerPort, Outcomes } from '../gate/api.ts';
import './build-values.ts';
import { makeSheet } from './style.ts';

const { texts, purposes, direction, language, privacyStatement } = HALLPASS_BANNER;
const receipts = new URL('receipts.js', (document.currentScript as HTMLScriptElement).src).href;
const word = (key: string): string => texts[key] ?? '';

const make = <K extends keyof HTMLElementTagNameMap>(
  tag: K, properties: Partial<HTMLElementTagNameMap[K]> = {}, ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

type Layer = 'none' | 'ask' | 'notice' | 'preferences';

class HallpassBanner extends HTMLElement {
  #port: BannerPort | undefined;
  #opener: Element | null = null;
  readonly #section = make('section', { hidden: true });
  readonly #reopen = make('button', { type: 'button', className: 'reopen plain', hidden: true }, word('withdraw'));
  readonly #status = make('p', { role: 'status' });

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [makeSheet()];
    root.append(this.#section, this.#reopen, this.#status);
    this.#section.setAttribute('aria-label', word('title'));
    this.#reopen.addEventListener('click', () => this.show('opened'));
    this.#section.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#close();
    });
    new ResizeObserver(() => this.#keepClear()).observe(this.#section);
  }

  attach(port: BannerPort): void {
    this.#port = port;
    this.lang = language;
    this.dir = direction;
    // Loaded early, it may be here before the page's body.
    if (document.body) document.body.prepend(this);
    else document.addEventListener('DOMContentLoaded', () => document.body.prepend(this));
  }

  show(reason: 'prompt' | 'opened'): void {
    if (reason === 'opened') {
      this.#opener = this.#section.hidden ? document.activeElement : this.#opener;
      this.#draw('preferences');
      this.#focusHeading();
    } else {
      this.#draw(this.#port?.prompt() ?? 'none');
    }
  }

  #close(): void {
    this.#draw('none');
    const opener = this.#opener instanceof HTMLElement && this.#opener !== this ? this.#opener : this.#reopen;
    if (this.#opener) opener.focus();
    this.#opener = null;
  }

  #focusHeading(): void {
    this.#section.querySelector('h2')?.focus();
  }

  /** Room for the banner under the page, so that it hides neither the page's end nor what has the focus. */
  #keepClear(): void {
    const height = this.#section.hidden ? '' : `${this.#section.offsetHeight}px`;
    document.documentElement.style.scrollPaddingBottom = height;
    document.body?.style.setProperty('padding-bottom', height);
    // What scrolls has to be reached by keyboard.
    const text = this.#section.querySelector<HTMLElement>('.text');
    if (text) text.tabIndex = text.scrollHeight > text.clientHeight + 1 ? 0 : -1;
  }

  #draw(layer: Layer): void {
    this.#section.hidden = layer === 'none';
    this.#section.className = layer === 'preferences' ? '' : 'ask';
    this.#reopen.hidden = layer !== 'none' || document.querySelector('[data-hallpass-open]') !== null;
    if (layer === 'preferences') this.#section.replaceChildren(...this.#preferences());
    else if (layer !== 'none') this.#section.replaceChildren(...this.#firstLayer(layer));
    this.#keepClear();
  }

  #notices(): Node[] {
    const { gpc, dnt } = this.#port?.signals() ?? { gpc: false, dnt: false };
    return [...gpc ? [word('gpc_notice')] : [], ...dnt ? [word('dnt_notice')] : []].map((text) => make('p', {}, text));
  }

  #firstLayer(layer: 'ask' | 'notice'): Node[] {
    const asked = purposes.filter((purpose) => !purpose.necessary && this.#port?.outcomes()[purpose.id]?.state !== 'forbidden');
    const body = layer === 'ask' ? [make('p', {}, word('body')), make('p', { className: 'why' }, asked.map(({ name }) => name).join(' · '))] : [];
    return [make('div', { className: 'text' }, this.#heading('title'), ...this.#notices(), ...body), make('div', { className: 'row' },
      ...layer === 'ask' ? this.#answers() : [this.#button('save', (click) => this.#choose(click, []))],
      this.#button('preferences', () => {
        this.#draw('preferences');
        this.#focusHeading();
      }))];
  }

  /** Refusing and accepting, alike in everything but their words. */
  #answers(): Node[] {
    return [
      this.#button('reject', (click) => this.#choose(click, [])),
      // A signal's refusal is not undone by a general "accept": only by that purpose's own box.
      this.#button('accept', (click) => this.#choose(click, purposes.filter(({ id }) => !this.#bySignal(id)).map(({ id }) => id))),
    ];
  }

  #preferences(): Node[] {
    const outcomes = this.#port?.outcomes() ?? {};
    const boxes = new Map<string, HTMLInputElement>();
    const chosen = (): string[] => [...boxes].filter(([, box]) => box.checked).map(([id]) => id);
    const items = purposes.map((purpose) => this.#purposeItem(purpose, outcomes, boxes));
    const sale = this.#port?.doNotSellLink() ? [this.#button('do_not_sell', (click) => {
      this.#choose(click, chosen().filter((id) => !purposes.find((purpose) => purpose.id === id)?.sells), word('do_not_sell_done'));
    })] : [];
    const text = make('div', { className: 'text' }, this.#heading('preferences_title'), ...this.#notices(), ...items,
      make('p', {}, make('a', { href: privacyStatement }, word('privacy_statement'))));
    return [text, make('div', { className: 'row' }, ...this.#answers(),
      this.#button('save', (click) => this.#choose(click, chosen())), ...sale,
      this.#button('back', () => {
        if (this.#opener || this.#port?.prompt() === 'none') this.#close();
        else this.#draw(this.#port?.prompt() ?? 'none');
      }))];
  }

  #purposeItem(purpose: (typeof purposes)[number], outcomes: Outcomes, boxes: Map<string, HTMLInputElement>): Node {
    const { id, name, description, necessary, vendors } = purpose;
    const outcome = outcomes[id];
    const isFixed = necessary || outcome?.state === 'forbidden';
    const box = make('input', { type: 'checkbox', id: `p-${id}`, disabled: isFixed, checked: outcome?.state === 'granted' });
    box.setAttribute('aria-describedby', `d-${id}`);
    if (!isFixed) boxes.set(id, box);
    const why = necessary ? 'always_on' : outcome?.state === 'forbidden' ? 'forbidden' : this.#bySignal(id) ? 'signal_denied' : '';
    return make('div', { className: 'item' }, box, make('label', { htmlFor: box.id }, name),
      make('div', { id: `d-${id}` }, make('p', {}, description), ...why ? [make('p', { className: 'why' }, word(why))] : []),
      ...vendors.length > 0 ? [make('p', {}, `${word('vendors')}: ${vendors.join(', ')}`)] : []);
  }

  /** A script that has started cannot be stopped from outside: say so, and how to stop it. */
  #offerReload(): void {
    this.#section.replaceChildren(this.#heading('title'), make('p', {}, word('reload_notice')),
      make('div', { className: 'row' }, this.#button('reload', () => location.reload()), this.#button('back', () => this.#close())));
    this.#focusHeading();
  }

  #bySignal(id: string): boolean {
    const reason = this.#port?.outcomes()[id]?.reason;
    return reason === 'gpc' || reason === 'dnt';
  }

  #heading(key: string): Node {
    return make('h2', { tabIndex: -1 }, word(key));
  }

  #button(key: string, act: (click: MouseEvent) => void): HTMLButtonElement {
    const button = make('button', { type: 'button', className: ['accept', 'reject'].includes(key) ? '' : 'plain' }, word(key));
    button.addEventListener('click', act);
    return button;
  }

  #choose(click: Event, granted: readonly string[], said = ''): void {
    const shown = this.#section.innerText;
    this.#port?.choose(click, granted);
    if (document.querySelector('script[data-log]')) void import(receipts).then(({ tell }: typeof import('../receipts/main.ts')) => tell(language, shown));
    this.#status.textContent = said;
    if (this.#port?.needsReload()) this.#offerReload();
    else this.#close();
  }
}

customElements.define('hallpass-banner', HallpassBanner);
const element = document.createElement('hallpass-banner') as HallpassBanner;
const start = (): void => window.hallpass?.mount({
  element, attach: (port) => element.attach(port), show: (reason) => element.show(reason),
});
start();
