// Natives as they were when this script started: what a page changes later changes nothing that is called through these.

/** The native as a plain function whose first argument is its `this`. */
export const uncurry = <Self, Args extends unknown[], Result>(native: (this: Self, ...args: Args) => Result): ((self: Self, ...args: Args) => Result) =>
  Function.prototype.call.bind(native) as never;

const half = (prototype: object, key: PropertyKey, part: 'get' | 'set') => uncurry(Object.getOwnPropertyDescriptor(prototype, key)?.[part] as never) as never;

export const getter = <Self extends object, Key extends keyof Self>(prototype: Self, key: Key): ((self: Self) => Self[Key]) => half(prototype, key, 'get');

export const setter = <Self extends object, Key extends keyof Self>(prototype: Self, key: Key): ((self: Self, value: Self[Key]) => void) => half(prototype, key, 'set');

export const exec = uncurry(RegExp.prototype.exec);

/** RegExp's own test would ask the page's RegExp.prototype.exec. */
export const fits = (pattern: RegExp, text: string): boolean => exec(pattern, text) !== null;

const slice = uncurry(String.prototype.slice);

/** The text without what the global pattern finds (its group, or else all of it) and `test` does not let stand. */
export const cut = (pattern: RegExp, text: string, test: (found: string) => boolean): string => {
  let rest = '';
  let at = 0;
  pattern.lastIndex = 0;
  for (let found = exec(pattern, text); found; found = exec(pattern, text)) {
    if (test(found[1] ?? found[0])) continue;
    rest += slice(text, at, found.index);
    at = pattern.lastIndex;
  }
  return rest + slice(text, at);
};

export const every = (pattern: RegExp, text: string, test: (found: string) => boolean): boolean => cut(pattern, text, test) === text;

type Native<Type, Name> = Name extends `<${infer Key extends keyof Type & string}` ? (self: Type) => Type[Key]
  : Name extends `>${infer Key extends keyof Type & string}` ? (self: Type, value: Type[Key]) => void
    : Type[Name & keyof Type] extends (...args: infer Args) => infer Result ? (self: Type, ...args: Args) => Result : never;
type Natives<Type, Names extends string> = Names extends `${infer Name} ${infer Rest}` ? [Native<Type, Name>, ...Natives<Type, Rest>] : [Native<Type, Names>];

/** Several of one class, each by its name: 'method', '<getter', '>setter'. */
export const natives = <Type, const Names extends string>({ prototype }: { readonly prototype: Type }, names: Names): Natives<Type, Names> =>
  names.split(' ').map((name) => {
    const [, part, key] = exec(/([<>]?)(.*)/, name) as unknown as [string, string, string];
    // One that an older browser does not have throws when it is called.
    const { value, get, set } = (Object.getOwnPropertyDescriptor(prototype, key) ?? {}) as PropertyDescriptor & { readonly value: never };
    return uncurry((part === '<' ? get : part ? set : value) as never);
  }) as never;

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
