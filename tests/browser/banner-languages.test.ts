// The banner in all its languages, on the smallest screen.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { browser, site } from './fixture.ts';
import { axeViolations } from '../support/axe.ts';
import { sample } from '../support/long.ts';
import { visit } from './visitor.ts';

const small = { viewport: { width: 320, height: 568 } };
const tags = readdirSync('web/banner/texts').map((file) => file.replace('.json', ''));
const section = (page: Page) => page.locator('hallpass-banner section');
const shownLanguage = (page: Page) => page.locator('hallpass-banner').getAttribute('lang');

/** The home page as if it were written in that language. */
const open = async (page: Page, language: string): Promise<void> => {
  await page.route(`${site.origin}/?*`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace('<html lang="en">', `<html lang="${language}">`) });
  });
  await page.goto(`${site.origin}/?${language}`);
  await section(page).waitFor();
  await page.unroute(`${site.origin}/?*`);
};

test('every language: a quarter of a small screen at most, nothing cut off, nothing beside it', () =>
  visit(browser, site, small, async ({ page }) => {
    for (const tag of sample(tags, 8)) {
      await open(page, tag);
      assert.equal(await shownLanguage(page), tag);
      const found = await section(page).evaluate((element) => {
        const text = element.querySelector('.text') as HTMLElement;
        const buttons = [...element.querySelectorAll<HTMLElement>('button')];
        const [reject, accept] = buttons.map((button) => button.getBoundingClientRect());
        return {
          height: element.getBoundingClientRect().height, hidden: text.scrollHeight - text.clientHeight, direction: getComputedStyle(element).direction,
          overflowing: buttons.filter(({ scrollWidth, clientWidth, scrollHeight, clientHeight }) => scrollWidth > clientWidth || scrollHeight > clientHeight).map(({ innerText }) => innerText),
          isAlike: reject !== undefined && accept !== undefined && [reject.width - accept.width, reject.height - accept.height, reject.top - accept.top].every((by) => Math.abs(by) < 0.1),
          width: document.documentElement.scrollWidth,
        };
      });
      assert.ok(found.height <= 0.25 * 568, `${tag}: ${found.height}`);
      assert.ok(found.hidden <= 1, `${tag}: ${found.hidden} pixels of text hidden`);
      assert.deepEqual(found.overflowing, [], tag);
      assert.ok(found.isAlike, `${tag}: refusing and accepting side by side, of one size`);
      assert.equal(found.width, 320, tag);
      assert.equal(found.direction, ['ar', 'fa', 'ps', 'ur'].includes(tag) ? 'rtl' : 'ltr', tag);
    }
  }));

const neighbours = {
  'zh-TW': 'zh-Hant', 'zh-HK': 'zh-Hant', zh: 'zh-Hans', 'zh-CN': 'zh-Hans', 'pt-PT': 'pt-BR', 'es-MX': 'es', 'fr-CA': 'fr', fil: 'tl', 'EN-gb': 'en', en_US: 'en', '': 'en', sv: 'en',
};
test('a page’s language finds its nearest banner; without one it is the policy’s default', () =>
  visit(browser, site, {}, async ({ page }) => {
    for (const [asked, shown] of Object.entries(neighbours)) {
      await open(page, asked);
      assert.equal(await shownLanguage(page), shown, asked);
    }
  }));

test('right to left, in both layers and a dark theme: axe finds nothing; what the policy says is marked as English', () =>
  visit(browser, site, { ...small, colorScheme: 'dark' }, async ({ page }) => {
    await open(page, 'ar');
    assert.deepEqual(await axeViolations(page), []);
    await section(page).getByRole('button', { name: 'خيارات', exact: true }).click();
    assert.deepEqual(await axeViolations(page), []);
    const label = section(page).locator('label', { hasText: 'Statistics' });
    assert.equal(await label.getAttribute('lang'), 'en');
    // The box stands at the right of its words, and nothing sticks out.
    const [box, words] = await Promise.all([section(page).getByRole('checkbox', { name: 'Statistics' }).boundingBox(), label.boundingBox()]);
    assert.ok(box && words && box.x >= words.x + words.width - 1);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  }));
