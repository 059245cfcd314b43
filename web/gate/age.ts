/** Who may be a child is one: "13-15" and "13+" count as 13, "under-13" as 0, and so does what cannot be read. */
export const readAge = (text = ''): number => {
  if (text === '') return 255;
  const [, from = '0', to = from] = /^(\d\d?)(?:\+|-(\d\d?))?$/.exec(text) ?? [];
  return Math.min(+from, +to);
};
