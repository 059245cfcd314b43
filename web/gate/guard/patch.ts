// Replacing a native so that a page cannot tell: same name, length and descriptor, same errors for a wrong `this`
// or wrong arguments (the native itself raises them), and the native's own text from toString.
import { each, Table } from '../natives.ts';
import type { Scope } from './port.ts';

// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type
export type Native = Function;
/** `next` is the native with `args` as they are by then, on `self` or on what it is given. */
export type Handler = (next: (self?: unknown) => unknown, self: unknown, args: unknown[], key: string) => unknown;

export const { apply, construct, defineProperty: define, getOwnPropertyDescriptor: describe } = Reflect;
const natives = new Table<Native, Native>();

/** By path, types and keys: each is taken apart in the head, before a page can replace what does it. */
const parts: Record<string, readonly (readonly string[])[]> = { __proto__: null } as never;
const partsOf = (path: string): readonly (readonly string[])[] => parts[path] ??= path.split('.').map((part) => part.split(' '));

/**
 * Replaces methods, or with `part` an accessor's half; does nothing where the browser has none.
 * `path`: 'fetch' is the scope's own, 'Node Element.append remove' are both methods of both prototypes.
 */
export const patch = (scope: Scope, path: string, handler: Handler, part: 'value' | 'get' | 'set' = 'value'): void => {
  const [first, second] = partsOf(path) as [readonly string[], (readonly string[])?];
  const replace = (target: object | undefined): void => target && each(second ?? first, (key) => {
    const descriptor = describe(target, key);
    const native = descriptor?.[part] as Native | undefined;
    if (!descriptor || !native) return;
    const { name, length } = native;
    // A shorthand method: like a native it has no prototype and is no constructor.
    const patched = { [name](this: unknown, ...args: unknown[]) { return handler((self = this) => apply(native, self, args), this, args, key); } }[name] as Native;
    if (length) define(patched, 'length', { value: length, configurable: true });
    natives.set(patched, native);
    descriptor[part] = patched as never;
    define(target, key, descriptor);
  });
  if (second) each(first, (type) => replace((scope as unknown as Record<string, { prototype: object } | undefined>)[type]?.prototype));
  else replace(scope);
};

/** `create` is the native's own construction with `args` as they are by then. */
export const patchClass = (scope: Scope, names: string, make: (create: () => object, args: unknown[], native: Native) => object): void => each(partsOf(names)[0] as readonly string[], (name) => {
  const found = describe(scope, name);
  const native = found?.value as Native | undefined;
  if (!native) return;
  const patched: Native = new Proxy(native, {
    construct: (_, args, target) => make(() => construct(native, args, target === patched ? native : target), args, native),
  });
  natives.set(patched, native);
  define(scope, name, { ...found, value: patched });
  define(native.prototype, 'constructor', { value: patched, writable: true, configurable: true });
});

export const maskText = (scope: Scope): void => patch(scope, 'Function.toString', (next, self) => next(natives.get(self) ?? self));
