// A TrueType font with only the letters asked for, by HarfBuzz. Hinting and all layout tables go: the portal's canvas
// and the browser must set the same text at the same places, and neither needs them for the scripts that are kept.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The C functions of hb-subset.h that are used here; pointers are numbers. */
interface HarfBuzz {
  readonly memory: WebAssembly.Memory;
  readonly _initialize: () => void;
  readonly malloc: (size: number) => number;
  readonly hb_blob_create: (data: number, size: number, mode: number, user: number, destroy: number) => number;
  readonly hb_blob_get_length: (blob: number) => number;
  readonly hb_blob_get_data: (blob: number, length: number) => number;
  readonly hb_face_create: (blob: number, index: number) => number;
  readonly hb_face_reference_blob: (face: number) => number;
  readonly hb_set_add: (set: number, value: number) => void;
  readonly hb_subset_input_create_or_fail: () => number;
  readonly hb_subset_input_unicode_set: (input: number) => number;
  readonly hb_subset_input_set: (input: number, type: number) => number;
  readonly hb_subset_input_set_flags: (input: number, flags: number) => void;
  readonly hb_subset_or_fail: (face: number, input: number) => number;
}
const memoryModeWritable = 2, dropTableTags = 3, flagNoHinting = 1;
const tag = (name: string): number => [...name].reduce((value, letter) => value * 256 + letter.charCodeAt(0), 0);

export type Range = readonly [first: number, last: number];

export const subsetFont = async (font: Uint8Array, ranges: readonly Range[]): Promise<Uint8Array> => {
  const wasm = readFileSync(fileURLToPath(import.meta.resolve('harfbuzzjs/dist/harfbuzz-subset.wasm')));
  // One instance a font: its memory goes with it, so nothing is freed by hand.
  const hb = (await WebAssembly.instantiate(wasm)).instance.exports as unknown as HarfBuzz;
  hb._initialize();
  const at = hb.malloc(font.length);
  new Uint8Array(hb.memory.buffer, at, font.length).set(font);
  const face = hb.hb_face_create(hb.hb_blob_create(at, font.length, memoryModeWritable, 0, 0), 0);
  const input = hb.hb_subset_input_create_or_fail();
  const letters = hb.hb_subset_input_unicode_set(input);
  for (const [first, last] of ranges) for (let letter = first; letter <= last; letter += 1) hb.hb_set_add(letters, letter);
  const dropped = hb.hb_subset_input_set(input, dropTableTags);
  for (const name of ['GSUB', 'GPOS', 'GDEF', 'kern']) hb.hb_set_add(dropped, tag(name));
  hb.hb_subset_input_set_flags(input, flagNoHinting);
  const subset = hb.hb_subset_or_fail(face, input);
  if (subset === 0) throw new Error('HarfBuzz could not subset the font');
  const blob = hb.hb_face_reference_blob(subset);
  return new Uint8Array(hb.memory.buffer, hb.hb_blob_get_data(blob, 0), hb.hb_blob_get_length(blob)).slice();
};
