/** Draws the module's triangles with WebGL2: ImGui's vertices (x, y, u, v, colour) and its atlas of alpha. */
import type { Picture } from './module.ts';

const vertexSource = `#version 300 es
uniform vec4 tile;
layout(location = 0) in vec2 position;
layout(location = 1) in vec2 uv;
layout(location = 2) in vec4 color;
out vec2 at;
out vec4 tone;
void main() {
  at = uv;
  tone = color;
  vec2 unit = (position - tile.xy) / tile.zw;
  gl_Position = vec4(unit.x * 2.0 - 1.0, 1.0 - unit.y * 2.0, 0.0, 1.0);
}`;
const fragmentSource = `#version 300 es
precision mediump float;
uniform sampler2D atlas;
in vec2 at;
in vec4 tone;
out vec4 pixel;
void main() { pixel = vec4(tone.rgb, tone.a * texture(atlas, at).r); }`;

export class Renderer {
  readonly #canvas: HTMLCanvasElement;
  readonly #gl: WebGL2RenderingContext;
  #tile: WebGLUniformLocation | null = null;
  #indexCount = 0;
  #atlasVersion = -1;
  #background = 0;

  private constructor(canvas: HTMLCanvasElement, gl: WebGL2RenderingContext) {
    this.#canvas = canvas;
    this.#gl = gl;
    this.#prepare();
  }

  /** Nothing where the browser has no WebGL2. */
  static create(): Renderer | undefined {
    const canvas = document.createElement('canvas');
    const gl = canvas.getContext('webgl2', { alpha: false, antialias: false, depth: false, stencil: false });
    return gl === null ? undefined : new Renderer(canvas, gl);
  }

  /** The browser took the graphics card away, and may give it back. */
  onLost(lost: () => void, restored: () => void): void {
    this.#canvas.addEventListener('webglcontextlost', (event) => { event.preventDefault(); lost(); });
    this.#canvas.addEventListener('webglcontextrestored', () => {
      this.#atlasVersion = -1;
      this.#prepare();
      restored();
    });
  }

  #prepare(): void {
    const gl = this.#gl;
    const program = gl.createProgram();
    for (const [kind, source] of [[gl.VERTEX_SHADER, vertexSource], [gl.FRAGMENT_SHADER, fragmentSource]] as const) {
      const shader = gl.createShader(kind);
      if (shader === null) return;
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    gl.useProgram(program);
    this.#tile = gl.getUniformLocation(program, 'tile');
    gl.bindVertexArray(gl.createVertexArray());
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
    gl.enableVertexAttribArray(0);
    gl.enableVertexAttribArray(1);
    gl.enableVertexAttribArray(2);
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 20, 0);
    gl.vertexAttribPointer(1, 2, gl.FLOAT, false, 20, 8);
    gl.vertexAttribPointer(2, 4, gl.UNSIGNED_BYTE, true, 20, 16);
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, filter, gl.LINEAR);
    for (const wrap of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, wrap, gl.CLAMP_TO_EDGE);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
  }

  /** Takes a picture over into the graphics card's memory. */
  take(picture: Picture): void {
    const gl = this.#gl;
    gl.bufferData(gl.ARRAY_BUFFER, picture.vertices, gl.DYNAMIC_DRAW);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, picture.indices, gl.DYNAMIC_DRAW);
    this.#indexCount = picture.indices.length;
    this.#background = picture.background;
    if (picture.atlasVersion === this.#atlasVersion) return;
    this.#atlasVersion = picture.atlasVersion;
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8, picture.atlasWidth, picture.atlasHeight, 0, gl.RED, gl.UNSIGNED_BYTE, picture.atlas);
  }

  /** Draws the square of the document at x, y (CSS px) onto `target`, whose size is its own in device pixels. */
  draw(target: CanvasRenderingContext2D, x: number, y: number, size: number): void {
    const gl = this.#gl;
    const { width, height } = target.canvas;
    if (this.#canvas.width !== width || this.#canvas.height !== height) Object.assign(this.#canvas, { width, height });
    gl.viewport(0, 0, width, height);
    gl.clearColor((this.#background >> 16) / 255, ((this.#background >> 8) & 255) / 255, (this.#background & 255) / 255, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.uniform4f(this.#tile, x, y, size, size);
    gl.drawElements(gl.TRIANGLES, this.#indexCount, gl.UNSIGNED_INT, 0);
    target.drawImage(this.#canvas, 0, 0);
  }
}
