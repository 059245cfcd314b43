// The portal in another language: the person's own at once, another by choice, kept on this device; and what happens
// when its texts cannot be had.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/chromium.ts';
import { serveFolder, type StaticServer } from '../../scripts/lib/static-server.ts';
import { readTranslation, translatedTags } from '../../scripts/lib/portal-texts.ts';
import { securityHeaders } from '../../web/portal/config.ts';
import { directionOf } from '../../web/portal/languages.ts';
import { accessibilityFindings } from '../support/accessibility.ts';

const config = { district: '', issuer: '', clientId: 'portal', keySigners: [], keyIssuer: '', audience: '', logo: '' };
const welcome = { en: "Your child's school record", es: 'El expediente escolar de su hijo o hija' };

let browser: Browser;
let server: StaticServer;
before(async () => {
  // No district answers here: the welcome page does without.
  server = await serveFolder({ folder: 'build/web/portal', headers: () => securityHeaders(config), generated: { '/config.json': () => config } });
  browser = await launchChromium();
});
after(async () => {
  await browser.close();
  await server.close();
});

const withPage = async (options: BrowserContextOptions, use: (page: Page) => Promise<void>): Promise<void> => {
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await use(page);
  } finally {
    await context.close();
  }
};
const shows = (page: Page, language: keyof typeof welcome): Promise<void> =>
  page.getByRole('heading', { level: 1, name: welcome[language] }).waitFor();

test('a person’s own language comes first, and loads nothing of the others', () => withPage({ locale: 'es-MX' }, async (page) => {
  const fetched: string[] = [];
  page.on('request', (request) => { if (request.url().includes('/texts/')) fetched.push(new URL(request.url()).pathname); });
  await page.goto(server.origin);
  await shows(page, 'es');
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'es');
  assert.equal(await page.title(), `${welcome.es} – Expedientes`);
  assert.deepEqual(fetched, ['/texts/es.json']);
  assert.deepEqual(await accessibilityFindings(page), []);
}));

test('another language by choice: at once, with the focus kept, announced by <html lang>, and again after a reload', () => withPage({ locale: 'en-US' }, async (page) => {
  await page.goto(server.origin);
  await shows(page, 'en');
  const choice = page.getByRole('combobox', { name: 'Language' });
  assert.deepEqual(await choice.locator('option').evaluateAll((options) => options.map((option) => [option.getAttribute('lang'), option.textContent])).then((all) => all.slice(0, 2)),
    [['en', 'English'], ['es', 'Español']]);
  await choice.focus();
  await choice.selectOption('es');
  await shows(page, 'es');
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'es');
  assert.equal(await page.getByRole('combobox', { name: 'Idioma' }).evaluate((node) => node === document.activeElement), true);
  assert.deepEqual(await accessibilityFindings(page), []);
  await page.reload();
  await shows(page, 'es');
  await page.getByRole('combobox', { name: 'Idioma' }).selectOption('en');
  await shows(page, 'en');
}));

test('texts that cannot be had: said in words, the choice goes back, and choosing again works', () => withPage({ locale: 'en-US' }, async (page) => {
  await page.goto(server.origin);
  await shows(page, 'en');
  await page.route('**/texts/es.json', (route) => route.abort());
  const choice = page.getByRole('combobox', { name: 'Language' });
  await choice.selectOption('es');
  await page.getByText('This language could not be loaded.').waitFor();
  assert.equal(await choice.inputValue(), 'en');
  await page.unroute('**/texts/es.json');
  await choice.selectOption('es');
  await shows(page, 'es');
  assert.equal(await page.getByText('This language could not be loaded.').count(), 0);
}));

test('without the texts of one’s own language the page starts in English', () => withPage({ locale: 'es-US' }, async (page) => {
  await page.route('**/texts/es.json', (route) => route.abort());
  await page.goto(server.origin);
  await shows(page, 'en');
}));

for (const tag of translatedTags()) {
  test(`${tag}: the page as somebody with that browser gets it, at 320 px`, () => withPage({ locale: tag, viewport: { width: 320, height: 640 } }, async (page) => {
    await page.goto(server.origin);
    const title = readTranslation(tag).texts['welcome_title'];
    assert.equal(typeof title, 'string');
    await page.getByRole('heading', { level: 1, name: title as string }).waitFor();
    const shown = await page.evaluate(() => ({
      lang: document.documentElement.lang, direction: getComputedStyle(document.body).direction,
      scrolls: document.documentElement.scrollWidth > innerWidth,
    }));
    assert.deepEqual(shown, { lang: tag, direction: directionOf(tag), scrolls: false });
    // That the drawn fonts lack a letter shows only when a frame was tried.
    const view = ['es', 'fr', 'ht', 'pt-BR', 'so', 'tl'].includes(tag) ? 'canvas' : 'plain';
    await page.waitForFunction((view) => document.body.className === view, view);
    assert.deepEqual(await accessibilityFindings(page), []);
  }));
}

test('the choice lists every language in its own script, and the drawn page stays drawn', () => withPage({ locale: 'en-US' }, async (page) => {
  await page.goto(server.origin);
  await shows(page, 'en');
  assert.equal(await page.getByRole('combobox', { name: 'Language' }).locator('option').count(), translatedTags().length + 1);
  await page.locator('body.canvas').waitFor({ state: 'attached' });
  await page.getByRole('combobox', { name: 'Language' }).selectOption('ar');
  await page.locator('html[dir=rtl] body.plain').waitFor({ state: 'attached' });
  await page.getByRole('combobox').selectOption('en');
  await page.locator('html[dir=ltr] body.canvas').waitFor({ state: 'attached' });
}));
