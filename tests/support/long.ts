// What takes long runs whole with `scripts/test --long`, and as a sample otherwise.
export const isLong = process.env['HALLPASS_LONG'] !== undefined;

/** About `most` of them, spread over the list, with its first and its last. */
export const sample = <T>(all: readonly T[], most: number): readonly T[] => {
  if (isLong || all.length <= most) return all;
  return Array.from({ length: most }, (_, index) => all[Math.round(index * (all.length - 1) / (most - 1))] as T);
};
