// What scripts/screens runs once everything is built: the walk over every screen, once for each kind of window.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';

import { walk } from '../../tests/story/screens.ts';
import { launchChromium } from './chromium.ts';
import { anyPorts, startWorld } from './world.ts';

interface Kind {
  readonly name: string;
  readonly view: 'plain' | 'canvas';
  readonly language?: string;
  readonly window: BrowserContextOptions;
}

const desktop = { width: 1280, height: 800 };
const kinds: readonly Kind[] = [
  { name: 'desktop', view: 'canvas', window: { viewport: desktop } },
  { name: 'narrow', view: 'canvas', window: { viewport: { width: 320, height: 640 } } },
  { name: 'dark', view: 'canvas', window: { viewport: desktop, colorScheme: 'dark' } },
  { name: 'right-to-left', view: 'plain', language: 'ar', window: { viewport: desktop } },
  { name: 'zoom-200', view: 'canvas', window: { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 } },
];

/** Long pages are cut: the pictures show how a screen looks, not all that is in it. */
const tallest = 1200;

const picture = async (page: Page, { viewport, deviceScaleFactor = 1 }: BrowserContextOptions): Promise<Buffer> => {
  const { width, height } = viewport ?? { width: 0, height: 0 };
  const shown = Math.min(tallest / deviceScaleFactor, Math.max(height, await page.evaluate(() => document.documentElement.scrollHeight)));
  // The drawn view draws what is near the window: so the window grows for the picture.
  await page.setViewportSize({ width, height: shown });
  await page.evaluate(() => new Promise((resolve) => { scrollTo(0, 0); requestAnimationFrame(() => { requestAnimationFrame(resolve); }); }));
  const cdp = await page.context().newCDPSession(page);
  const { data } = await cdp.send('Page.captureScreenshot', { format: 'webp', quality: 30 });
  await cdp.detach();
  await page.setViewportSize({ width, height });
  return Buffer.from(data, 'base64');
};

const target = process.argv[2] ?? 'docs/screens';
const folder = mkdtempSync(join(tmpdir(), 'hallpass-screens-'));
const browser = await launchChromium();
let bytes = 0;
try {
  for (const { name, window, ...how } of kinds) {
    rmSync(join(target, name), { recursive: true, force: true });
    mkdirSync(join(target, name), { recursive: true });
    const world = await startWorld(join(folder, name), anyPorts, 200);
    try {
      await walk({ world, browser, window, ...how, visit: async (page, screen) => {
        const image = await picture(page, window);
        bytes += image.length;
        writeFileSync(join(target, name, `${screen}.webp`), image);
      } });
    } finally {
      await world.close();
    }
    console.error(`${name}: ${Math.round(bytes / 1000)} kB so far`);
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
