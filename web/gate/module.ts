// The decision module across its one crossing: a packed request, a packed answer (wasm/gate/gate.h).
import type { Outcomes, PurposeOutcome, PurposeState, Prompt, Reason } from './api.ts';
import { refusedVendor } from './name-kind.ts';
import { uncurry } from './natives.ts';

const answerAt = 4096;
const imageAt = 8192;
const noPurpose = 254;
const noIndex = 255;
const states = 'denied granted forbidden'.split(' ') as PurposeState[];
const reasons = ('no_policy audience_bars under_age strictly_necessary gpc dnt visitor_granted visitor_denied '
  + 'default_denied default_granted').split(' ') as Reason[];
const prompts = 'none ask notice'.split(' ') as Prompt[];

/** What the module is to its caller: an instance of gate.wasm, or what wasm2js makes of it. */
export interface GateExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly space: () => number;
  readonly open: (size: number) => number;
  readonly decide: (size: number) => number;
  readonly choose: (size: number) => number;
  readonly find: (kind: number, size: number) => number;
}

export interface Request {
  readonly now: number;
  /** 0 unknown, 1 off, 2 on. */
  readonly gpc: number;
  /** As the browser gives it; '' for none. */
  readonly dnt: string;
  /** Years; 255 unknown. */
  readonly age: number;
  readonly authorised: boolean;
  readonly region: string;
  readonly audience: string;
  readonly record: string;
}

export interface Answer {
  readonly outcomes: Outcomes;
  readonly prompt: Prompt;
  readonly gpc: boolean;
  readonly dnt: boolean;
  /** Bit n: the n-th Google consent type. */
  readonly consentTypes: number;
  readonly doNotSellLink: boolean;
  /** All that a technology serves is granted, and no vendor refused. */
  readonly everything: boolean;
}

export interface GateModule {
  readonly decide: (request: Request) => Answer;
  /** The record of a click, to be stored. `granted`: bit n, purpose n; `refused`: ids of vendors with blanks between. */
  readonly choose: (request: Omit<Request, 'record'>, granted: number, refused: string) => string;
  /**
   * The id of the purpose that declares the name; '' for a host that needs none; refusedVendor where the record of the last
   * decision refuses who stands behind it; or undefined.
   */
  readonly find: (kind: number, name: string) => string | undefined;
}

export const fromHex = (hex: string): Uint8Array<ArrayBuffer> =>
  (Uint8Array as { fromHex?: (text: string) => Uint8Array<ArrayBuffer> }).fromHex?.(hex) ?? Uint8Array.from({ length: hex.length / 2 }, (_, index) => parseInt(hex.substr(index * 2, 2), 16));

const charCode = uncurry(String.prototype.charCodeAt);
const { fromCharCode } = String;
const { freeze } = Object;

/**
 * Throws when the module does not start or the image is not whole: the caller stays closed.
 * Reads and writes memory by index alone, so that nothing of the page's can come between.
 */
export const openModule = (code: BufferSource | GateExports, image: Uint8Array, purposes: readonly string[]): GateModule => {
  const { memory, space, open, decide, choose, find } = 'memory' in code ? code : new WebAssembly.Instance(new WebAssembly.Module(code)).exports as unknown as GateExports;
  const { buffer } = memory;
  const start = space();
  const bytes = new Uint8Array(buffer, start);
  const clock = new Float64Array(buffer, start, 1);
  const clicked = new Uint32Array(buffer, start + 12, 1);
  bytes.set(image, imageAt);
  if (open(image.length) !== purposes.length || purposes.length === 0) throw new Error('broken image');
  const byte = (at: number): number => bytes[answerAt + at] ?? 0;
  /** The place after the text, which is ASCII (anything else matches no name); too large a one when it does not fit. */
  const write = (text: string, at: number, end = answerAt): number => {
    if (text.length > end - at) return end + 1;
    for (let index = 0; index < text.length; ++index) {
      const code = charCode(text, index);
      bytes[at + index] = code < 128 ? code : 0;
    }
    return at + text.length;
  };
  const ask = ({ now, gpc, dnt, age, authorised, region, audience }: Omit<Request, 'record'>, text: string, granted = 0): number => {
    clock[0] = now;
    clicked[0] = granted;
    bytes[8] = gpc;
    bytes[9] = dnt ? charCode(dnt, 0) : 0;
    bytes[10] = age;
    bytes[11] = Number(authorised);
    bytes[16] = region.length;
    bytes[17] = audience.length;
    bytes[18] = text.length;
    bytes[19] = text.length >> 8;
    return write(text, write(audience, write(region, 20)));
  };
  return {
    decide(request) {
      if (decide(ask(request, request.record)) !== purposes.length) throw new Error('no decision');
      const outcomes = { __proto__: null } as unknown as Record<string, PurposeOutcome>;
      for (let index = 0; index < purposes.length; ++index) {
        outcomes[purposes[index] ?? ''] = freeze({
          state: states[byte(6 + 2 * index)] ?? 'denied',
          reason: reasons[byte(7 + 2 * index)] ?? 'no_policy',
        });
      }
      return {
        outcomes: freeze(outcomes),
        prompt: prompts[byte(0)] ?? 'ask',
        gpc: (byte(1) & 1) > 0,
        dnt: (byte(1) & 2) > 0,
        consentTypes: byte(2),
        doNotSellLink: (byte(3) & 4) > 0,
        everything: byte(4) > 0,
      };
    },
    choose(request, granted, refused) {
      const size = choose(ask(request, refused, granted));
      let record = '';
      for (let at = 0; at < size; ++at) record += fromCharCode(byte(at));
      return record;
    },
    find(kind, name) {
      const index = find(kind, write(name, answerAt, imageAt) - answerAt);
      return index === noPurpose ? '' : index === noIndex ? undefined : purposes[index] ?? refusedVendor;
    },
  };
};
