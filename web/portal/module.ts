/** The portal's WebAssembly module (wasm/portal/bridge.hpp), typed. */
import { HallpassError } from '../base/error.ts';
import type { Writer } from './protocol.ts';

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly _initialize?: () => void;
  readonly hallpass_portal_space: (size: number) => number;
  readonly hallpass_portal_handle: (size: number) => number;
  readonly hallpass_portal_frame: () => number;
  readonly hallpass_portal_effects: () => number;
}

export class Module {
  readonly #exports: Exports;

  private constructor(exports: Exports) { this.#exports = exports; }

  static async load(source: Response | Promise<Response> | Uint8Array<ArrayBuffer>): Promise<Module> {
    const response = source instanceof Uint8Array ? undefined : await source;
    const module = source instanceof Uint8Array ? await WebAssembly.compile(source)
      : await WebAssembly.compileStreaming(response as Response);
    // The module is pure: what its C library imports (a console, a clock) is never called, so every import ends it.
    const imports: Record<string, Record<string, () => number>> = {};
    for (const { module: from, name } of WebAssembly.Module.imports(module)) {
      (imports[from] ??= {})[name] = name === 'emscripten_notify_memory_growth' ? () => 0
        : () => { throw new HallpassError('internal', `portal module: ${name}`); };
    }
    const exports = (await WebAssembly.instantiate(module, imports)).exports as unknown as Exports;
    exports._initialize?.();
    return new Module(exports);
  }

  /** Hands one event to the model. Throws HallpassError when the module refuses it: a bug of ours. */
  handle(event: Writer): void {
    const packed = event.packed;
    const at = this.#exports.hallpass_portal_space(packed.length);
    new Uint8Array(this.#exports.memory.buffer, at, packed.length).set(packed);
    if (this.#exports.hallpass_portal_handle(packed.length) !== 0) throw new HallpassError('internal', 'portal event');
  }

  /** What changed in the page; valid until the next call of anything here. */
  frame(): Uint8Array { return this.#span(this.#exports.hallpass_portal_frame()); }

  /** What to do now that the page shows the frame; valid likewise. */
  effects(): Uint8Array { return this.#span(this.#exports.hallpass_portal_effects()); }

  #span(at: number): Uint8Array {
    const span = new DataView(this.#exports.memory.buffer, at, 8);
    return new Uint8Array(this.#exports.memory.buffer, span.getUint32(0, true), span.getUint32(4, true));
  }
}
