/**
 * The picture of canvas view: squares fixed in document coordinates, so that the document's own scrolling moves them
 * with the text. Tiles near the window are drawn, the others are let go.
 */
import type { Picture } from './module.ts';
import type { Renderer } from './renderer.ts';

const side = 512;

interface Tile {
  readonly context: CanvasRenderingContext2D;
  readonly x: number;
  readonly y: number;
  /** Which picture it shows. */
  version: number;
}

export class Tiles {
  readonly #layer: HTMLElement;
  readonly #renderer: Renderer;
  readonly #tiles = new Map<string, Tile>();
  #version = 0;
  #height = 0;
  #density = 1;

  constructor(layer: HTMLElement, renderer: Renderer) {
    this.#layer = layer;
    this.#renderer = renderer;
  }

  show(picture: Picture, density: number): void {
    if (density !== this.#density) this.clear();
    this.#density = density;
    this.#renderer.take(picture);
    this.#version += 1;
    this.#height = picture.height;
    this.#layer.style.height = `${picture.height}px`;
    this.paint();
  }

  /** Draws what is near the window and not up to date; after a scroll that is usually nothing. */
  paint(): void {
    if (this.#version === 0) return;
    const top = Math.max(0, scrollY - innerHeight), bottom = Math.min(this.#height, scrollY + 2 * innerHeight);
    const wanted = new Set<string>();
    for (let y = Math.floor(top / side) * side; y < bottom; y += side) {
      for (let x = 0; x < document.documentElement.clientWidth; x += side) {
        wanted.add(`${x},${y}`);
        const tile = this.#tiles.get(`${x},${y}`) ?? this.#add(x, y);
        if (tile === undefined || tile.version === this.#version) continue;
        tile.version = this.#version;
        this.#renderer.draw(tile.context, x, y, side);
      }
    }
    for (const [place, tile] of this.#tiles) {
      if (wanted.has(place)) continue;
      tile.context.canvas.remove();
      this.#tiles.delete(place);
    }
  }

  clear(): void {
    for (const tile of this.#tiles.values()) tile.context.canvas.remove();
    this.#tiles.clear();
    this.#version = 0;
  }

  #add(x: number, y: number): Tile | undefined {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = Math.round(side * this.#density);
    Object.assign(canvas.style, { left: `${x}px`, top: `${y}px`, width: `${side}px`, height: `${side}px` });
    const context = canvas.getContext('2d', { alpha: false });
    if (context === null) return undefined;
    this.#layer.append(canvas);
    const tile = { context, x, y, version: 0 };
    this.#tiles.set(`${x},${y}`, tile);
    return tile;
  }
}
