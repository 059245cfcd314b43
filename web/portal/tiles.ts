/**
 * The picture of canvas view: squares fixed in document coordinates, so that the document's own scrolling moves them
 * with the text. Those in the window are drawn at once, those near it when the browser has nothing else to do, and the
 * others are let go.
 */
import type { Module } from './module.ts';
import type { Renderer } from './renderer.ts';
import { whenIdle } from './when-idle.ts';

/** CSS px; as surface::strip_height. */
const side = 512;

interface Tile {
  readonly context: CanvasRenderingContext2D;
  readonly column: number;
  readonly row: number;
  /** What its strip of the document looked like when it was drawn. */
  look: number | undefined;
}

export class Tiles {
  readonly #layer: HTMLElement;
  readonly #module: Module;
  readonly #renderer: Renderer;
  readonly #tiles = new Map<string, Tile>();
  #density = 1;
  #isIdleAsked = false;

  constructor(layer: HTMLElement, module: Module, renderer: Renderer) {
    this.#layer = layer;
    this.#module = module;
    this.#renderer = renderer;
  }

  /** Brings what is in the window up to date now, and what is near it soon; usually that is nothing. */
  paint(): void {
    if (devicePixelRatio !== this.#density) this.clear();
    this.#density = devicePixelRatio;
    this.#paint(scrollY, scrollY + innerHeight);
    if (this.#isIdleAsked) return;
    this.#isIdleAsked = true;
    whenIdle(() => {
      this.#isIdleAsked = false;
      const [top, bottom] = [scrollY - innerHeight, scrollY + 2 * innerHeight];
      this.#paint(top, bottom);
      this.#drop(top, bottom);
    });
  }

  clear(): void {
    for (const tile of this.#tiles.values()) tile.context.canvas.remove();
    this.#tiles.clear();
  }

  #paint(top: number, bottom: number): void {
    const first = Math.max(0, Math.floor(top / side)), last = Math.ceil(bottom / side);
    const strips = this.#module.strips(first, last);
    const looks = [...strips.looks], { height } = strips;
    if (height === 0) return; // plain view
    const columns = Math.ceil(document.documentElement.clientWidth / side);
    this.#layer.style.height = `${height}px`;
    for (const [index, look] of looks.entries()) {
      const row = first + index;
      if (row * side >= height) break;
      const stale: Tile[] = [];
      for (let column = 0; column < columns; column += 1) {
        const tile = this.#tiles.get(`${column},${row}`) ?? this.#add(column, row);
        if (tile !== undefined && tile.look !== look) stale.push(tile);
      }
      if (stale.length === 0) continue;
      this.#renderer.take(this.#module.picture(row, row + 1));
      for (const tile of stale) {
        tile.look = look;
        this.#renderer.draw(tile.context, tile.column * side, row * side, side);
      }
    }
  }

  #drop(top: number, bottom: number): void {
    for (const [place, { context, column, row }] of this.#tiles) {
      if ((row + 1) * side > top && row * side < bottom && column * side < document.documentElement.clientWidth) continue;
      context.canvas.remove();
      this.#tiles.delete(place);
    }
  }

  #add(column: number, row: number): Tile | undefined {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = Math.round(side * this.#density);
    Object.assign(canvas.style, { left: `${column * side}px`, top: `${row * side}px`, width: `${side}px`, height: `${side}px` });
    const context = canvas.getContext('2d', { alpha: false });
    if (context === null) return undefined;
    this.#layer.append(canvas);
    const tile = { context, column, row, look: undefined };
    this.#tiles.set(`${column},${row}`, tile);
    return tile;
  }
}
