import { test } from 'node:test';

import { runDrafts } from './drafts.ts';
import { runHearing } from './hearing.ts';
import { tell } from './tell.ts';

test('a draft survives a reload and a crashed tab, for the person who wrote it', () => tell('plain', runDrafts));
test('a refused correction, to the parent’s statement in the record, in canvas view', () => tell('canvas', runHearing));
