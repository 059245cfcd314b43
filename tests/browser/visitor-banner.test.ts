// The banner itself: fair, accessible, small.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { start } from '../../web/site/server.ts';
import { browser, site } from './fixture.ts';
import { axeViolations } from '../support/axe.ts';
import { isLong } from '../support/long.ts';
import { outcomes, settle, visit } from './visitor.ts';

const section = (page: Page) => page.locator('hallpass-banner section');
/** Pixels of the text that have to be scrolled for. */
const hiddenText = (page: Page): Promise<number> => section(page).locator('.text').evaluate((text) => Math.max(0, text.scrollHeight - text.clientHeight - 1));
const words = { '/': ['Reject all', 'Accept all', 'Options'], '/es': ['Rechazar todo', 'Aceptar todo', 'Opciones'] } as const;

for (const colorScheme of ['light', 'dark'] as const) {
  for (const forcedColors of ['none', 'active'] as const) {
    if (!isLong && (colorScheme === 'dark') !== (forcedColors === 'active')) continue;
    test(`axe finds nothing: ${colorScheme}, forced colours ${forcedColors}`, () =>
      visit(browser, site, { colorScheme, forcedColors }, async ({ page }) => {
        for (const path of ['/', '/es', '/students', '/contact', '/es/cookies', '/privacy']) {
          await page.goto(site.origin + path);
          if (path !== '/students') await section(page).waitFor();
          assert.deepEqual(await axeViolations(page), [], `${path}, first layer`);
        }
        await page.goto(site.origin);
        await section(page).getByRole('button', { name: 'Options' }).click();
        assert.deepEqual(await axeViolations(page), [], 'preferences');
        await section(page).getByRole('button', { name: 'Reject all' }).click();
        assert.deepEqual(await axeViolations(page), [], 'closed');
      }));
  }
}

for (const [path, [reject, accept, options]] of Object.entries(words)) {
  test(`${path}: refusing is as easy as accepting, on both layers`, () =>
    visit(browser, site, { viewport: { width: 320, height: 568 } }, async ({ page }) => {
      await page.goto(site.origin + path);
      await section(page).waitFor();
      const look = (name: string) => section(page).getByRole('button', { name, exact: true }).evaluate((button) => {
        const { backgroundColor, color, fontWeight, fontSize, borderColor } = getComputedStyle(button);
        const { width, height } = button.getBoundingClientRect();
        return { tag: button.tagName, backgroundColor, color, fontWeight, fontSize, borderColor, width: Math.round(width), height: Math.round(height) };
      });
      const box = await section(page).boundingBox();
      assert.ok(box && box.height <= 0.25 * 568 && box.y + box.height <= 568, `height ${box?.height}`);
      assert.equal(await hiddenText(page), 0, 'nothing is cut off');
      assert.deepEqual(await look(reject), await look(accept));
      await section(page).getByRole('button', { name: options, exact: true }).click();
      assert.deepEqual(await look(reject), await look(accept));
      // No box is ticked for the visitor but the one that is always on.
      assert.equal(await section(page).getByRole('checkbox', { checked: true, disabled: false }).count(), 0);
      // Nothing sticks out of a narrow screen.
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
    }));
}

test('the keyboard alone: first in the order, visible focus, Escape never consents, focus comes back', () =>
  visit(browser, site, {}, async ({ page, context, trackerRequests }) => {
    await page.goto(site.origin);
    await section(page).waitFor();
    const focused = () => page.evaluate(() => {
      const inner = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
      return `${inner?.tagName} ${inner?.textContent}`;
    });
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'BUTTON Reject all');
    assert.notEqual(await section(page).getByRole('button', { name: 'Reject all' }).evaluate((button) => getComputedStyle(button).outlineStyle), 'none');
    await page.keyboard.press('Escape');
    await section(page).waitFor({ state: 'hidden' });
    assert.deepEqual(await context.cookies(), []);
    assert.equal((await outcomes(page))['analytics'], 'denied default_denied');
    // Reopened from the footer: the focus goes in, and back to the control.
    await page.getByRole('button', { name: 'Privacy choices' }).focus();
    await page.keyboard.press('Enter');
    await section(page).waitFor();
    assert.equal(await focused(), 'H2 Choose for each purpose');
    await page.keyboard.press('Tab');
    while (!(await focused()).startsWith('INPUT')) await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    while (!(await focused()).startsWith('BUTTON Save')) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await section(page).waitFor({ state: 'hidden' });
    assert.equal(await focused(), 'BUTTON Privacy choices');
    await settle(page);
    assert.equal((await outcomes(page))['analytics'], 'granted visitor_granted');
    assert.deepEqual([...new Set(trackerRequests())].sort(), ['/g/collect', '/gtag/js']);
  }));

test('a vendor can be refused alone, and nothing is ticked beforehand', () =>
  visit(browser, site, { region: 'DE' }, async ({ page, trackerRequests }) => {
    const open = async (): Promise<void> => {
      await page.locator('[data-hallpass-open]').first().click();
      await section(page).locator('summary').first().waitFor();
      for (const summary of await section(page).locator('summary').all()) await summary.click();
    };
    const box = (name: string) => section(page).getByRole('checkbox', { name });
    const vendor = (name: string) => section(page).locator('li').getByRole('checkbox', { name });
    await page.goto(site.origin);
    await section(page).waitFor();
    await open();
    assert.equal(await section(page).getByRole('checkbox', { checked: true, disabled: false }).count(), 0);
    assert.deepEqual(await axeViolations(page), []);
    await box('Statistics').check();
    assert.equal(await vendor('Google Analytics').isChecked(), true, 'a purpose brings its vendors');
    await vendor('Google Analytics').uncheck();
    await vendor('LinkedIn Lead Gen').check();
    await section(page).getByRole('button', { name: 'Save', exact: false }).click();
    await settle(page);
    const { analytics, lead_generation: lead } = await outcomes(page);
    assert.deepEqual([analytics, lead], ['granted visitor_granted', 'granted visitor_granted']);
    const asked = trackerRequests().join(' ');
    assert.doesNotMatch(asked, /gtag|collect/, 'the refused vendor is asked for nothing');
    assert.match(asked, /insight/);
    // It is remembered, also by the page that comes next.
    await page.reload();
    await settle(page);
    assert.doesNotMatch(trackerRequests().join(' '), /gtag|collect/);
    await open();
    assert.deepEqual([await vendor('Google Analytics').isChecked(), await vendor('LinkedIn Lead Gen').isChecked()], [false, true]);
    await vendor('Google Analytics').check();
    await section(page).getByRole('button', { name: 'Save', exact: false }).click();
    await settle(page);
    await page.waitForFunction(() => document.readyState === 'complete');
    await settle(page);
    assert.match(trackerRequests().join(' '), /gtag/);
  }));

test('the page is not covered: its end can be scrolled free of the banner', () =>
  visit(browser, site, { viewport: { width: 320, height: 568 } }, async ({ page }) => {
    await page.goto(`${site.origin}/contact`);
    await section(page).waitFor();
    // The room under the page is made with the banner's first layout.
    await page.waitForFunction(() => document.body.style.paddingBottom !== '');
    await page.evaluate(() => { window.scrollTo(0, document.body.scrollHeight); });
    const footer = await page.locator('footer').boundingBox();
    const box = await section(page).boundingBox();
    assert.ok(footer && box && footer.y + footer.height <= box.y + 1, 'the footer ends above the banner');
    // The banner is no dialog and traps nothing: the form can be filled in before any choice.
    await page.getByLabel('Your name').fill('Ada');
  }));

const views = {
  '200% zoom of 1280×800': { viewport: { width: 640, height: 400 } }, '400% zoom of 1280×1024': { viewport: { width: 320, height: 256 } },
  'a wide screen': { viewport: { width: 1280, height: 800 } },
} as const;
for (const [name, options] of Object.entries(views)) {
  test(`${name}: everything in sight, nothing beside it`, () =>
    visit(browser, site, options, async ({ page }) => {
      for (const path of ['/', '/es']) {
        await page.goto(site.origin + path);
        await section(page).waitFor();
        assert.equal(await hiddenText(page), 0);
        const { width, height } = options.viewport;
        for (const button of await section(page).getByRole('button').all()) {
          const box = await button.boundingBox();
          assert.ok(box && box.x >= 0 && box.x + box.width <= width && box.y + box.height <= height && box.height >= 24);
          // Its words stand inside it.
          assert.ok(await button.evaluate(({ scrollWidth, clientWidth, scrollHeight, clientHeight }) => scrollWidth <= clientWidth && scrollHeight <= clientHeight));
        }
      }
    }));
}

// https://www.w3.org/TR/WCAG22/#text-spacing
test('with the reader’s own text spacing every word can still be read, by keyboard too', () =>
  visit(browser, site, { viewport: { width: 320, height: 568 } }, async ({ page }) => {
    for (const path of ['/', '/es']) {
      await page.goto(site.origin + path);
      await section(page).waitFor();
      await section(page).evaluate((element) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}');
        (element.getRootNode() as ShadowRoot).adoptedStyleSheets.push(sheet);
      });
      for (const button of await section(page).getByRole('button').all()) {
        assert.ok(await button.evaluate(({ scrollWidth, clientWidth, scrollHeight, clientHeight }) => scrollWidth <= clientWidth && scrollHeight <= clientHeight), await button.innerText());
      }
      const text = section(page).locator('.text');
      assert.ok(await text.evaluate(({ clientHeight }) => clientHeight >= 24), 'room for a line');
      if (await hiddenText(page) > 0) {
        // Drawn again by the browser's own observer: in the tab order now.
        await page.waitForFunction(() => document.querySelector('hallpass-banner')?.shadowRoot?.querySelector<HTMLElement>('.text')?.tabIndex === 0);
      }
    }
  }));

test('where the policy says so the page waits: nothing behind can be reached, Escape closes and consents to nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hallpass-modal-'));
  const policy = JSON.parse(readFileSync('examples/steptech/policy.json', 'utf8')) as { consent: { modal?: boolean } };
  policy.consent.modal = true;
  writeFileSync(join(folder, 'policy.json'), JSON.stringify(policy));
  cpSync('build/web', folder, { recursive: true });
  execFileSync('build/native/cli/hallpass', ['build', join(folder, 'policy.json'), '-o', join(folder, 'site'), '--headers', join(folder, 'site-headers'), '--undecided', 'meta'], { stdio: 'ignore' });
  const modalSite = await start({ folder, policy: join(folder, 'policy.json') });
  try {
    await visit(browser, modalSite, { region: 'DE' }, async ({ page, context }) => {
      await page.goto(modalSite.origin);
      const dialog = page.getByRole('dialog', { name: 'Your privacy choices' });
      await dialog.waitFor();
      assert.deepEqual(await axeViolations(page), []);
      // Tab stays inside (the browser's own controls apart), and what lies behind takes no click.
      for (let press = 0; press < 8; ++press) {
        await page.keyboard.press('Tab');
        assert.ok(await page.evaluate(() => ['HALLPASS-BANNER', 'BODY'].includes(document.activeElement?.tagName ?? '')));
      }
      await assert.rejects(page.getByRole('link', { name: 'See Registration' }).click({ timeout: 1000 }));
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      assert.deepEqual(await context.cookies(), []);
      assert.equal((await outcomes(page))['analytics'], 'denied default_denied');
      // The choices open as a dialog too, and a refusal gives the page back.
      await page.locator('[data-hallpass-open]').first().click();
      await dialog.getByRole('button', { name: 'Reject all' }).click();
      await page.getByRole('link', { name: 'See Registration' }).click();
      await page.getByRole('heading', { name: 'Registration' }).first().waitFor();
    });
    // What only says that a signal was honoured asks nothing, and nothing waits for it.
    await visit(browser, modalSite, { region: 'US-CA', extraHTTPHeaders: { 'Sec-GPC': '1' } }, async ({ page }) => {
      await page.goto(modalSite.origin);
      const dialog = page.getByRole('dialog', { name: 'Your privacy choices' });
      await dialog.waitFor();
      assert.equal(await dialog.getByRole('button', { name: 'Reject all' }).count(), 0, 'a notice');
      await page.getByRole('link', { name: 'See Registration' }).click();
      await page.getByRole('heading', { name: 'Registration' }).first().waitFor();
    });
  } finally {
    await modalSite.close();
    rmSync(folder, { recursive: true });
  }
});
