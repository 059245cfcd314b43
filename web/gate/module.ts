// The decision module across its one crossing: a packed request, a packed answer (wasm/gate/gate.h).
import type { Outcomes, PurposeState, Prompt, Reason } from './api.ts';

const messageSize = 8192;
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
  /** The record to store after a click; else ''. */
  readonly record: string;
}

export const nameKind = { cookie: 0, localStorage: 1, host: 2, purpose: 255 } as const;

export interface GateModule {
  readonly decide: (request: Request) => Answer;
  /** The id of the purpose that declares the name, or undefined. */
  readonly find: (kind: number, name: string) => string | undefined;
}

export const fromHex = (hex: string): Uint8Array<ArrayBuffer> =>
  (Uint8Array as { fromHex?: (text: string) => Uint8Array<ArrayBuffer> }).fromHex?.(hex) ?? Uint8Array.from({ length: hex.length / 2 }, (_, index) => parseInt(hex.substr(index * 2, 2), 16));

/** Throws when the module does not start or the image is not whole: the caller stays closed. */
export const openModule = (wasm: BufferSource, image: Uint8Array, purposes: readonly string[]): GateModule => {
  const exports = new WebAssembly.Instance(new WebAssembly.Module(wasm)).exports as unknown as Exports;
  const space = exports.hallpass_gate_space();
  const bytes = new Uint8Array(exports.memory.buffer, space);
  const view = new DataView(exports.memory.buffer, space, messageSize);
  bytes.set(image, messageSize);
  if (exports.hallpass_gate_open(image.length) !== purposes.length || purposes.length === 0) throw new Error('broken image');
  const encoder = new TextEncoder();
  /** The bytes written; messageSize, which no request may have, when they do not fit. */
  const write = (text: string, at: number): number => {
    if (text === '') return 0;
    const { read, written } = encoder.encodeInto(text, bytes.subarray(at, messageSize));
    return read === text.length ? written : messageSize;
  };
  return {
    decide(request) {
      view.setFloat64(0, request.now, true);
      view.setUint32(8, 0, true);
      view.setUint8(8, request.gpc);
      write(request.dnt.slice(0, 1), 9);
      view.setUint8(10, request.age);
      view.setUint8(11, Number(request.authorised) + (request.granted === undefined ? 0 : 2));
      view.setUint32(12, request.granted ?? 0, true);
      let size = 20;
      const texts = [request.region, request.audience, request.record].map((text) => {
        const written = write(text, size);
        size += written;
        return written;
      });
      view.setUint8(16, texts[0] ?? 0);
      view.setUint8(17, texts[1] ?? 0);
      view.setUint16(18, texts[2] ?? 0, true);
      const end = exports.hallpass_gate_decide(size);
      if (bytes[0] !== purposes.length) throw new Error('no decision');
      const outcomes: Record<string, { state: PurposeState; reason: Reason }> = {};
      purposes.forEach((id, index) => {
        outcomes[id] = Object.freeze({
          state: states[view.getUint8(8 + 2 * index)] ?? 'denied',
          reason: reasons[view.getUint8(9 + 2 * index)] ?? 'no_policy',
        });
      });
      return {
        outcomes: Object.freeze(outcomes),
        prompt: prompts[view.getUint8(1)] ?? 'ask',
        gpc: (view.getUint8(2) & 1) > 0,
        dnt: (view.getUint8(2) & 2) > 0,
        consentTypes: view.getUint8(3),
        doNotSellLink: (view.getUint8(4) & 4) > 0,
        record: String.fromCharCode(...bytes.subarray(end - view.getUint16(6, true), end)), // always ASCII
      };
    },
    find(kind, name) {
      const index = exports.hallpass_gate_find(kind, write(name, 0));
      return index === noIndex ? undefined : purposes[index];
    },
  };
};
