import { test } from 'node:test';

import { isLong } from '../support/long.ts';
import { runCopy } from './copy.ts';
import { runHidden } from './hidden.ts';
import { runPersonnel } from './personnel.ts';
import { tell } from './tell.ts';

for (const view of isLong ? ['plain', 'canvas'] as const : ['canvas'] as const) {
  test(`a parent’s own copy of the record, in ${view} view`, () => tell(view, runCopy));
}
test('a part about another student is hidden, and a student of 15 looks at her record, in plain view', () => tell('plain', runHidden));
test('an employee and an applicant at their own records, in plain view', () => tell('plain', runPersonnel));
