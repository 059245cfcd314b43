/**
 * Canvas view: the drawn page under the real one, whose text is transparent. Started when it is first wanted; plain
 * view needs none of this. Everything here that changes the picture asks for a frame; nothing runs by itself.
 */
import type { Module } from './module.ts';
import { Mirror } from './mirror.ts';
import { Renderer } from './renderer.ts';
import { Tiles } from './tiles.ts';

/** As surface::text_styles, by their class names in styles.css. */
const styleCount = 7;

/** What the drawn view asks of the page. */
export interface Host {
  /** The page may have changed. */
  readonly wantFrame: () => void;
  /** Only its picture has. */
  readonly wantPicture: () => void;
  /** The browser has stopped being able to draw. */
  readonly failed: () => void;
}

const weights = ['regular', 'bold'] as const;

let files: Promise<Uint8Array<ArrayBuffer>[]> | undefined;
/** The drawn view's fonts, which may begin to come before it does. A failure is tried again the next time. */
export const fetchFonts = (): Promise<Uint8Array<ArrayBuffer>[]> => {
  files ??= Promise.all(weights.map(async (weight) => new Uint8Array(await (await fetch(`${weight}.ttf`)).arrayBuffer())));
  files.catch(() => { files = undefined; });
  return files;
};

const loadFonts = async (module: Module): Promise<void> => {
  for (const [index, file] of (await fetchFonts()).entries()) {
    const weight = weights[index] ?? 'regular';
    document.fonts.add(await new FontFace('Hallpass Sans', file, { weight: weight === 'regular' ? '400' : '700' }).load());
    module.loadFont(weight, file);
  }
};

export class CanvasView {
  readonly #module: Module;
  readonly #tiles: Tiles;
  readonly #host: Host;

  private constructor(module: Module, tiles: Tiles, host: Host) {
    this.#module = module;
    this.#tiles = tiles;
    this.#host = host;
  }

  /** Nothing when the browser cannot: no WebGL2, or the fonts did not come. */
  static async start(module: Module, root: HTMLElement, layer: HTMLElement, host: Host): Promise<CanvasView | undefined> {
    const renderer = Renderer.create();
    if (renderer === undefined) return undefined;
    try {
      await loadFonts(module);
    } catch {
      return undefined;
    }
    const view = new CanvasView(module, new Tiles(layer, module, renderer), host);
    renderer.onLost(() => { host.failed(); }, () => undefined);
    view.measure();
    view.#watch(root);
    return view;
  }

  /** The window's measures and the baselines of every text style, as this browser sets them here and now. */
  measure(): void {
    const { clientWidth } = document.documentElement;
    this.#module.setWindow(clientWidth, innerHeight, scrollY, devicePixelRatio, matchMedia('(prefers-color-scheme: dark)').matches);
    const probe = document.createElement('div');
    probe.className = 'probe';
    const marks = Array.from({ length: styleCount }, (_, style) => {
      const line = document.createElement('div');
      line.className = `style-${style}`;
      const mark = document.createElement('span');
      line.append('x', mark);
      probe.append(line);
      return { line, mark };
    });
    document.body.append(probe);
    for (const [style, { line, mark }] of marks.entries()) {
      this.#module.setBaseline(style, mark.getBoundingClientRect().bottom - line.getBoundingClientRect().top);
    }
    probe.remove();
  }

  /** After a frame reached the page: what of it looks different. */
  draw(): void { this.#tiles.paint(); }

  stop(): void { this.#tiles.clear(); }

  #watch(root: HTMLElement): void {
    const remeasured = (): void => {
      this.measure();
      this.#host.wantFrame();
    };
    addEventListener('resize', remeasured);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', remeasured);
    const watchDensity = (): void => {
      matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', () => {
        remeasured();
        watchDensity();
      }, { once: true });
    };
    watchDensity();
    addEventListener('scroll', () => { this.#tiles.paint(); }, { passive: true });
    let hovered = 0;
    root.addEventListener('pointerover', ({ target }) => {
      const node = Mirror.nodeOf((target as Element).closest('button, a'));
      if (node === hovered) return;
      hovered = node;
      this.#module.hover(node);
      this.#host.wantPicture();
    });
  }
}
