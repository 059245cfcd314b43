// Every screen and state for everybody, in both views: at 320 CSS px, which is also 1,280 px at 400 % zoom; with the person's own text
// spacing; in forced colours; without motion; with targets that one can hit.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';

import { launchChromium } from '../../scripts/lib/chromium.ts';
import { anyPorts, startWorld } from '../../scripts/lib/world.ts';
import { isLong } from '../support/long.ts';
import { walk } from './screens.ts';

/** What sticks out of the window, or scrolls it sideways; by text, for elements have no other name. */
const sideways = (page: Page): Promise<string[]> => page.evaluate(() => {
  const found = document.documentElement.scrollWidth > innerWidth ? [`the page is ${document.documentElement.scrollWidth} px wide`] : [];
  for (const element of document.querySelectorAll<HTMLElement>('#page *')) {
    const { left, right, width } = element.getBoundingClientRect();
    // What is only for screen readers is clipped away.
    if (width <= 1 || element.closest('thead') !== null || getComputedStyle(element).visibility === 'hidden') continue;
    if (left < -0.5 || right > innerWidth + 0.5) found.push(`${element.tagName} from ${Math.round(left)} to ${Math.round(right)}: ${element.textContent.slice(0, 60)}`);
    if (element.scrollWidth > element.clientWidth + 1 && ['hidden', 'clip'].includes(getComputedStyle(element).overflowX)) found.push(`${element.tagName} hides a part: ${element.textContent.slice(0, 60)}`);
  }
  return found;
});

/** Targets under 24 × 24 px (WCAG 2.5.8), but for links in a sentence. */
const smallTargets = (page: Page): Promise<string[]> => page.evaluate(() =>
  [...document.querySelectorAll<HTMLElement>('#page :is(a, button, input, select, textarea)')].flatMap((target) => {
    const { width, height } = target.getBoundingClientRect();
    const isInSentence = target.parentElement?.tagName === 'P' && target.parentElement.textContent !== target.textContent;
    return isInSentence || (width >= 24 && height >= 24) ? [] : [`${target.tagName} of ${Math.round(width)} × ${Math.round(height)}: ${target.getAttribute('aria-label') ?? target.textContent}`];
  }));

const moving = (page: Page): Promise<string[]> => page.evaluate(() => [
  ...document.getAnimations().map((animation) => animation.constructor.name),
  ...[...document.querySelectorAll('*')].filter((element) => getComputedStyle(element).scrollBehavior !== 'auto').map(({ tagName }) => tagName),
]);

/** The values of WCAG 1.4.12, as a person's own style sheet sets them; by the CSSOM, for the page's policy lets no style element in. */
const spaceText = (page: Page, isOn: boolean): Promise<void> => page.evaluate((isOn) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }');
  document.adoptedStyleSheets = isOn ? [sheet] : [];
}, isOn);

const viewIs = async (page: Page, view: string): Promise<void> => { await page.waitForFunction((view) => document.body.className === view, view); };

/** Buttons whose edge cannot be seen, and text that has kept a colour of its own, where the person's colours are forced. */
const unforced = (page: Page): Promise<string[]> => page.evaluate(() => {
  const found: string[] = [];
  for (const element of document.querySelectorAll<HTMLElement>('#page :is(button, [data-role=badge], [data-role=notice], input[data-role=textbox], textarea, select)')) {
    const { borderTopWidth, borderTopStyle, borderLeftWidth, forcedColorAdjust } = getComputedStyle(element);
    const hasEdge = borderTopStyle !== 'none' && Number.parseFloat(borderTopWidth) > 0 || Number.parseFloat(borderLeftWidth) > 0;
    if (!hasEdge || forcedColorAdjust !== 'auto') found.push(`${element.tagName}: ${element.textContent.slice(0, 60)}`);
  }
  return found;
});

/** What the keyboard reaches without an outline around it. */
const unoutlined = async (page: Page): Promise<string[]> => {
  await page.keyboard.press('Tab');
  return page.evaluate(() => [...document.querySelectorAll<HTMLElement>('#page :is(a, button, input, select, textarea)')].flatMap((target) => {
    target.focus();
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(target);
    return document.activeElement !== target || (outlineStyle === 'solid' && Number.parseFloat(outlineWidth) >= 2 && outlineColor !== 'rgba(0, 0, 0, 0)') ? []
      : [`${target.tagName}: ${target.getAttribute('aria-label') ?? target.textContent}`];
  }));
};

for (const view of isLong ? ['plain', 'canvas'] as const : ['canvas'] as const) {
  test(`every screen at 320 px and 400 % zoom, spaced, in forced colours, without motion (${view} view)`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hallpass-screens-'));
    const world = await startWorld(join(folder, 'world'), anyPorts, 200);
    const browser = await launchChromium();
    const found: string[] = [];
    const seen: string[] = [];
    try {
      await walk({
        // Pixels of the drawn view are software's here: twice as many are enough.
        world, browser, view, window: { viewport: { width: 320, height: 256 }, deviceScaleFactor: view === 'plain' ? 4 : 2, reducedMotion: 'reduce' },
        visit: async (page, screen) => {
          const ask = async (how: string, question: (page: Page) => Promise<string[]>): Promise<void> => {
            found.push(...(await question(page)).map((what) => `${screen}, ${how}: ${what}`));
          };
          seen.push(screen);
          await viewIs(page, view);
          await ask('320 px', sideways);
          await ask('targets', smallTargets);
          await ask('motion', moving);
          await ask('focus', unoutlined);
          await spaceText(page, true);
          await viewIs(page, 'plain');
          await ask('spaced', sideways);
          await spaceText(page, false);
          await viewIs(page, view);
          await page.emulateMedia({ forcedColors: 'active' });
          await viewIs(page, 'plain');
          await ask('forced colours', unforced);
          await page.emulateMedia({ forcedColors: 'none' });
          await viewIs(page, view);
        },
      });
      assert.deepEqual(found, []);
      assert.equal(new Set(seen).size, 30, 'every screen was seen once');
    } finally {
      await browser.close();
      await world.close();
      rmSync(folder, { recursive: true });
    }
  });
}
