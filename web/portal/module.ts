/** The portal's WebAssembly module (wasm/portal/bridge.hpp), typed. */
import { HallpassError } from '../base/error.ts';
import type { Writer } from './protocol.ts';

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly _initialize?: () => void;
  readonly hallpass_portal_space: (size: number) => number;
  readonly hallpass_portal_handle: (size: number) => number;
  readonly hallpass_portal_frame: () => number;
  readonly hallpass_portal_calls: () => number;
  readonly hallpass_portal_effects: () => number;
  readonly hallpass_portal_font: (weight: number, size: number) => void;
  readonly hallpass_portal_baseline: (style: number, y: number) => void;
  readonly hallpass_portal_window: (width: number, height: number, scrollY: number, density: number, dark: number) => void;
  readonly hallpass_portal_hover: (node: number) => void;
  readonly hallpass_portal_strips: (first: number, last: number) => number;
  readonly hallpass_portal_picture: (first: number, last: number) => number;
  readonly hallpass_portal_can_draw: () => number;
}

/** surface::Picture: triangles in CSS px of the document, and the glyphs' atlas. Views into the module's memory. */
export interface Picture {
  readonly vertices: Uint8Array<ArrayBuffer>;
  readonly indices: Uint32Array<ArrayBuffer>;
  readonly atlas: Uint8Array<ArrayBuffer>;
  readonly atlasWidth: number;
  readonly atlasHeight: number;
  readonly atlasVersion: number;
  /** 0xRRGGBB. */
  readonly background: number;
}

/** App::Strips: of each strip of the document asked for, what it looks like, as a number. */
export interface Strips {
  readonly looks: Uint32Array<ArrayBuffer>;
  /** Of the document, CSS px. */
  readonly height: number;
}

/** The smallest module there is: its magic number and version. */
const mayCompile = (): boolean => {
  try {
    return new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)) instanceof WebAssembly.Module;
  } catch {
    return false;
  }
};

export class Module {
  readonly #exports: Exports;

  private constructor(exports: Exports) { this.#exports = exports; }

  static async load(source: Response | Promise<Response> | Uint8Array<ArrayBuffer>): Promise<Module> {
    const response = source instanceof Uint8Array ? undefined : await source;
    const module = source instanceof Uint8Array ? await WebAssembly.compile(source)
      : await WebAssembly.compileStreaming(response as Response);
    // The module is pure: what its C library imports (a console, a clock) is never called, so nearly every import ends
    // it. The C library asks at the start for environment variables: there are none.
    const answered: Readonly<Record<string, (count: number, bytes: number) => number>> = {
      emscripten_notify_memory_growth: () => 0,
      environ_get: () => 0,
      environ_sizes_get: (count, bytes) => {
        const view = new DataView(exports.memory.buffer);
        view.setUint32(count, 0, true);
        view.setUint32(bytes, 0, true);
        return 0;
      },
    };
    const imports: Record<string, Record<string, (count: number, bytes: number) => number>> = {};
    for (const { module: from, name } of WebAssembly.Module.imports(module)) {
      (imports[from] ??= {})[name] = answered[name] ?? (() => { throw new HallpassError('internal', `portal module: ${name}`); });
    }
    const exports = (await WebAssembly.instantiate(module, imports)).exports as unknown as Exports;
    exports._initialize?.();
    return new Module(exports);
  }

  /** The module for this browser: JavaScript of the same where WebAssembly is missing (a lockdown mode) or forbidden (a policy). */
  static async forThisBrowser(): Promise<Module> {
    if (typeof WebAssembly === 'undefined') return Module.#loadScript();
    return Module.load(fetch('portal.wasm')).catch((error: unknown) => {
      if (mayCompile()) throw error;
      return Module.#loadScript();
    });
  }

  static async #loadScript(): Promise<Module> {
    // Its own file, which no bundle takes in.
    const address = './portal.no-wasm.js';
    const exports = await import(address) as Exports;
    exports._initialize?.();
    return new Module(exports);
  }

  /** Hands one event to the model. Throws HallpassError when the module refuses it: a bug of ours. */
  handle(event: Writer): void {
    const packed = event.packed;
    this.#write(packed);
    if (this.#exports.hallpass_portal_handle(packed.length) !== 0) throw new HallpassError('internal', 'portal event');
  }

  /** What changed in the page; valid until the next call of anything here. */
  frame(): Uint8Array { return this.#span(this.#exports.hallpass_portal_frame()); }

  /** What to send to the district, which waits for no frame; valid likewise. */
  calls(): Uint8Array { return this.#span(this.#exports.hallpass_portal_calls()); }

  /** What else to do now that the page shows the frame; valid likewise. */
  effects(): Uint8Array { return this.#span(this.#exports.hallpass_portal_effects()); }

  loadFont(weight: 'regular' | 'bold', file: Uint8Array): void {
    this.#write(file);
    this.#exports.hallpass_portal_font(weight === 'regular' ? 0 : 1, file.length);
  }

  setBaseline(style: number, y: number): void { this.#exports.hallpass_portal_baseline(style, y); }

  setWindow(width: number, height: number, scrollY: number, density: number, isDark: boolean): void {
    this.#exports.hallpass_portal_window(width, height, scrollY, density, isDark ? 1 : 0);
  }

  hover(node: number): void { this.#exports.hallpass_portal_hover(node); }

  /** Whether the fonts have every letter of the page. */
  get canDraw(): boolean { return this.#exports.hallpass_portal_can_draw() !== 0; }

  /** What the strips `first` to `last`, without it, look like; none in plain view. Valid until the next call of anything here. */
  strips(first: number, last: number): Strips {
    const at = this.#exports.hallpass_portal_strips(first, last);
    const { buffer } = this.#exports.memory;
    const [looks = 0, count = 0] = new Uint32Array(buffer, at, 2);
    return { looks: new Uint32Array(buffer, looks, count), height: new Float32Array(buffer, at + 8, 1)[0] ?? 0 };
  }

  /** Their picture; likewise. */
  picture(first: number, last: number): Picture {
    const at = this.#exports.hallpass_portal_picture(first, last);
    const { buffer } = this.#exports.memory;
    const [vertices = 0, vertexBytes = 0, indices = 0, indexCount = 0, atlas = 0, atlasWidth = 0, atlasHeight = 0, atlasVersion = 0,
      background = 0] = new Uint32Array(buffer, at, 9);
    return {
      vertices: new Uint8Array(buffer, vertices, vertexBytes), indices: new Uint32Array(buffer, indices, indexCount),
      atlas: new Uint8Array(buffer, atlas, atlasWidth * atlasHeight), atlasWidth, atlasHeight, atlasVersion, background,
    };
  }

  #write(bytes: Uint8Array): void {
    const at = this.#exports.hallpass_portal_space(bytes.length);
    new Uint8Array(this.#exports.memory.buffer, at, bytes.length).set(bytes);
  }

  #span(at: number): Uint8Array {
    const span = new DataView(this.#exports.memory.buffer, at, 8);
    return new Uint8Array(this.#exports.memory.buffer, span.getUint32(0, true), span.getUint32(4, true));
  }
}
