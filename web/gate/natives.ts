// Natives as they were when this script started: what a page changes later changes nothing that is called through these.

/** The native as a plain function whose first argument is its `this`. */
export const uncurry = <Self, Args extends unknown[], Result>(native: (this: Self, ...args: Args) => Result): ((self: Self, ...args: Args) => Result) =>
  Function.prototype.call.bind(native) as never;

const half = (prototype: object, key: PropertyKey, part: 'get' | 'set') => uncurry(Object.getOwnPropertyDescriptor(prototype, key)?.[part] as never) as never;

export const getter = <Self extends object, Key extends keyof Self>(prototype: Self, key: Key): ((self: Self) => Self[Key]) => half(prototype, key, 'get');

export const setter = <Self extends object, Key extends keyof Self>(prototype: Self, key: Key): ((self: Self, value: Self[Key]) => void) => half(prototype, key, 'set');

const exec = uncurry(RegExp.prototype.exec);

/** RegExp's own test would ask the page's RegExp.prototype.exec. */
export const fits = (pattern: RegExp, text: string): boolean => exec(pattern, text) !== null;

/** False as soon as `test` is, of what the global pattern's group, or else all of it, finds. */
export const every = (pattern: RegExp, text: string, test: (found: string) => boolean): boolean => {
  pattern.lastIndex = 0;
  for (let found = exec(pattern, text); found; found = exec(pattern, text)) if (!test(found[1] ?? found[0])) return false;
  return true;
};

/** Not by length, which of a NodeList is the page's to change. */
export const each = <T>(list: ArrayLike<T>, visit: (item: T) => void): void => {
  for (let index = 0; index in list; ++index) visit(list[index] as T);
};

const recall = uncurry(WeakMap.prototype.get as (this: WeakMap<object, unknown>, key: object) => unknown);
const remember = uncurry(WeakMap.prototype.set as (this: WeakMap<object, unknown>, key: object, value: unknown) => unknown);

/** A WeakMap whose methods the page cannot replace; anything but an object has nothing in it. */
export class Table<Key extends object, Value> {
  readonly #map = new WeakMap<object, unknown>();
  get(key: unknown): Value | undefined {
    return recall(this.#map, key as object) as Value | undefined;
  }
  set(key: Key, value: Value | undefined): void {
    remember(this.#map, key, value);
  }
}
