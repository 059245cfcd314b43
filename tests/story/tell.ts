// A chapter of the story, with a world and a browser of its own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { launchChromium } from '../../scripts/lib/chromium.ts';
import { anyPorts, startWorld } from '../../scripts/lib/world.ts';
import type { StoryOptions } from './person.ts';

export const tell = async (view: StoryOptions['view'], story: (options: StoryOptions) => Promise<void>): Promise<void> => {
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
