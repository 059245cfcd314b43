// Cookies and storage: held by the names the policy declares, and taken away again on refusal.
// What the policy does not declare is denied, and said once in the console.
import { nameKind } from './module.ts';

export interface StoragePermission {
  /** The purpose that declares the name. */
  readonly find: (kind: number, name: string) => string | undefined;
  readonly isGranted: (purpose: string) => boolean;
}

const cookieAccess = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
const storageNames = ['localStorage', 'sessionStorage'] as const;
// The page's own Storage objects, taken before they are replaced; null where the browser refuses them.
const storages = storageNames.map((name) => {
  try {
    return window[name];
  } catch {
    return null;
  }
});

export const readCookies = (): string => cookieAccess?.get?.call(document) as string;
export const writeCookie = (text: string): void => cookieAccess?.set?.call(document, text);
/** The value of one cookie, or ''. */
export const readCookie = (name: string): string =>
  readCookies().split('; ').find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';

const { setItem } = Storage.prototype;

/** Tells the other tabs of this site; says nothing where storage is refused or full. */
export const tellTabs = (key: string): void => {
  try {
    if (storages[0]) setItem.call(storages[0], key, String(Date.now()));
  } catch {
    // The other tabs read the record at their next page.
  }
};

const nameOf = (cookie: string): string => cookie.split(';', 1)[0]?.split('=', 1)[0]?.trim() ?? '';

/** From here on nothing is stored but what is granted. `recordCookie` is the gate's own: no script may write it. */
export const guardStorage = (permission: StoragePermission, recordCookie: string): void => {
  const told = new Set<string>();
  const allows = (kind: number, name: string): boolean => {
    const purpose = name === recordCookie ? undefined : permission.find(kind, name);
    if (purpose !== undefined && permission.isGranted(purpose)) return true;
    if (!told.has(name)) {
      told.add(name);
      console.info(`hallpass: "${name}" was not stored (${purpose ?? 'not in the policy'})`);
    }
    return false;
  };
  if (cookieAccess) {
    Object.defineProperty(Document.prototype, 'cookie', {
      ...cookieAccess,
      set(this: Document, value: unknown) {
        const text = String(value);
        if (allows(nameKind.cookie, nameOf(text))) cookieAccess.set?.call(this, text);
      },
    });
  }
  Storage.prototype.setItem = function (this: Storage, key: string, value: string) {
    const name = String(key);
    if (allows(nameKind.localStorage, name)) setItem.call(this, name, value);
  };
  storageNames.forEach((name, index) => {
    const storage = storages[index];
    if (!storage) return;
    const guarded = new Proxy(storage, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' ? value.bind(target) : value;
      },
      set(target, key, value) {
        target.setItem(String(key), String(value));
        return true;
      },
      defineProperty: () => false,
    });
    Object.defineProperty(window, name, { get: () => guarded, enumerable: true, configurable: true });
  });
  const cookieStore = (window as { CookieStore?: { prototype: Record<'set', (...args: unknown[]) => Promise<void>> } }).CookieStore?.prototype;
  if (cookieStore) {
    const { set } = cookieStore;
    cookieStore.set = function (this: unknown, ...args: unknown[]) {
      const first = args[0] as string | { readonly name: string };
      const name = typeof first === 'object' ? first.name : first;
      return allows(nameKind.cookie, name) ? set.apply(this, args) : Promise.resolve();
    };
  }
};

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

/** Removes what is declared and not granted. HttpOnly cookies and other paths' cookies are out of a script's reach. */
export const removeRefused = (permission: StoragePermission): void => {
  const isRefused = (kind: number, name: string): boolean => {
    const purpose = permission.find(kind, name);
    return purpose !== undefined && !permission.isGranted(purpose);
  };
  for (const cookie of readCookies().split('; ')) {
    const name = nameOf(cookie);
    if (name !== '' && isRefused(nameKind.cookie, name)) for (const expiry of expiries(name)) writeCookie(expiry);
  }
  for (const storage of storages) {
    for (const key of Object.keys(storage ?? {})) {
      if (isRefused(nameKind.localStorage, key)) storage?.removeItem(key);
    }
  }
};
