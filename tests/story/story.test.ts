import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { launchChromium } from '../../scripts/lib/chromium.ts';
import { anyPorts, startWorld } from '../../scripts/lib/world.ts';
import { runCopy } from './copy.ts';
import { runDrafts } from './drafts.ts';
import { runHearing } from './hearing.ts';
import { runHidden } from './hidden.ts';
import type { StoryOptions } from './person.ts';
import { runPersonnel } from './personnel.ts';
import { runStory } from './story.ts';

const tell = async (view: StoryOptions['view'], story: (options: StoryOptions) => Promise<void>): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'hallpass-story-'));
  const world = await startWorld(join(folder, 'world'), anyPorts);
  const browser = await launchChromium();
  try {
    await story({ world, browser, folder, view });
  } finally {
    await browser.close();
    await world.close();
    rmSync(folder, { recursive: true });
  }
};

for (const view of ['plain', 'canvas'] as const) {
  test(`one visitor, one parent, one district, end to end, in ${view} view`, () => tell(view, runStory));
}
test('a parent’s own copy of the record, in plain and canvas view', () => tell('plain', async (options) => {
  await runCopy(options);
  await runCopy({ ...options, view: 'canvas' });
}));
test('a draft survives a reload and a crashed tab, for the person who wrote it', () => tell('plain', runDrafts));
test('a part about another student is hidden, and a student of 15 looks at her record, in plain view', () => tell('plain', runHidden));
test('an employee and an applicant at their own records, in plain view', () => tell('plain', runPersonnel));
test('a refused correction, to the parent’s statement in the record, in canvas view', () => tell('canvas', runHearing));
