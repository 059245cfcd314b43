// Cookies and storage: held by the names the policy declares. What it does not declare is denied, and said once in the console.
import { exec, Table } from '../natives.ts';
import { nameKind } from '../name-kind.ts';
import { NativePromise, NativeProxy } from './dom.ts';
import { isGranted } from './judge.ts';
import { apply, patch, type Native } from './patch.ts';
import { cookie, find, type Scope } from './port.ts';

const told: Record<string, boolean> = { __proto__: null } as never;
/** By their proxies, and the other way round. */
const storages = new Table<Storage, Storage>();
const proxies = new Table<Storage, Storage>();

export const nameOf = (text: string): string => exec(/^\s*([^=;]*?)\s*(?:[=;]|$)/, text)?.[1] ?? '';

const allows = (kind: number, name: string): boolean => {
  const purpose = name === cookie ? undefined : find(kind, name);
  if (purpose !== undefined && isGranted(purpose)) return true;
  if (!told[name]) console.info(`hallpass: "${name}" was not stored (${purpose ?? 'not in the policy'})`);
  told[name] = true;
  return false;
};

/** Text is made once: what is judged is what is written. */
const allowsFirst = (args: unknown[]): boolean => args.length === 0 || allows(nameKind.localStorage, args[0] = `${args[0] as string}`);
const { setItem } = Storage.prototype;

/** Property writes are storage too. */
const proxyOf = (storage: Storage): Storage => {
  const write = (key: string | symbol, value: unknown): true => {
    if (allows(nameKind.localStorage, String(key))) apply(setItem as Native, storage, [key, value]);
    return true;
  };
  const proxy = proxies.get(storage) ?? new NativeProxy(storage, {
    get: (target, key) => target[key as keyof Storage] as unknown,
    set: (_, key, value) => write(key, value),
    defineProperty: (_, key, { value }) => write(key, value),
  });
  proxies.set(storage, proxy);
  storages.set(proxy, storage);
  return proxy;
};

export const guardStorage = (scope: Scope): void => {
  patch(scope, 'Document.cookie', (next, _, args) => {
    if (allows(nameKind.cookie, nameOf(args[0] = `${args[0] as string}`))) next();
  }, 'set');
  patch(scope, 'Storage.getItem removeItem clear key', (next, self) => next(storages.get(self)));
  patch(scope, 'Storage.length', (next, self) => next(storages.get(self)), 'get');
  patch(scope, 'Storage.setItem', (next, self, args) => args.length < 2 || allowsFirst(args) ? next(storages.get(self)) : undefined);
  patch(scope, 'localStorage sessionStorage', (next) => proxyOf(next() as Storage), 'get');
  patch(scope, 'StorageEvent.storageArea', (next) => {
    const storage = next() as Storage | null;
    return storage && proxyOf(storage);
  }, 'get');
  patch(scope, 'name', (next) => allows(nameKind.localStorage, 'window.name') ? next() : undefined, 'set');
  const refused = (): DOMException => new scope.DOMException('Access is denied for this document.', 'SecurityError');
  patch(scope, 'IDBFactory.open', (next, _, args) => {
    if (!allowsFirst(args)) throw refused();
    return next();
  });
  patch(scope, 'CacheStorage.open', (next, _, args) => allowsFirst(args) ? next() : NativePromise.reject(refused()));
  patch(scope, 'CookieStore.set delete', (next, _, args) => {
    const first = args[0] as { readonly name?: unknown } | string;
    const name = `${(typeof first === 'object' ? first.name : first) as string}`;
    args[0] = typeof first === 'object' ? { ...first, name } : name;
    return allows(nameKind.cookie, name) ? next() : NativePromise.resolve();
  });
};
