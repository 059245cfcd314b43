// What scripts ask for themselves. Until the visitor has chosen it waits, then it goes out, in its order; refused, it
// fails as it would without a network.
import { attempt } from '../attempt.ts';
import { each, fits, natives, Table } from '../natives.ts';
import { NativePromise, NativeProxy } from './dom.ts';
import { judge } from './judge.ts';
import { apply, define, patch, patchClass, type Handler, type Native } from './patch.ts';
import type { Scope } from './port.ts';
import { ask, hold } from './queue.ts';
import { isTextAllowed, onlyAllowed } from './texts.ts';

const [urlOf] = natives(Request, '<url');

/** The address of fetch's first argument; text is made once. */
const addressIn = (args: unknown[]): string => attempt(() => urlOf(args[0] as Request), undefined) ?? (args[0] = `${args[0] as string}`);

/** Stands in for what a constructor would have made: keeps what is done to it for the real one. */
const standIn = (create: () => object, address: string, runs: boolean, native: Native): object => {
  const done: [key: string, value: unknown, args?: unknown[]][] = [];
  let real: Record<string, unknown> | undefined;
  // An accessor throws.
  const isMethod = (key: string): boolean => attempt(() => typeof native.prototype[key] === 'function', false);
  const it = new NativeProxy(Object.create(native.prototype as object) as Record<string, unknown>, {
    get: (target, key: string) => isMethod(key) ? (...args: unknown[]) => real ? apply(real[key] as Native, real, args) : void (done[done.length] = [key, 0, args])
      : (real ?? target)[key],
    set(target, key: string, value) {
      define(target, key, { value, configurable: true, writable: true });
      if (real) real[key] = value;
      else done[done.length] = [key, value];
      return true;
    },
  });
  hold(() => judge(address, runs), () => {
    const made = real = create() as Record<string, unknown>;
    each(done, (one) => {
      if (one[2]) apply(made[one[0]] as Native, made, one[2]);
      else made[one[0]] = one[1];
    });
  }, () => each(done, (one) => {
    const listener = one[0] === 'onerror' ? one[1] : one[2]?.[0] === 'error' ? one[2][1] : undefined;
    if (typeof listener === 'function') apply(listener, it, [new Event('error')]);
  }));
  return it;
};

export const guardRequests = (scope: Scope): void => {
  /** A promise like the native's, kept or broken later. */
  const later = (next: () => unknown, address: string, runs: boolean): unknown => judge(address, runs) ? next() : new NativePromise((resolve, reject) =>
    hold(() => judge(address, runs), () => resolve(next()), () => reject(new scope.TypeError('Failed to fetch'))));
  const fetching: Handler = (next, _, args, key) => later(next, addressIn(args), key === 'addModule');
  patch(scope, 'fetch fetchLater', fetching);
  patch(scope, 'Worklet.addModule', fetching);
  // A service worker stays, and nothing here sees what it does: like every address without a host of its own. The gate's own
  // is nobody else's to end.
  patch(scope, 'ServiceWorkerContainer ServiceWorkerRegistration StorageManager.register unregister getDirectory', (next) => later(next, 'data:', true));

  const opened = new Table<object, { readonly address: string; readonly isSync: boolean }>();
  patch(scope, 'XMLHttpRequest.open', (next, self, args) => {
    const address = args[1] = `${args[1] as string}`;
    next();
    opened.set(self as object, { address, isSync: args.length > 2 && !args[2] });
  });
  patch(scope, 'XMLHttpRequest.abort', (next, self) => {
    next();
    opened.set(self as object, undefined);
  });
  patch(scope, 'XMLHttpRequest.send', (next, self) => {
    const open = opened.get(self);
    if (!open || judge(open.address)) return next();
    if (open.isSync) throw new scope.DOMException(`Failed to load '${open.address}'.`, 'NetworkError');
    const isWanted = (): boolean => opened.get(self) === open;
    return ask(open.address, () => isWanted() && next(), () => {
      if (!isWanted()) return;
      define(self as object, 'readyState', { value: 4, configurable: true });
      each(['readystatechange', 'error', 'loadend'], (type) => (self as XMLHttpRequest).dispatchEvent(new ProgressEvent(type)));
    });
  });

  patch(scope, 'Navigator.sendBeacon', (next, _, args) => ask(addressIn(args), next, () => undefined) ?? true);

  patchClass(scope, 'EventSource WebSocket WebTransport Worker SharedWorker', (create, args, native) => {
    const runs = fits(/Worker/, native.name);
    // Typed values stay what they are; their text cannot change.
    const address = `${args[0] as string}`;
    return judge(address, runs) ? create() : standIn(create, address, runs, native);
  });
  // A peer connection works without the servers that may not be asked.
  const settings = (args: unknown[]): void => {
    const given = args[0] as { iceServers?: unknown } | undefined;
    if (given) args[0] = { ...given, iceServers: onlyAllowed(given.iceServers) };
  };
  patchClass(scope, 'RTCPeerConnection webkitRTCPeerConnection', (create, args) => (settings(args), create()));
  patch(scope, 'RTCPeerConnection.setConfiguration', (next, _, args) => (settings(args), next()));
  patchClass(scope, 'PaymentRequest', (create, args) => {
    args[0] = onlyAllowed(args[0]);
    return create();
  });
  // Code that imports what may not be asked for is no module, and such a style sheet none.
  patchClass(scope, 'Blob', (create, args) => {
    const options = args[1] as BlobPropertyBag | undefined;
    const type = `${options?.type as string}`;
    const kind = fits(/css/i, type) ? 'style' : fits(/script/i, type) ? 'module' : '';
    if (kind) {
      let text = '';
      each(args[0] as ArrayLike<unknown>, (part) => {
        if (typeof part === 'string') text += part;
      });
      args[1] = { ...options, type: isTextAllowed(kind, text) ? type : '' };
    }
    return create();
  });
};
