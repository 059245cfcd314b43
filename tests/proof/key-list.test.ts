// The lists of tests/vectors/key-lists.json, as a page judges them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Claims } from '../../web/proof/jws.ts';
import { judgeKeyList } from '../../web/proof/key-list.ts';

interface Vector {
  readonly name: string;
  readonly input: {
    readonly claims: Claims; readonly issuer: string; readonly now: number;
    readonly seen?: { readonly sequence: number; readonly digest: 'same' | 'other' };
  };
  readonly expect: string | readonly string[];
}

test('every list of the vectors is judged as by the command line', () => {
  const vectors = JSON.parse(readFileSync('tests/vectors/key-lists.json', 'utf8')) as Vector[];
  assert.ok(vectors.length > 50);
  for (const { name, input: { claims, issuer, now, seen }, expect } of vectors) {
    const judged = judgeKeyList(claims, 'same', issuer, seen, now);
    assert.deepEqual(judged.refusal ?? judged.recipients, expect, name);
  }
});

test('what a page adds to every object is no claim', () => {
  const prototype = Object.prototype as Record<string, unknown>;
  prototype['exp'] = 1_800_000_100;
  prototype['recipient'] = 'age18dluzu3vz80r3zjhh02xxg9498c75dldpk2hwulpzg77hnakygsq0kpkmc';
  try {
    const claims = { iss: 'https://district.example', sequence: 1, iat: 1_800_000_000, keys: [{ id: 'main' }] };
    assert.equal(judgeKeyList(claims, '', 'https://district.example', undefined, 1_800_000_000).refusal, 'none');
  } finally {
    delete prototype['exp'];
    delete prototype['recipient'];
  }
});
