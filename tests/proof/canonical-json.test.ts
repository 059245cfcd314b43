// Canonical JSON in TypeScript and in C++ against the vectors of RFC 8785, and against each other and JSON.stringify.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { canonicalJson } from '../../web/proof/canonical-json.ts';

interface Vector {
  readonly name: string;
  readonly input: string;
  readonly expect: string | null;
}

test('the vectors of RFC 8785, and our own', () => {
  const vectors = JSON.parse(readFileSync('tests/vectors/canonical-json.json', 'utf8')) as Vector[];
  assert.ok(vectors.length > 30);
  for (const { name, input, expect } of vectors) {
    if (expect === null) assert.throws(() => canonicalJson(JSON.parse(input)), RangeError, name);
    else assert.equal(canonicalJson(JSON.parse(input)), expect, name);
  }
});

test('a member that is undefined is left out', () => {
  assert.equal(canonicalJson({ b: undefined, a: [1] }), '{"a":[1]}');
});

/** Any finite double: every exponent is as likely as any other. */
const anyNumber = (): number => {
  for (;;) {
    const number = randomBytes(8).readDoubleLE();
    if (Number.isFinite(number)) return number;
  }
};
const pick = <T>(...makers: readonly (() => T)[]): T => (makers[randomInt(makers.length)] as () => T)();
const anyText = (): string => Array.from({ length: randomInt(6) }, () => String.fromCodePoint(pick(
  () => randomInt(0x20), () => randomInt(0x20, 0x80), () => randomInt(0x80, 0xd800), () => randomInt(0xe000, 0x10000), () => randomInt(0x10000, 0x110000)))).join('');
const anyValue = (depth: number): unknown => pick<unknown>(
  () => null, () => true, anyText, anyNumber, () => randomInt(-1000, 1000) / 8, () => randomInt(2 ** 48 - 1) * 2 ** randomInt(20),
  ...depth === 0 ? [] : [
    () => Array.from({ length: randomInt(5) }, () => anyValue(depth - 1)),
    () => Object.fromEntries(Array.from({ length: randomInt(6) }, () => [anyText(), anyValue(depth - 1)])),
  ]);

/** By JSON.stringify: members come out in the order in which they were put in, but for names that are array indices. */
const reference = (value: unknown): string => JSON.stringify(value, (_, member: unknown) =>
  typeof member === 'object' && member !== null && !Array.isArray(member)
    ? Object.fromEntries(Object.entries(member).toSorted(([left], [right]) => (left < right ? -1 : 1))) : member);
const hasIndexNames = (value: unknown): boolean => typeof value === 'object' && value !== null &&
  ((!Array.isArray(value) && Object.keys(value).some((name) => /^\d+$/.test(name))) || Object.values(value).some(hasIndexNames));

/** The same value as somebody else may write it. */
const spell = (value: unknown): string => {
  if (typeof value === 'string') {
    const text = JSON.stringify(value);
    return randomInt(2) === 0 ? text : text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  }
  if (typeof value === 'number') return randomInt(2) === 0 ? JSON.stringify(value) : value.toExponential(20).replace('e', pick(() => 'e', () => 'E'));
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const space = pick(() => '', () => ' ', () => '\t');
  if (Array.isArray(value)) return `[${space}${value.map(spell).join(`${space},`)}]`;
  const members = Object.entries(value).toSorted(() => randomInt(3) - 1);
  return `{${members.map(([name, member]) => `${space}${spell(name)}${space}:${spell(member)}`).join()}${space}}`;
};

test('the command line’s core writes every value as JavaScript does, however it was spelt', () => {
  const values = Array.from({ length: 4000 }, () => anyValue(4)).filter((value) => !hasIndexNames(value));
  const lines = values.map(spell);
  const written = execFileSync('build/native/tests/sdk/proof/canonicalize', { input: `${lines.join('\n')}\n`, encoding: 'utf8', maxBuffer: 1 << 28 }).split('\n');
  values.forEach((value, index) => {
    assert.equal(written[index], reference(value), lines[index]);
    assert.equal(canonicalJson(value), reference(value));
  });
});
