// Writes that stay in the browser: a name that the policy declares, under a purpose that is denied.
import { realm, type Vectors } from './vector.ts';

/** Names of the vector's own: `url` ends with its name. */
const key = (url: string): string => `li_${url.split('/').at(-1) ?? ''}`;
const cookie = (url: string): string => `_ga_${url.split('/').at(-1) ?? ''}=1; path=/`;

/** Judged by what a page without the gate finds afterwards. */
export const writes: Vectors = {
  'cookie': (url) => { document.cookie = cookie(url); },
  'cookie-descriptor': (url) => { Object.getOwnPropertyDescriptor(Document.prototype, 'cookie')?.set?.call(document, cookie(url)); },
  'cookie-frame': (url) => { realm().document.cookie = cookie(url); },
  'cookie-frame-lent': (url) => { Object.getOwnPropertyDescriptor(realm().Document.prototype, 'cookie')?.set?.call(document, cookie(url)); },
  'cookie-stringified-twice': (url) => {
    let asked = 0;
    document.cookie = { toString: () => (asked++ === 0 ? 'steptech_session=1' : cookie(url)) } as unknown as string;
  },
  'cookie-store': (url) => (window as unknown as { cookieStore: { set: (name: string, value: string) => Promise<void> } }).cookieStore.set(cookie(url).split('=')[0] ?? '', '1'),
  'cookie-store-twice': (url) => {
    let asked = 0;
    return (window as unknown as { cookieStore: { set: (init: object) => Promise<void> } }).cookieStore.set({ value: '1', get name() { return asked++ === 0 ? 'steptech_session' : cookie(url).split('=')[0] ?? ''; } });
  },
  'local-storage-call': (url) => { Storage.prototype.setItem.call(localStorage, key(url), '1'); },
  'local-storage-property': (url) => { localStorage[key(url)] = '1'; },
  'local-storage-define': (url) => { Object.defineProperty(localStorage, key(url), { value: '1', configurable: true, enumerable: true, writable: true }); },
  'local-storage-frame': (url) => { realm().localStorage.setItem(key(url), '1'); },
  'local-storage-frame-property': (url) => { realm().localStorage[key(url)] = '1'; },
  'local-storage-frame-lent': (url) => { realm().Storage.prototype.setItem.call(localStorage, key(url), '1'); },
  'session-storage-property': (url) => { sessionStorage[key(url)] = '1'; },
  'session-storage-frame': (url) => { realm().sessionStorage.setItem(key(url), '1'); },
  'indexed-db': (url) => { indexedDB.open(key(url)); },
  'indexed-db-frame': (url) => { realm().indexedDB.open(key(url)); },
  'indexed-db-lent': (url) => { realm().IDBFactory.prototype.open.call(indexedDB, key(url)); },
  'cache': async (url) => (await caches.open(key(url))).put('/x', new Response('1')),
  'cache-frame': async (url) => (await realm().caches.open(key(url))).put('/x', new Response('1')),
  'window-name': (url) => { window.name = key(url); },
  'file-system': async (url) => (await navigator.storage.getDirectory()).getFileHandle(key(url), { create: true }),
};
