// The decision module across its one crossing: a packed request, a packed answer (wasm/gate/gate.h).
import type { Outcomes, PurposeOutcome, PurposeState, Prompt, Reason } from './api.ts';
import { uncurry } from './natives.ts';

const messageSize = 8192;
const noPurpose = 254;
const noIndex = 255;
const states: readonly PurposeState[] = ['denied', 'granted', 'forbidden'];
const reasons: readonly Reason[] = ['no_policy', 'audience_bars', 'under_age', 'strictly_necessary', 'gpc', 'dnt',
  'visitor_granted', 'visitor_denied', 'default_denied', 'default_granted'];
const prompts: readonly Prompt[] = ['none', 'ask', 'notice'];

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly hallpass_gate_space: () => number;
  readonly hallpass_gate_open: (size: number) => number;
  readonly hallpass_gate_decide: (size: number) => number;
  readonly hallpass_gate_find: (kind: number, size: number) => number;
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
  /** Bit n: purpose n, clicked just now; the record then does not count. */
  readonly granted?: number;
}

export interface Answer {
  readonly outcomes: Outcomes;
  readonly prompt: Prompt;
  readonly gpc: boolean;
  readonly dnt: boolean;
  /** Bit n: the n-th Google consent type. */
  readonly consentTypes: number;
  readonly doNotSellLink: boolean;
  /** All that a technology serves is granted. */
  readonly everything: boolean;
  /** The record to store after a click; else ''. */
  readonly record: string;
}

export interface GateModule {
  readonly decide: (request: Request) => Answer;
  /** The id of the purpose that declares the name; '' for a host that needs none; or undefined. */
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
export const openModule = (wasm: BufferSource, image: Uint8Array, purposes: readonly string[]): GateModule => {
  const exports = new WebAssembly.Instance(new WebAssembly.Module(wasm)).exports as unknown as Exports;
  const { buffer } = exports.memory;
  const space = exports.hallpass_gate_space();
  const bytes = new Uint8Array(buffer, space);
  const now = new Float64Array(buffer, space, 1);
  const clicked = new Uint32Array(buffer, space + 12, 1);
  bytes.set(image, messageSize);
  if (exports.hallpass_gate_open(image.length) !== purposes.length || purposes.length === 0) throw new Error('broken image');
  const byte = (at: number): number => bytes[at] ?? 0;
  /** The place after the text, which is ASCII (anything else matches no name); messageSize + 1, which no request may have, when it does not fit. */
  const write = (text: string, at: number): number => {
    if (text.length > messageSize - at) return messageSize + 1;
    for (let index = 0; index < text.length; ++index) {
      const code = charCode(text, index);
      bytes[at + index] = code < 128 ? code : 0;
    }
    return at + text.length;
  };
  return {
    decide({ now: time, gpc, dnt, age, authorised, granted, region, audience, record }) {
      now[0] = time;
      bytes[8] = gpc;
      bytes[9] = dnt ? charCode(dnt, 0) : 0;
      bytes[10] = age;
      bytes[11] = Number(authorised) + (granted === undefined ? 0 : 2);
      clicked[0] = granted ?? 0;
      bytes[16] = region.length;
      bytes[17] = audience.length;
      bytes[18] = record.length;
      bytes[19] = record.length >> 8;
      const end = exports.hallpass_gate_decide(write(record, write(audience, write(region, 20))));
      if (byte(0) !== purposes.length) throw new Error('no decision');
      const outcomes = { __proto__: null } as unknown as Record<string, PurposeOutcome>;
      for (let index = 0; index < purposes.length; ++index) {
        outcomes[purposes[index] ?? ''] = freeze({
          state: states[byte(8 + 2 * index)] ?? 'denied',
          reason: reasons[byte(9 + 2 * index)] ?? 'no_policy',
        });
      }
      let text = '';
      for (let at = end - byte(6) - 256 * byte(7); at < end; ++at) text += fromCharCode(byte(at));
      return {
        outcomes: freeze(outcomes),
        prompt: prompts[byte(1)] ?? 'ask',
        gpc: (byte(2) & 1) > 0,
        dnt: (byte(2) & 2) > 0,
        consentTypes: byte(3),
        doNotSellLink: (byte(4) & 4) > 0,
        everything: byte(5) > 0,
        record: text,
      };
    },
    find(kind, name) {
      const index = exports.hallpass_gate_find(kind, write(name, 0));
      return index === noPurpose ? '' : index === noIndex ? undefined : purposes[index];
    },
  };
};
