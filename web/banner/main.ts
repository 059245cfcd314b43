// <hallpass-banner>: shows what the gate decided and hands back the visitor's own click. It never decides.
// Nothing but a button press is a choice: not Escape, scrolling or leaving.
import type { Banner, BannerPort, Reason } from '../gate/api.ts';
import type { BannerPurpose, BannerVendor } from './build-values.ts';
import { makeSheet } from './style.ts';
import * as words from './words.ts';

let banner: HallpassBanner | undefined;
let lent: BannerPort | undefined;
let wanted: Parameters<Banner['show']>[0] | undefined;
// Before anything else: whatever is called first could be somebody else's by now, and who mounts is whose clicks count.
window.hallpass?.mount({
  get element() { return banner; },
  attach: (port) => { lent = port; },
  show: (reason) => {
    wanted = reason;
    banner?.show(reason);
  },
});

const { texts, purposes, direction, language, purposeLanguage, policyLanguage, modal, privacyStatement } = HALLPASS_BANNER;
const receipts = new URL('receipts.js', (document.currentScript as HTMLScriptElement).src).href;
const say = (word: number): string => texts[word] ?? '';

const make = <K extends keyof HTMLElementTagNameMap>(
  tag: K, properties: Partial<HTMLElementTagNameMap[K]> = {}, ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] => {
  const element = Object.assign(document.createElement(tag), properties);
  if (children.length > 0) element.append(...children);
  return element;
};

type Layer = 'none' | 'ask' | 'notice' | 'preferences';

/** A purpose's boxes: its own, and its vendors' where there is something to choose. */
interface Item {
  readonly purpose: BannerPurpose;
  readonly box: HTMLInputElement;
  readonly vendors: readonly HTMLInputElement[];
}

/** What the policy says itself may be in another language than the banner. */
const ofPolicy = { lang: purposeLanguage, dir: 'auto' };

/** Why a purpose is as it is; a signal's own notice says which signal. */
const reasons: Partial<Record<Reason, number>> = {
  audience_bars: words.audience_bars, under_age: words.under_age, strictly_necessary: words.strictly_necessary,
  visitor_granted: words.visitor_granted, visitor_denied: words.visitor_denied,
  default_granted: words.default_granted, default_denied: words.default_denied,
};

/** With a box of its own, unless its purpose is nobody's to choose. */
const vendorItem = ([, name, service, privacy, optOut]: BannerVendor, box?: Node): Node => make('li', {},
  box ? make('label', {}, box, ` ${name}`) : name, ': ', make('span', { lang: policyLanguage }, service),
  ...([[privacy, words.privacy_statement], [optOut, words.opt_out]] as const).flatMap(([href, word]) => (href ? [' · ', make('a', { href }, say(word))] : [])));

class HallpassBanner extends HTMLElement {
  #port!: BannerPort; // lent by attach, which comes first
  #opener: Element | null = null;
  #layer: Layer = 'none';
  /** Measures after the browser's own layout: asking right after a change would force one more, of the whole page. */
  readonly #resized = new ResizeObserver(() => this.#keepClear());
  readonly #section = make('section', { hidden: true });
  /** Around the section, where the policy wants the page to wait. */
  readonly #dialog = modal ? make('dialog', { ariaLabel: say(words.title) }, this.#section) : undefined;
  readonly #reopen = this.#button(words.withdraw, () => this.show('opened'));
  readonly #status = make('p', { role: 'status' });

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [makeSheet()];
    root.append(this.#dialog ?? this.#section, this.#reopen, this.#status);
    this.#section.ariaLabel = say(words.title);
    this.#section.part.value = 'panel';
    this.#reopen.className = 'reopen plain';
    this.#reopen.hidden = true;
    this.#section.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#close();
    });
    this.#resized.observe(this.#section);
  }

  attach(port: BannerPort): void {
    this.#port = port;
    this.lang = language;
    this.dir = direction;
    if (this.#enterBody()) return;
    // Loaded early, it may be here before the page's body; the page's end may be far.
    new MutationObserver((_, observer) => {
      if (this.#enterBody()) observer.disconnect();
    }).observe(document.documentElement, { childList: true });
  }

  #enterBody(): boolean {
    document.body?.prepend(this);
    return this.isConnected;
  }

  /** A dialog opens only in the page, where the banner may come after it was drawn. */
  connectedCallback(): void {
    this.#dialog?.close();
    if (!this.#dialog || !this.isConnected || this.#section.hidden) return;
    if (this.#layer === 'notice') this.#dialog.show(); // it asks nothing
    else this.#dialog.showModal();
  }

  show(reason: 'prompt' | 'opened'): void {
    if (reason === 'opened') {
      this.#opener = this.#section.hidden ? document.activeElement : this.#opener;
      this.#enter('preferences');
    } else this.#draw(this.#port.prompt());
  }

  #close(): void {
    this.#draw('none');
    const opener = this.#opener instanceof HTMLElement && this.#opener !== this ? this.#opener : this.#reopen;
    if (this.#opener) opener.focus();
    this.#opener = null;
  }

  #enter(layer: Layer): void {
    this.#draw(layer);
    this.#section.querySelector('h2')?.focus();
  }

  /** Room for the banner under the page, so that it hides neither the page's end nor what has the focus. */
  #keepClear(): void {
    // Read everything before anything is written: between the two lies a layout of the whole page.
    const height = this.#section.hidden ? '' : `${this.#section.offsetHeight}px`;
    const text = this.#section.querySelector<HTMLElement>('.text');
    const scrolls = text !== null && text.scrollHeight > text.clientHeight + 1;
    // Once it is painted: room that nobody needs before would cost this frame another layout of the whole page.
    setTimeout(() => {
      document.documentElement.style.scrollPaddingBottom = height;
      document.body.style.paddingBottom = height;
      // What scrolls has to be reached by keyboard.
      if (text) text.tabIndex = scrolls ? 0 : -1;
    });
  }

  #draw(layer: Layer): void {
    this.#layer = layer;
    const isOpen = layer !== 'none';
    this.#section.hidden = !isOpen;
    this.#section.className = layer === 'preferences' ? '' : 'ask';
    this.#reopen.hidden = isOpen || document.querySelector('[data-hallpass-open]') !== null;
    if (isOpen) this.#section.replaceChildren(...layer === 'preferences' ? this.#preferences() : this.#firstLayer(layer));
    this.connectedCallback();
    const text = this.#section.querySelector('.text');
    if (text) this.#resized.observe(text);
  }

  #granted(): string[] {
    return purposes.map(({ id }) => id).filter((id) => this.#port.outcomes()[id]?.state === 'granted');
  }

  #refused(): string[] {
    return purposes.flatMap(({ vendors }) => vendors.map(([id]) => id)).filter((id) => this.#port.isRefused(id));
  }

  /** Nobody's click changes it. */
  #isFixed({ id }: BannerPurpose): boolean {
    const { state, reason } = this.#port.outcomes()[id] ?? {};
    return state === 'forbidden' || reason === 'strictly_necessary';
  }

  #panel(title: number, text: readonly Node[], buttons: readonly Node[]): Node[] {
    const { gpc, dnt } = this.#port.signals();
    const notices = [...gpc ? [words.gpc_notice] : [], ...dnt ? [words.dnt_notice] : []];
    return [
      make('div', { className: 'text' }, make('h2', { tabIndex: -1 }, say(title)), ...notices.map((word) => make('p', {}, say(word))), ...text),
      make('div', { className: 'row' }, ...buttons),
    ];
  }

  #firstLayer(layer: 'ask' | 'notice'): Node[] {
    const names = purposes.filter((purpose) => !this.#isFixed(purpose)).map(({ name }) => name);
    const options = this.#button(words.preferences, () => this.#enter('preferences'));
    return layer === 'ask'
      ? this.#panel(words.title, [make('p', {}, say(words.body)), make('p', { className: 'why', ...ofPolicy }, names.join(' · '))], [...this.#answers(), options])
      : this.#panel(words.title, [], [this.#button(words.understood, (click) => this.#choose(click, this.#granted(), '', this.#refused())), options]);
  }

  /** Refusing and accepting, alike in everything but their words: a site can style them only together. */
  #answers(): Node[] {
    return [
      this.#button(words.reject, (click) => this.#choose(click, []), 'answer'),
      // A signal's refusal is not undone by a general "accept": only by that purpose's own box.
      this.#button(words.accept, (click) => this.#choose(click, purposes.map(({ id }) => id).filter((id) => !this.#bySignal(id))), 'answer'),
    ];
  }

  #preferences(): Node[] {
    const items = purposes.map((purpose): Item => {
      const disabled = this.#isFixed(purpose);
      const checked = this.#granted().includes(purpose.id);
      return {
        purpose,
        box: make('input', { type: 'checkbox', id: `p-${purpose.id}`, disabled, checked }),
        vendors: disabled ? [] : purpose.vendors.map(([id]) => make('input', { type: 'checkbox', value: id, checked: checked && !this.#port.isRefused(id) })),
      };
    });
    /** A purpose's box ticks its vendors', one of theirs ticks the purpose's; a vendor is the same under every purpose. */
    const follow = (changed: HTMLInputElement): void => {
      for (const { box, vendors } of items) {
        if (box === changed) for (const vendor of vendors) vendor.checked = box.checked;
        if (vendors.includes(changed)) box.checked ||= changed.checked;
      }
      for (const { box, vendors } of items) for (const vendor of vendors) if (vendor.value === changed.value && box.checked) vendor.checked = changed.checked;
    };
    const choose = (click: Event, isWanted: (purpose: BannerPurpose) => boolean, said?: string): void => {
      const chosen = items.filter(({ purpose, box }) => box.checked && isWanted(purpose));
      this.#choose(click, chosen.map(({ purpose }) => purpose.id), said,
        chosen.flatMap(({ vendors }) => vendors.filter(({ checked }) => !checked).map(({ value }) => value)));
    };
    return this.#panel(words.preferences_title, [
      ...items.map((item) => this.#purposeItem(item, follow)),
      make('p', {}, make('a', { href: privacyStatement }, say(words.privacy_statement))),
    ], [
      ...this.#answers(),
      this.#button(words.save, (click) => choose(click, () => true)),
      ...this.#port.doNotSellLink()
        ? [this.#button(words.do_not_sell, (click) => choose(click, ({ sells }) => !sells, say(words.do_not_sell_done)))] : [],
      this.#button(words.back, () => {
        if (this.#opener || this.#port.prompt() === 'none') this.#close();
        else this.#draw(this.#port.prompt());
      }),
    ]);
  }

  #purposeItem({ purpose: { id, name, description, vendors }, box, vendors: boxes }: Item, follow: (changed: HTMLInputElement) => void): Node {
    for (const input of [box, ...boxes]) input.addEventListener('change', () => follow(input));
    box.setAttribute('aria-describedby', `d-${id}`);
    const reason = this.#port.outcomes()[id]?.reason ?? 'no_policy';
    return make('div', { className: 'item' }, box, make('label', { htmlFor: box.id, ...ofPolicy }, name),
      make('div', { id: `d-${id}` }, make('p', ofPolicy, description), make('p', { className: 'why' }, say(reasons[reason] ?? words.signal_denied))),
      ...vendors.length > 0 ? [make('details', {}, make('summary', {}, `${say(words.vendors)} (${vendors.length})`), make('ul', {}, ...vendors.map((vendor, index) => vendorItem(vendor, boxes[index]))))] : []);
  }

  #bySignal(id: string): boolean {
    const reason = this.#port.outcomes()[id]?.reason;
    return reason === 'gpc' || reason === 'dnt';
  }

  #button(word: number, act: (click: MouseEvent) => void, part = 'plain'): HTMLButtonElement {
    const button = make('button', { type: 'button', className: part }, say(word));
    button.part.value = part;
    button.addEventListener('click', act);
    return button;
  }

  #choose(click: Event, granted: readonly string[], said = '', refused: readonly string[] = []): void {
    const isLogged = document.querySelector('script[data-log]') !== null;
    const shown = isLogged ? this.#section.innerText : ''; // costs a layout
    this.#port.choose(click, granted, refused.join(' '));
    if (isLogged) void import(receipts).then(({ tell }: typeof import('../receipts/main.ts')) => tell(language, shown, this.#port.signals(), refused));
    this.#status.textContent = said;
    if (!this.#port.needsReload()) return this.#close();
    // A script that has started cannot be stopped from outside: say so, and how to stop it.
    this.#section.replaceChildren(...this.#panel(words.title, [make('p', {}, say(words.reload_notice))], [
      this.#button(words.reload, () => location.reload()), this.#button(words.back, () => this.#close())]));
    this.#section.querySelector('h2')?.focus();
  }
}

customElements.define('hallpass-banner', HallpassBanner);
if (lent) {
  banner = document.createElement('hallpass-banner') as HallpassBanner;
  banner.attach(lent);
  if (wanted) banner.show(wanted);
}
