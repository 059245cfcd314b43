import { test } from 'node:test';

import { isLong } from '../support/long.ts';
import { runStory } from './story.ts';
import { tell } from './tell.ts';

for (const view of isLong ? ['plain', 'canvas'] as const : ['canvas'] as const) {
  test(`one visitor, one parent, one district, end to end, in ${view} view`, () => tell(view, runStory));
}
