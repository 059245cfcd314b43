// Working on the gate itself: its page's built-ins, its interface, its record, its labels. Ends with a plain request.
import { add, later, make, realm, type Vector, type Vectors } from './vector.ts';

const record = '1.0.6742f1c0.0.analytics:1+.lead_generation:1+.advertising:1+';
const ask = (url: string): void => { new Image().src = url; };
/** Changes built-ins for good: this page is the vector's own. */
const replace = (owner: object, names: readonly string[], value: PropertyDescriptor): void => {
  for (const name of names) Object.defineProperty(owner, name, { configurable: true, ...value });
};
const lie = (answer: unknown): PropertyDescriptor => ({ value: () => answer, writable: true });

/** Writes first; the page opened again then tries what was written. */
const acrossPages = (write: () => unknown): Vector => async (url) => {
  if (location.hash !== '#again') {
    await write();
    await later(300);
    location.hash = 'again';
    location.reload();
  } else {
    await later(100);
    ask(url);
  }
};

export const tampering: Vectors = {
  'polluted-url': (url) => {
    for (const name of ['hostname', 'host', 'origin', 'href'] as const) replace(URL.prototype, [name], { get: () => location[name] });
    ask(url);
  },
  'polluted-url-constructor': (url) => {
    window.URL = function () { return location; } as unknown as typeof URL;
    ask(url);
  },
  'polluted-strings': (url) => {
    replace(String.prototype, ['startsWith', 'endsWith', 'includes'], lie(true));
    replace(String.prototype, ['indexOf'], lie(0));
    ask(url);
  },
  'polluted-collections': (url) => {
    for (const { prototype } of [Map, Set, WeakMap, WeakSet]) replace(prototype, ['has'], lie(true));
    replace(Map.prototype, ['get'], lie('site_operation'));
    replace(WeakMap.prototype, ['get'], lie(undefined));
    ask(url);
  },
  'polluted-arrays': (url) => {
    replace(Array.prototype, ['includes', 'some', 'every'], lie(true));
    replace(Array.prototype, ['find'], lie('site_operation'));
    ask(url);
  },
  'polluted-expressions': (url) => {
    replace(RegExp.prototype, ['test'], lie(true));
    replace(RegExp.prototype, ['exec'], lie(null));
    ask(url);
  },
  'polluted-objects': (url) => {
    replace(Object, ['hasOwn'], lie(true));
    Object.assign(Object.prototype, { state: 'granted', granted: true, [location.hostname]: true, localhost: { state: 'granted' } });
    ask(url);
  },
  'polluted-calls': (url) => {
    const seen = new Set<unknown>();
    const { apply } = Reflect;
    const spy = function (this: unknown, self: unknown, ...args: unknown[]): unknown {
      seen.add(this);
      return apply(this as () => unknown, self, args);
    };
    replace(Function.prototype, ['call'], { value: spy, writable: true });
    replace(Reflect, ['apply'], { value: (target: () => unknown, self: unknown, args: unknown[]) => {
      seen.add(target);
      return apply(target, self, args);
    }, writable: true });
    make('img').setAttribute('src', '/plain');
    new Image().src = '/plain';
    for (const native of seen) {
      try {
        apply(native as () => unknown, new Image(), [url]);
        apply(native as () => unknown, new Image(), ['src', url]);
      } catch {
        // not the one
      }
    }
  },
  'polluted-module': (url) => {
    replace(TextEncoder.prototype, ['encodeInto'], lie({ read: 0, written: 0 }));
    replace(DataView.prototype, ['getUint8'], lie(1));
    replace(Uint8Array.prototype, ['subarray'], lie(new Uint8Array(9)));
    window.dispatchEvent(new StorageEvent('storage', { key: 'hallpass' }));
    ask(url);
  },
  'polluted-clock': (url) => {
    replace(Date, ['now'], lie(0));
    window.dispatchEvent(new StorageEvent('storage', { key: 'hallpass' }));
    ask(url);
  },
  'polluted-iterators': (url) => {
    Array.prototype[Symbol.iterator] = function* () { yield 'site_operation'; } as never;
    ask(url);
  },
  'gate-replaced': (url) => {
    replace(window, ['hallpass'], { value: { outcomes: () => ({ analytics: { state: 'granted' } }) } });
    ask(url);
  },
  'gate-mounted': async (url) => {
    let port: { choose: (click: Event, granted: readonly string[], refused: string) => void } | undefined;
    window.hallpass?.mount({ element: document.body, attach: (lent) => { port = lent; }, show: () => undefined });
    await later(50);
    port?.choose(new MouseEvent('click'), ['analytics', 'lead_generation', 'advertising'], '');
    ask(url);
  },
  'gate-clicked': async (url) => {
    await later(300);
    const banner = document.querySelector('hallpass-banner');
    for (const button of banner?.shadowRoot?.querySelectorAll('button') ?? []) {
      button.click();
      button.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
    }
    ask(url);
  },
  'gate-trusted-forged': async (url) => {
    replace(Event.prototype, ['isTrusted'], { get: () => true });
    const { addEventListener } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function (this: EventTarget, ...args: Parameters<typeof addEventListener>) { addEventListener.apply(this, args); };
    await later(300);
    document.querySelector('hallpass-banner')?.shadowRoot?.querySelectorAll('button').forEach((button) => { button.click(); });
    ask(url);
  },
  'gate-script-again': async (url) => {
    const own = document.querySelector<HTMLScriptElement>('script[src$="hallpass.js"]');
    await new Promise((resolve) => {
      const again = add(make('script', { src: own?.src ?? '', 'data-region': 'US-TX', 'data-audience': 'customer' }), document.head);
      again.onload = resolve;
      again.onerror = resolve;
    });
    ask(url);
  },
  'gate-facts-changed': async (url) => {
    const own = document.querySelector<HTMLScriptElement>('script[src$="hallpass.js"]');
    Object.assign(own?.dataset ?? {}, { region: 'US-TX' });
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    window.dispatchEvent(new StorageEvent('storage', { key: 'hallpass' }));
    await later(50);
    ask(url);
  },
  'record-cookie': acrossPages(() => { document.cookie = `hallpass=${record}; path=/`; }),
  'record-cookie-spelled': acrossPages(() => {
    for (const text of [` hallpass =${record}`, `hallpass=${record};path=/plain;path=/`, `=hallpass=${record}`, `hallpass\t=${record}`]) document.cookie = text;
  }),
  'record-cookie-frame': acrossPages(() => { realm().document.cookie = `hallpass=${record}; path=/`; }),
  'record-cookie-store': acrossPages(() => (window as unknown as { cookieStore: { set: (name: string, value: string) => Promise<void> } }).cookieStore.set('hallpass', record)),
  'record-cookie-store-frame': acrossPages(() => (realm() as unknown as { cookieStore: { set: (name: string, value: string) => Promise<void> } }).cookieStore.set('hallpass', record)),
  'label-necessary-script': (url) => { add(make('script', { type: 'text/plain', 'data-hallpass-purpose': 'site_operation', 'data-src': url })); },
  'label-necessary-image': (url) => { add(make('img', { 'data-hallpass-purpose': 'site_operation', 'data-hallpass-src': url })); },
  'label-relabelled': async (url) => {
    const image = add(make('img', { 'data-hallpass-purpose': 'analytics', 'data-hallpass-src': url }));
    await later(20);
    image.dataset['hallpassPurpose'] = 'site_operation';
    add(image);
  },
};
