// Opens a page in an empty browser, touches nothing, and notes every request and every write until the time is up.
import { Chromium, type Params } from './devtools.ts';

export type RequestFate = 'sent' | 'blocked';

export interface SeenRequest {
  readonly url: string;
  /** "Script", "Ping", "WebSocket", …, as DevTools calls it. */
  readonly kind: string;
  /** Milliseconds since the visit began. */
  readonly atMs: number;
  /** blocked: by a Content-Security-Policy or the browser itself; it never left. */
  fate: RequestFate;
  /** Which script or document asked for it, where DevTools knows. */
  readonly initiator: string;
}

export type WriteKind = 'cookie' | 'localStorage' | 'sessionStorage' | 'IndexedDB' | 'Cache' | 'service worker';

export interface SeenWrite {
  readonly kind: WriteKind;
  readonly name: string;
  /** Cookie: its domain; everything else: the origin. */
  readonly place: string;
  readonly atMs: number;
}

export interface Observation {
  readonly url: string;
  /** Where the visit ended up. */
  readonly finalUrl: string;
  readonly startedAt: string;
  readonly watchedMs: number;
  readonly browser: string;
  readonly requests: readonly SeenRequest[];
  readonly writes: readonly SeenWrite[];
}

export interface ObserveOptions {
  readonly program: string;
  readonly url: string;
  /** How long to watch after the page has loaded. */
  readonly watchMs: number;
  readonly flags?: readonly string[];
  readonly progress?: (text: string) => void;
}

const pollMs = 100;
const loadTimeoutMs = 30_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });
const originOf = (url: string): string => {
  try {
    return new URL(url).origin;
  } catch {
    return 'null';
  }
};

interface CallFrame {
  readonly url: string;
  readonly lineNumber: number;
}
const initiatorOf = ({ url, lineNumber, stack }: { url?: string; lineNumber?: number; stack?: { callFrames: CallFrame[] } }): string => {
  const frame = stack?.callFrames.find((one) => one.url !== '');
  if (frame) return `${frame.url}:${String(frame.lineNumber + 1)}`;
  return url === undefined ? '' : lineNumber === undefined ? url : `${url}:${String(lineNumber + 1)}`;
};

class Watch {
  readonly requests = new Map<string, SeenRequest>();
  readonly writes = new Map<string, SeenWrite>();
  /** Sessions of pages and frames; resolved: everything they do from now on is noted. */
  readonly pages = new Map<string, Promise<unknown>>();
  readonly origins = new Map<string, Set<string>>();
  readonly #browser: Chromium;
  readonly #began = performance.now();
  loads = 0;

  constructor(browser: Chromium) {
    this.#browser = browser;
    browser.onEvent = (method, params, sessionId) => { this.#take(method, params, sessionId); };
  }

  get nowMs(): number {
    return Math.round(performance.now() - this.#began);
  }

  write(kind: WriteKind, name: string, place: string): void {
    const key = `${kind}\n${name}\n${place}`;
    if (!this.writes.has(key)) this.writes.set(key, { kind, name, place, atMs: this.nowMs });
  }

  request(id: string, url: string, kind: string, initiator: string): void {
    if (!/^(?:https?|wss?):/.test(url)) return;
    // A redirect keeps its id: each address is noted.
    this.requests.set(`${id}\n${url}`, { url, kind, atMs: this.nowMs, fate: 'sent', initiator });
  }

  /** Quietly: a target may be gone before it is asked. */
  ask(method: string, params: Params, sessionId: string): Promise<Params | undefined> {
    return this.#browser.send(method, params, sessionId).catch(() => undefined);
  }

  #attached({ type, url }: { readonly type: string; readonly url: string }, session: string): void {
    if (type === 'service_worker') this.write('service worker', url, originOf(url));
    const isPage = type === 'page' || type === 'iframe';
    const domains = isPage ? ['Network', 'Page', 'DOMStorage', 'IndexedDB'] : ['Network'];
    const ready = Promise.all([
      ...domains.map((domain) => this.ask(`${domain}.enable`, {}, session)),
      this.ask('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }, session),
      this.ask('Runtime.runIfWaitingForDebugger', {}, session), // in this order: nothing of it runs unseen
    ]);
    if (isPage) this.pages.set(session, ready);
  }

  #take(method: string, params: Params, session: string): void {
    const { requestId, url } = params as { requestId: string; url: string };
    switch (method) {
      case 'Target.attachedToTarget': {
        const { targetInfo, sessionId } = params as { targetInfo: { type: string; url: string }; sessionId: string };
        this.#attached(targetInfo, sessionId);
        break;
      }
      case 'Network.requestWillBeSent': {
        const { request, type = 'Other', initiator } = params as { request: { url: string }; type?: string; initiator: object };
        this.request(requestId, request.url, type, initiatorOf(initiator));
        break;
      }
      case 'Network.webSocketCreated':
        this.request(requestId, url, 'WebSocket', initiatorOf((params as { initiator?: object }).initiator ?? {}));
        break;
      case 'Network.webTransportCreated':
        this.request((params as { transportId: string }).transportId, url, 'WebTransport', '');
        break;
      case 'Network.loadingFailed':
        if ((params as { blockedReason?: string }).blockedReason !== undefined) {
          for (const [key, request] of this.requests) if (key.startsWith(`${requestId}\n`)) request.fate = 'blocked';
        }
        break;
      case 'DOMStorage.domStorageItemAdded':
      case 'DOMStorage.domStorageItemUpdated': {
        const { storageId, key } = params as { storageId: { isLocalStorage: boolean; storageKey?: string; securityOrigin?: string }; key: string };
        this.write(storageId.isLocalStorage ? 'localStorage' : 'sessionStorage', key, originOf(storageId.securityOrigin ?? storageId.storageKey ?? ''));
        break;
      }
      case 'Page.frameNavigated': {
        const { frame } = params as { frame: { url: string } };
        const origins = this.origins.get(session) ?? new Set();
        this.origins.set(session, origins.add(originOf(frame.url)));
        break;
      }
      case 'Page.loadEventFired':
        ++this.loads;
        break;
    }
  }

  async cookies(): Promise<void> {
    const { cookies = [] } = (await this.ask('Storage.getCookies', {}, '') ?? {}) as { cookies?: { name: string; domain: string }[] };
    for (const { name, domain } of cookies) this.write('cookie', name, domain);
  }

  /** What the events may have missed: what lies there at the end. */
  async storages(): Promise<void> {
    await Promise.all([...this.origins].flatMap(([session, origins]) => [...origins].filter((origin) => origin !== 'null').map(async (securityOrigin) => {
      for (const isLocalStorage of [true, false]) {
        const { entries = [] } = (await this.ask('DOMStorage.getDOMStorageItems', { storageId: { securityOrigin, isLocalStorage } }, session) ?? {}) as { entries?: [string, string][] };
        for (const [key] of entries) this.write(isLocalStorage ? 'localStorage' : 'sessionStorage', key, securityOrigin);
      }
      const { databaseNames = [] } = (await this.ask('IndexedDB.requestDatabaseNames', { securityOrigin }, session) ?? {}) as { databaseNames?: string[] };
      for (const name of databaseNames) this.write('IndexedDB', name, securityOrigin);
      const { caches = [] } = (await this.ask('CacheStorage.requestCacheNames', { securityOrigin }, session) ?? {}) as { caches?: { cacheName: string }[] };
      for (const { cacheName } of caches) this.write('Cache', cacheName, securityOrigin);
    })));
  }
}

/** Rejects when the browser does not start or the page cannot be reached. */
export const observe = async ({ program, url, watchMs, flags = [], progress = () => undefined }: ObserveOptions): Promise<Observation> => {
  progress(`starting ${program}`);
  const startedAt = new Date().toISOString();
  const browser = new Chromium(program, flags);
  try {
    const watch = new Watch(browser);
    const { product } = (await browser.send('Browser.getVersion')) as { product: string };
    await browser.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
    for (let tries = 0; watch.pages.size === 0 && tries < 50; ++tries) await pause(pollMs);
    const [[page, ready] = []] = watch.pages;
    if (page === undefined) throw new Error('the browser opened no page');
    await ready;
    watch.loads = 0; // not counting the blank page's own
    progress(`loading ${url}`);
    const { errorText } = (await browser.send('Page.navigate', { url }, page)) as { errorText?: string };
    if (errorText !== undefined && errorText !== '') throw new Error(`${url} cannot be loaded: ${errorText}`);
    for (const began = watch.nowMs; watch.loads === 0 && watch.nowMs - began < loadTimeoutMs; await pause(pollMs)) await watch.cookies();
    // Cookies have no event: what is set and removed again in between is seen by looking often.
    for (let end = watch.nowMs + watchMs, told = Infinity; watch.nowMs < end; await pause(pollMs)) {
      const seconds = Math.ceil((end - watch.nowMs) / 1000);
      if (seconds < told) progress(`watching, ${String(told = seconds)} s more: ${String(watch.requests.size)} requests, ${String(watch.writes.size)} writes`);
      await watch.cookies();
    }
    await watch.cookies();
    await watch.storages();
    const { frameTree } = (await browser.send('Page.getFrameTree', {}, page)) as { frameTree: { frame: { url: string } } };
    return {
      url, finalUrl: frameTree.frame.url, startedAt, watchedMs: watch.nowMs, browser: product,
      requests: [...watch.requests.values()], writes: [...watch.writes.values()],
    };
  } finally {
    await browser.close();
  }
};
