/**
 * JSON in the one form that bytes are made of when it is signed: https://www.rfc-editor.org/rfc/rfc8785
 * sdk/proof/canonical_json.hpp is the same in C++. For servers: what it signs is written so, in a browser nothing is.
 * Members that are undefined are left out, as JSON.stringify does; a number that is no JSON throws a RangeError.
 */
export const canonicalJson = (value: unknown): string => {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('this number is no JSON');
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item: unknown) => canonicalJson(item)).join()}]`;
  // Sorted by UTF-16 code units, as JavaScript compares texts.
  const members = Object.entries(value).filter(([, member]) => member !== undefined).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join()}}`;
};
