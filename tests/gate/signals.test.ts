// The page's facts as the gate reads them; tests/sdk/signal has the same ages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAge } from '../../web/gate/age.ts';

test('an age counts as the fewest years that it can mean', () => {
  const rows = { '': 255, 0: 0, 7: 7, 12: 12, 99: 99, '13-15': 13, '9-12': 9, '15-13': 13, '16+': 16, '0-12': 0, 'under-13': 0 };
  for (const [text, years] of Object.entries(rows)) assert.equal(readAge(text), years, text);
  assert.equal(readAge(undefined), 255);
  for (const garbage of ['adult', '-', '+', '13-', '-15', '13+15', '13-15+', '100', '013', '1e1', ' 12', '12 ', '-1', '13–15', '255', '16 +']) {
    assert.equal(readAge(garbage), 0, garbage);
  }
});
