// A refusal takes away what the policy declares and the visitor has not granted: cookies, storage, databases, caches.
// HttpOnly cookies and those of paths that are not this page's are out of a script's reach.
import { nameKind } from '../name-kind.ts';
import { natives } from '../natives.ts';
import { readCookies, writeCookie } from './dom.ts';
import { find, outcomes } from './port.ts';
import { nameOf } from './storage.ts';

const [removeItem] = natives(Storage, 'removeItem');
/** The page's own, taken before they are replaced; left out where the browser refuses them. */
const own = <Name extends 'localStorage' | 'sessionStorage' | 'indexedDB' | 'caches'>(name: Name): Window[Name] | undefined => {
  try {
    return window[name];
  } catch {
    return undefined;
  }
};
const storages = [own('localStorage'), own('sessionStorage')];
const databases = own('indexedDB');
const cacheStorage = own('caches');

/** Under every spelling that can have been set from here: path prefixes × parent domains × attributes. */
const removeCookie = (name: string): void => {
  let path = '';
  for (const part of location.pathname.split('/')) {
    path += part;
    for (let domain = `.${location.hostname}`, scope = ''; ; scope = `;domain=${domain}`, domain = domain.replace(/^.[^.]*/, '')) {
      for (const attributes of ['', ';secure;partitioned']) {
        for (const slash of ['', '/']) writeCookie(document, `${name}=;max-age=0;path=${path}${slash}${scope}${attributes}`);
      }
      if (!domain) break;
    }
    path += '/';
  }
};

export const removeRefused = (): void => {
  const each = (kind: number, names: readonly (string | undefined)[], remove: (name: string) => void): void => {
    for (const name of names) {
      const purpose = name && find(kind, name);
      if (purpose && outcomes()[purpose]?.state !== 'granted') remove(name);
    }
  };
  each(nameKind.cookie, readCookies(document).split('; ').map(nameOf), removeCookie);
  for (const storage of storages) if (storage) each(nameKind.localStorage, Object.keys(storage), (name) => removeItem(storage, name));
  const ignore = (): void => undefined;
  databases?.databases().then((all) => each(nameKind.localStorage, all.map(({ name }) => name), (name) => databases.deleteDatabase(name))).catch(ignore);
  cacheStorage?.keys().then((names) => each(nameKind.localStorage, names, (name) => void cacheStorage.delete(name))).catch(ignore);
};
