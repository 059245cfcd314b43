// A refusal takes away what the policy declares and the visitor has not granted: cookies, storage, databases, caches.
// HttpOnly cookies and those of paths that are not this page's are out of a script's reach.
import { attempt } from '../attempt.ts';
import { nameKind } from '../name-kind.ts';
import { natives } from '../natives.ts';
import { whenQuiet } from '../quiet.ts';
import { readCookies, writeCookie } from './dom.ts';
import { apply, describe, type Native } from './patch.ts';
import { find, outcomes } from './port.ts';
import { nameOf } from './storage.ts';

const [removeItem] = natives(Storage, 'removeItem');
/** The page's own, taken before they are replaced; left out where the browser refuses them. */
const taken = <Name extends 'localStorage' | 'sessionStorage' | 'indexedDB' | 'caches'>(name: Name): (() => Window[Name] | undefined) => {
  const get = describe(window, name)?.get as Native;
  return () => attempt(() => apply(get, window, []) as Window[Name], undefined);
};
const [local, session, indexed, cached] = [taken('localStorage'), taken('sessionStorage'), taken('indexedDB'), taken('caches')];

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

const remove = (kind: number, names: readonly (string | undefined)[], take: (name: string) => unknown): void => {
  for (const name of names) {
    const purpose = name && find(kind, name);
    if (purpose && outcomes()[purpose]?.state !== 'granted') take(name);
  }
};

const ignore = (): void => undefined;
const clearStorages = (): void => {
  for (const storage of [local(), session()]) if (storage) remove(nameKind.localStorage, Object.keys(storage), (name) => removeItem(storage, name));
  const databases = indexed();
  databases?.databases().then((all) => remove(nameKind.localStorage, all.map(({ name }) => name), (name) => databases.deleteDatabase(name))).catch(ignore);
  const cacheStorage = cached();
  cacheStorage?.keys().then((names) => remove(nameKind.localStorage, names, (name) => cacheStorage.delete(name))).catch(ignore);
};

export const removeRefused = (): void => {
  remove(nameKind.cookie, readCookies(document).split('; ').map(nameOf), removeCookie);
  // Opening storages takes the browser milliseconds, and while the page is built nothing that is held can read them.
  if (document.readyState === 'loading') addEventListener('load', () => whenQuiet(clearStorages));
  else clearStorages();
};
