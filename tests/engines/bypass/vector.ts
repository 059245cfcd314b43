// A way around a consent gate for a script that already runs in the page. Bundled into the page that tries it, so it
// names nothing of node's. What it throws, or a promise it never keeps, only means that it did not get through.

/** `url` is on the tracker's origin, its last part the vector's own name; `port` one that nobody else knows. */
export type Vector = (url: string, port: number) => unknown;
export type Vectors = Readonly<Record<string, Vector>>;

export const body = (): HTMLElement => document.body;

export const make = <K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Readonly<Record<string, string>> = {}): HTMLElementTagNameMap[K] => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};

export const add = <T extends Node>(node: T, parent: Node = body()): T => parent.appendChild(node);

/** A new realm, whose natives nobody has touched unless the gate has been quick. */
export const realm = (): Window & typeof globalThis => {
  const { contentWindow } = add(make('iframe'));
  return contentWindow as Window & typeof globalThis;
};

/** The same markup in a document where nothing loads. */
export const parsed = (markup: string): Element => {
  const { body: { firstElementChild } } = new DOMParser().parseFromString(markup, 'text/html');
  return firstElementChild as Element;
};

export const later = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

export const blobUrl = (text: string, type: string): string => URL.createObjectURL(new Blob([text], { type }));
