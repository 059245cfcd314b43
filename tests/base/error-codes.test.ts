import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { errorCodes } from '../../web/base/error-codes.ts';

test('TypeScript knows the same error codes as C++, in the same order', () => {
  const list = readFileSync('sdk/base/error_codes.inc', 'utf8');
  const names = [...list.matchAll(/^HALLPASS_ERROR\((\w+), (\d{3}), "([^"]+)"\)$/gm)];
  assert.equal(names.length, list.split('\n').filter((line) => line.startsWith('HALLPASS_ERROR')).length, 'every line is in the form');
  assert.deepEqual([...errorCodes], names.map((match) => match[1]));
});
