// A refusal takes away what the policy declares and the visitor has not granted: cookies, storage, databases, caches.
// HttpOnly cookies and those of paths that are not this page's are out of a script's reach.
import { nameKind } from '../name-kind.ts';
import { getter, setter, uncurry } from '../natives.ts';
import { find, outcomes } from './port.ts';
import { nameOf } from './storage.ts';

const readCookies = getter(Document.prototype, 'cookie');
const writeCookie = setter(Document.prototype, 'cookie');
const removeItem = uncurry(Storage.prototype.removeItem);
const databases = typeof indexedDB === 'object' ? indexedDB : undefined;
const cacheStorage = typeof caches === 'object' ? caches : undefined;
// The page's own, taken before they are replaced; left out where the browser refuses them.
const storages = (['localStorage', 'sessionStorage'] as const).flatMap((name) => {
  try {
    return [window[name]];
  } catch {
    return [];
  }
});

/** Every spelling under which a cookie can have been set from here: path prefixes × parent domains × attributes. */
function* expiries(name: string): Generator<string> {
  const steps = location.pathname.split('/');
  const paths = steps.flatMap((_, count) => {
    const prefix = steps.slice(0, count + 1).join('/');
    return [prefix, `${prefix}/`];
  });
  const labels = location.hostname.split('.');
  const domains = ['', ...labels.map((_, from) => `;domain=${labels.slice(from).join('.')}`)];
  for (const path of new Set(paths)) {
    for (const domain of domains) {
      for (const attributes of ['', ';secure;partitioned']) {
        yield `${name}=;max-age=0;path=${path}${domain}${attributes}`;
      }
    }
  }
}

export const removeRefused = (): void => {
  const isRefused = (kind: number, name: string | undefined): name is string => {
    const purpose = name && find(kind, name);
    return Boolean(purpose) && outcomes()[purpose as string]?.state !== 'granted';
  };
  for (const cookie of readCookies(document).split('; ')) {
    const name = nameOf(cookie);
    if (isRefused(nameKind.cookie, name)) for (const expiry of expiries(name)) writeCookie(document, expiry);
  }
  for (const storage of storages) {
    for (const key of Object.keys(storage)) if (isRefused(nameKind.localStorage, key)) removeItem(storage, key);
  }
  databases?.databases().then((all) => {
    for (const { name } of all) if (isRefused(nameKind.localStorage, name)) databases.deleteDatabase(name);
  }, () => undefined);
  cacheStorage?.keys().then((names) => {
    for (const name of names) if (isRefused(nameKind.localStorage, name)) void cacheStorage.delete(name);
  }, () => undefined);
};
