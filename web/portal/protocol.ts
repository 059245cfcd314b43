/**
 * The crossing between the portal's module and the page, as portal/surface/protocol.hpp and portal/app/codec.hpp say it.
 */
import type { Language } from './languages.ts';
import type { ClockChange } from './wall-clock.ts';

/** The element of every role, in the order of portal/surface/roles.inc. */
export const roles = [
  ['root', 'div'], ['banner', 'header'], ['nav', 'nav'], ['main', 'main'], ['contentinfo', 'footer'],
  ['section', 'section'], ['form', 'form'], ['actions', 'div'], ['dialog', 'dialog'], ['heading1', 'h1'],
  ['heading2', 'h2'], ['heading3', 'h3'], ['heading4', 'h4'], ['heading5', 'h5'], ['heading6', 'h6'],
  ['paragraph', 'p'], ['text', 'span'], ['strong', 'strong'], ['time', 'time'], ['badge', 'span'], ['notice', 'div'],
  ['progress', 'progress'], ['bullets', 'ul'], ['numbered', 'ol'], ['listitem', 'li'], ['facts', 'dl'],
  ['fact', 'div'], ['fact_name', 'dt'], ['fact_value', 'dd'], ['table', 'table'], ['caption', 'caption'],
  ['table_head', 'thead'], ['table_body', 'tbody'], ['row', 'tr'], ['column_header', 'th'], ['row_header', 'th'],
  ['cell', 'td'], ['button', 'button'], ['link', 'a'], ['field', 'div'], ['label', 'label'], ['help', 'p'],
  ['error', 'p'], ['textbox', 'input'], ['textarea', 'textarea'], ['file', 'input'], ['checkbox', 'input'],
  ['radio', 'input'], ['fieldset', 'fieldset'], ['legend', 'legend'], ['select', 'select'], ['option', 'option'],
  ['disclosure', 'div'], ['image', 'img'],
] as const;
export type Role = (typeof roles)[number][0];

/** The name of every attribute, in the order of portal/surface/attributes.inc. */
export const attributes = [
  'value', 'checked', 'selected', 'open', 'data-look', 'data-column', 'type', 'name', 'href', 'autocomplete',
  'accept', 'max', 'required', 'datetime', 'for', 'scope', 'tabindex', 'role', 'aria-label', 'aria-labelledby',
  'aria-describedby', 'aria-controls', 'aria-expanded', 'aria-current', 'aria-disabled', 'aria-invalid', 'lang',
  'src', 'alt',
] as const;
export type AttributeName = (typeof attributes)[number];

export const instruction = { create: 1, text: 2, attribute: 3, clear: 4, remove: 5, place: 6, rect: 7 } as const;

/** Reads a little-endian buffer of the module from its start to its end. */
export class Reader {
  readonly #view: DataView;
  #at = 0;
  /** A byte order mark is part of its text: a spreadsheet needs the one of its file. */
  static readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  constructor(bytes: Uint8Array) { this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength); }

  get atEnd(): boolean { return this.#at >= this.#view.byteLength; }
  u8(): number { return this.#view.getUint8(this.#at++); }
  u32(): number { this.#at += 4; return this.#view.getUint32(this.#at - 4, true); }
  f32(): number { this.#at += 4; return this.#view.getFloat32(this.#at - 4, true); }
  i64(): number { this.#at += 8; return Number(this.#view.getBigInt64(this.#at - 8, true)); }
  text(): string {
    const size = this.u32();
    this.#at += size;
    return Reader.#decoder.decode(new Uint8Array(this.#view.buffer, this.#view.byteOffset + this.#at - size, size));
  }
}

/** Packs one event: its kind is its place in Event::what (portal/model/event.hpp). */
export class Writer {
  #bytes = new Uint8Array(256);
  #size = 0;
  static readonly #encoder = new TextEncoder();

  #take(size: number): DataView {
    if (this.#size + size > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#size + size));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#size += size;
    return new DataView(this.#bytes.buffer, this.#size - size, size);
  }
  u8(value: number): this { this.#take(1).setUint8(0, value); return this; }
  u32(value: number): this { this.#take(4).setUint32(0, value, true); return this; }
  i64(value: number): this { this.#take(8).setBigInt64(0, BigInt(Math.trunc(value)), true); return this; }
  text(value: string): this { return this.bytes(Writer.#encoder.encode(value)); }
  bytes(value: Uint8Array): this {
    this.u32(value.length).#take(value.length);
    this.#bytes.set(value, this.#size - value.length);
    return this;
  }
  get packed(): Uint8Array { return this.#bytes.subarray(0, this.#size); }
}

export type View = 'canvas' | 'plain';
const viewCode = (view: View): number => view === 'canvas' ? 0 : 1;

/** One function an event, in the order of Event::what. `node` is an element's number. */
export const event = {
  started: (language: Language, languages: readonly (readonly [tag: string, name: string])[], clock: readonly ClockChange[], view: View,
    draft: string, logo: string): Writer => {
    const writer = putLanguage(begin(0), language).u32(languages.length);
    for (const [tag, name] of languages) writer.text(tag).text(name);
    writer.u32(clock.length);
    for (const { fromMs, utcOffsetMinutes } of clock) writer.i64(fromMs).u32(utcOffsetMinutes >>> 0);
    return writer.u8(viewCode(view)).text(draft).text(logo);
  },
  signedIn: (expiresAtMs: number): Writer => begin(1).i64(expiresAtMs),
  signInFailed: (code: string): Writer => begin(2).text(code),
  clicked: (node: number): Writer => begin(3).u32(node),
  changed: (node: number, text: string): Writer => begin(4).u32(node).text(text),
  fileChosen: (node: number, name: string, bytes: number): Writer => begin(5).u32(node).text(name).i64(bytes),
  dismissed: (node: number): Writer => begin(6).u32(node),
  answered: (id: number, status: number, body: Uint8Array): Writer => begin(7).u32(id).u32(status >>> 0).bytes(body),
  uploaded: (id: number, sent: number, total: number): Writer => begin(8).u32(id).i64(sent).i64(total),
  viewChanged: (view: View): Writer => begin(9).u8(viewCode(view)),
  pageRecalled: (page: number): Writer => begin(10).u32(page),
  woke: (): Writer => begin(11),
  languageLoaded: (language: Language): Writer => putLanguage(begin(12), language),
  languageMissed: (tag: string): Writer => begin(13).text(tag),
};
const begin = (kind: number): Writer => new Writer().i64(Date.now()).u8(kind);

const putLanguage = (writer: Writer, { tag, texts, calendar, plurals }: Language): Writer => {
  writer.text(tag).u32(texts.length);
  for (const text of texts) writer.text(text);
  for (const month of calendar.months) writer.text(month);
  return writer.text(calendar.date).text(calendar.dateTime).text(calendar.am).text(calendar.pm)
    .u8(calendar.twelveHours ? 1 : 0).u8(calendar.twoDigitHours ? 1 : 0).text(plurals);
};

/** What the model wants done (portal/model/effect.hpp), in the order of its variant. */
export type Effect =
  | { readonly kind: 'http'; readonly id: number; readonly method: 'GET' | 'POST'; readonly path: string; readonly body: string;
      readonly authorization: 'public' | 'bearer'; readonly once: string; readonly unlessChanged: string }
  | { readonly kind: 'signIn' }
  | { readonly kind: 'signOut' }
  | { readonly kind: 'upload'; readonly id: number; readonly field: string; readonly path: string }
  | { readonly kind: 'download'; readonly id: number; readonly path: string; readonly fileName: string }
  | { readonly kind: 'announce'; readonly text: string; readonly urgency: 'polite' | 'assertive' }
  | { readonly kind: 'focus'; readonly node: number }
  | { readonly kind: 'page'; readonly page: number; readonly title: string; readonly replace: boolean }
  | { readonly kind: 'language'; readonly tag: string }
  | { readonly kind: 'view'; readonly view: View }
  | { readonly kind: 'draft'; readonly text: string }
  | { readonly kind: 'wake'; readonly atMs: number }
  | { readonly kind: 'copy'; readonly id: number; readonly fileName: string; readonly mediaType: string; readonly text: string;
      readonly passphrase: string }
  | { readonly kind: 'loadLanguage'; readonly tag: string };

const readers: readonly ((r: Reader) => Effect)[] = [
  (r) => ({ kind: 'http', id: r.u32(), method: r.u8() === 0 ? 'GET' : 'POST', path: r.text(), body: r.text(),
    authorization: r.u8() === 0 ? 'public' : 'bearer', once: r.text(), unlessChanged: r.text() }),
  () => ({ kind: 'signIn' }),
  () => ({ kind: 'signOut' }),
  (r) => ({ kind: 'upload', id: r.u32(), field: r.text(), path: r.text() }),
  (r) => ({ kind: 'download', id: r.u32(), path: r.text(), fileName: r.text() }),
  (r) => ({ kind: 'announce', text: r.text(), urgency: r.u8() === 0 ? 'polite' : 'assertive' }),
  (r) => ({ kind: 'focus', node: r.u32() }),
  (r) => ({ kind: 'page', page: r.u32(), title: r.text(), replace: r.u8() === 1 }),
  (r) => ({ kind: 'language', tag: r.text() }),
  (r) => ({ kind: 'view', view: r.u8() === 0 ? 'canvas' : 'plain' }),
  (r) => ({ kind: 'draft', text: r.text() }),
  (r) => ({ kind: 'wake', atMs: r.i64() }),
  (r) => ({ kind: 'copy', id: r.u32(), fileName: r.text(), mediaType: r.text(), text: r.text(), passphrase: r.text() }),
  (r) => ({ kind: 'loadLanguage', tag: r.text() }),
];

export const readEffects = (bytes: Uint8Array): Effect[] => {
  const reader = new Reader(bytes);
  const effects: Effect[] = [];
  while (!reader.atEnd) {
    const read = readers[reader.u8()];
    if (read === undefined) throw new Error('unknown effect');
    effects.push(read(reader));
  }
  return effects;
};
