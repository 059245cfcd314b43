// A fair banner, rule by rule: CNIL's recommendation, EDPB taskforce 2023 and guidelines 03/2022, 11 CCR 7004,
// 4 CCR 904-3-7.09. What its texts may not say is in tests/banner/texts.test.ts.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { browser, site } from './fixture.ts';
import { axeViolations } from '../support/axe.ts';
import { outcomes, settle, visit } from './visitor.ts';

const section = (page: Page) => page.locator('hallpass-banner section');
const button = (page: Page, name: string) => section(page).getByRole('button', { name, exact: true });
const press = (page: Page, name: string) => button(page, name).click();
const names = (page: Page): Promise<string[]> => section(page).getByRole('button').allInnerTexts();
const reopen = (page: Page) => page.getByRole('button', { name: 'Privacy choices' });
const optional = ['analytics', 'lead_generation', 'advertising'];
const states = async (page: Page): Promise<(string | undefined)[]> => {
  const all = await outcomes(page);
  return optional.map((id) => all[id]?.split(' ')[0]);
};

for (const colorScheme of ['light', 'dark'] as const) {
  test(`refusing and accepting look alike in every property, on both layers: ${colorScheme}`, () =>
    visit(browser, site, { colorScheme, viewport: { width: 320, height: 568 } }, async ({ page }) => {
      await page.goto(site.origin);
      const style = async (name: string) => new Map(await button(page, name).evaluate((element): [string, string | null][] => {
        const style = getComputedStyle(element);
        const properties = [...style].map((property) => {
          const value = style.getPropertyValue(property);
          // A grid shares out what is left of a pixel.
          return [property, /^[\d.]+px( [\d.]+px)?$/.test(value) ? value.split(' ').map((part) => Math.round(parseFloat(part) * 5)).join() : value];
        });
        return [...properties as [string, string][], ['element', element.tagName], ['part', element.getAttribute('part')]];
      }));
      const layers = [['Reject all', 'Accept all', 'Options'], ['Reject all', 'Accept all', 'Save choices', 'Back']];
      for (const [layer, expected] of layers.entries()) {
        if (layer === 1) await press(page, 'Options');
        // As many ways to refuse as to accept; the same words in the same order; no link, picture or drawing that steers.
        assert.deepEqual(await names(page), expected);
        assert.equal(await section(page).locator('img, svg, canvas, video').count(), 0);
        const [reject, accept] = [await style('Reject all'), await style('Accept all')];
        assert.deepEqual(reject, accept);
        assert.equal(reject.get('background-image'), 'none');
      }
      assert.equal(await section(page).getByRole('checkbox', { checked: true, disabled: false }).count(), 0, 'nothing is ticked for the visitor');
    }));
}

test('one click refuses, as one click accepts; changing one’s mind takes two either way', () =>
  visit(browser, site, {}, async ({ page, context }) => {
    const expiry = async () => (await context.cookies()).find(({ name }) => name === 'hallpass')?.expires ?? 0;
    await page.goto(site.origin);
    await press(page, 'Reject all');
    await section(page).waitFor({ state: 'hidden' });
    assert.deepEqual(await states(page), ['denied', 'denied', 'denied']);
    const refused = await expiry();
    await reopen(page).click();
    await press(page, 'Accept all');
    assert.deepEqual(await states(page), ['granted', 'granted', 'granted']);
    assert.ok(Math.abs(await expiry() - refused) < 60, 'both are remembered equally long');
    await reopen(page).click();
    await press(page, 'Reject all');
    assert.deepEqual(await states(page), ['denied', 'denied', 'denied']);
  }));

test('scrolling, Escape, waiting and moving on are no consent, and the site works without an answer', () =>
  visit(browser, site, {}, async ({ page, context, trackerRequests }) => {
    await page.goto(site.origin);
    await section(page).waitFor();
    await page.mouse.wheel(0, 2000);
    await page.mouse.click(5, 5);
    await page.keyboard.press('Escape');
    await settle(page);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'See Registration' }).click();
    await page.getByRole('heading', { name: 'Registration' }).first().waitFor();
    await section(page).waitFor();
    await settle(page);
    assert.deepEqual(await states(page), ['denied', 'denied', 'denied']);
    assert.deepEqual(await context.cookies(), []);
    assert.deepEqual(trackerRequests(), []);
  }));

test('purposes before the choice, every vendor one step away with what it does and how to refuse it there', () =>
  visit(browser, site, {}, async ({ page }) => {
    const policy = JSON.parse(readFileSync('examples/steptech/policy.json', 'utf8')) as {
      texts: { en: { purposes: Record<string, { name: string }> } };
      vendors: Record<string, { name: string; service: string; privacy_url: string; opt_out_url: string }>;
    };
    await page.goto(site.origin);
    const first = await section(page).innerText();
    for (const id of optional) assert.ok(first.includes(policy.texts.en.purposes[id]?.name ?? '?'), id);
    await press(page, 'Options');
    for (const summary of await section(page).locator('summary').all()) await summary.click();
    for (const id of ['google_analytics', 'linkedin', 'google_ads']) {
      const { name = '', service = '', privacy_url = '', opt_out_url = '' } = policy.vendors[id] ?? {};
      const item = section(page).locator('li', { hasText: `${name}: ${service}` });
      assert.deepEqual(await item.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href'))), [privacy_url, opt_out_url]);
    }
    assert.deepEqual(await axeViolations(page), []);
  }));

test('each purpose says why it is on or off', () =>
  visit(browser, site, { region: 'US-CA' }, async ({ page }) => {
    const reason = (name: string) => section(page).locator('.item', { has: page.getByRole('checkbox', { name }) }).locator('.why').innerText();
    await page.goto(site.origin);
    await reopen(page).click();
    assert.equal(await reason('Running the site'), 'Always on: the site needs this');
    assert.equal(await reason('Statistics'), 'On until you turn it off');
    await section(page).getByRole('checkbox', { name: 'Statistics' }).uncheck();
    await press(page, 'Save choices');
    await reopen(page).click();
    assert.equal(await reason('Statistics'), 'Off: you chose this');
    assert.equal(await reason('LinkedIn Lead Gen'), 'On: you chose this');
    await page.goto(`${site.origin}/students`);
    await reopen(page).click();
    assert.equal(await reason('Interest-based advertising'), 'Not used here');
  }));

test('a visitor with a signal sees it honoured, and acknowledging it refuses nothing more and grants nothing', () =>
  visit(browser, site, { region: 'US-CA', extraHTTPHeaders: { 'Sec-GPC': '1' } }, async ({ page }) => {
    await page.goto(site.origin);
    assert.deepEqual(await names(page), ['OK', 'Options']);
    assert.deepEqual(await axeViolations(page), []);
    const before = await states(page);
    await press(page, 'OK');
    assert.deepEqual(await states(page), before);
    await page.reload();
    await settle(page);
    assert.equal(await section(page).count(), 0, 'told once');
  }));

test('withdrawal stays in reach where the page has no control of its own, and the focus comes back to it', () =>
  visit(browser, site, {
    before: () => {
      document.addEventListener('DOMContentLoaded', () => {
        for (const control of document.querySelectorAll('[data-hallpass-open]')) control.removeAttribute('data-hallpass-open');
      });
    },
  }, async ({ page }) => {
    await page.goto(site.origin);
    const own = page.locator('hallpass-banner').getByRole('button', { name: 'Privacy choices' });
    await press(page, 'Accept all');
    await own.click();
    assert.deepEqual(await axeViolations(page), []);
    await press(page, 'Reject all');
    // Tags that have run stop at a reload only: said, and offered.
    await section(page).getByText('What is running now stops when the page is loaded again.').waitFor();
    assert.deepEqual(await axeViolations(page), []);
    await press(page, 'Back');
    assert.ok(await own.evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element));
    await page.reload();
    await own.waitFor();
  }));

test('a site styles the two answers only together, its colours reach every part, and nothing moves', () =>
  visit(browser, site, {}, async ({ page }) => {
    await page.goto(site.origin);
    await section(page).waitFor();
    const found = await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('hallpass-banner{--hallpass-background:#123456}hallpass-banner::part(answer){border-radius:20px}');
      document.adoptedStyleSheets.push(sheet);
      const root = document.querySelector('hallpass-banner')?.shadowRoot;
      const section = root?.querySelector('section');
      // Nothing moves, so nobody has to ask for less motion.
      const moving = [...root?.querySelectorAll('*') ?? []].filter((element) => {
        const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element);
        return animationName !== 'none' || transitionDuration !== '0s' || scrollBehavior !== 'auto';
      });
      return [moving.length, section && getComputedStyle(section).backgroundColor, ...[...section?.querySelectorAll('button') ?? []].map((element) => getComputedStyle(element).borderRadius)];
    });
    assert.deepEqual(found, [0, 'rgb(18, 52, 86)', '20px', '20px', '6px']);
  }));

test('on a shared device the choice ends with the browser session', () =>
  visit(browser, site, {
    before: () => {
      // While the head script is being fetched, its tag gets the attribute that the site's template would have given it.
      new MutationObserver(() => document.querySelector('script[src$="hallpass.js"]')?.setAttribute('data-shared-device', ''))
        .observe(document, { childList: true, subtree: true });
    },
  }, async ({ page, context }) => {
    await page.goto(site.origin);
    await press(page, 'Accept all');
    assert.deepEqual((await context.cookies()).filter(({ name }) => name === 'hallpass').map(({ expires }) => expires), [-1]);
    // The receipt too.
    await page.waitForFunction(() => sessionStorage.getItem('hallpass_receipts') !== null);
    assert.equal(await page.evaluate(() => localStorage.getItem('hallpass_receipts')), null);
    await page.goto(`${site.origin}/contact`);
    assert.deepEqual(await states(page), ['granted', 'granted', 'granted']);
  }));
