// What stands in the place of frames that wait: whose content it is and why, and one click that shows just that one.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions, FrameLocator, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/chromium.ts';
import { startTrackedSite, type PageFacts, type SiteFile, type TrackedSite, type TrackedSiteOptions } from '../engines/tracked-site.ts';
import { axeViolations } from '../support/axe.ts';
import { sample } from '../support/long.ts';

/** Under a strict policy with Trusted Types. The tracker's host is declared for analytics. Frames come by script: static ones may win a race in Chromium. */
const serve = (path: string, { head, tracker, nonce }: PageFacts, query: URLSearchParams): SiteFile | undefined => path !== '/' ? undefined : {
  type: 'text/html',
  policy: `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'nonce-${nonce}'; img-src data:; connect-src 'self'; `
    + `frame-src *; object-src *; require-trusted-types-for 'script'; trusted-types hallpass`,
  body: `<!doctype html><html lang="${query.get('language') ?? 'en'}"><head><meta charset="utf-8">${head}<title>A page</title><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><style nonce="${nonce}">:root { color-scheme: light dark } iframe, embed, object { max-width: 100% } .wide { width: 100%; height: 260px }</style></head>
<body><main><h1>A page</h1><button type="button" data-hallpass-open>Choices</button>
<template><iframe title="Video" class="wide" src="${tracker}frame-plain"></iframe>
<iframe title="Labelled" width="300" height="180" data-hallpass-purpose="advertising" data-hallpass-src="${tracker}frame-labelled"></iframe>
<iframe title="Unknown" width="300" height="160" src="http://video.example/x"></iframe>
<iframe title="Markup" width="300" height="120" srcdoc="<p>hello</p>"></iframe>
<iframe title="Pixel" width="1" height="1" src="${tracker}frame-pixel"></iframe>
${query.has('embedded') ? `<iframe title="Closed" sandbox="allow-scripts" width="300" height="180" src="${tracker}frame-closed"></iframe>
<embed title="Embed" width="300" height="180" src="${tracker}frame-embed"><object aria-label="Object" width="300" height="180" data="${tracker}frame-object"></object>` : ''}
</template></main><script nonce="${nonce}">document.querySelector('main').append(document.querySelector('template').content);</script></body></html>`,
};

let browser: Browser;
let site: TrackedSite;
before(async () => {
  browser = await launchChromium();
  site = await startTrackedSite(serve);
});
after(async () => {
  await browser?.close();
  await site?.close();
});

const inside = (page: Page, title: string): FrameLocator => page.frameLocator(`iframe[title=${title}]`);
const showButton = (place: Page | FrameLocator) => place.getByRole('button', { name: 'Show this content' });
const press = (page: Page, name: string): Promise<void> => page.locator('hallpass-banner').getByRole('button', { name, exact: true }).click();
const settle = (page: Page): Promise<void> => page.waitForTimeout(500);
let visits = 0;

interface Shown {
  readonly page: Page;
  readonly arrived: () => string[];
}
const visit = async (story: (shown: Shown) => Promise<void>, { on = site, query = '', ...options }: BrowserContextOptions & { readonly on?: TrackedSite; readonly query?: string } = {}): Promise<void> => {
  const context = await browser.newContext(options);
  try {
    const problems: string[] = [];
    context.on('console', (message) => { if (message.type() === 'error') problems.push(message.text()); });
    context.on('weberror', (error) => problems.push(error.error().message));
    const page = await context.newPage();
    const name = `v${++visits}`;
    await page.goto(`${on.origin}/?visit=${name}${query}`);
    await inside(page, 'Video').getByText('localhost').waitFor();
    await story({ page, arrived: () => [...on.arrived(name)].sort() });
    assert.deepEqual(problems.filter((text) => !text.includes('ERR_NAME_NOT_RESOLVED')), []);
  } finally {
    await context.close();
  }
};
const special = async (options: TrackedSiteOptions, use: (on: TrackedSite) => Promise<void>): Promise<void> => {
  const on = await startTrackedSite(serve, options);
  try {
    await use(on);
  } finally {
    await on.close();
  }
};

test('each frame that waits says whose it is and why; nothing moves, nothing leaves', () => visit(async ({ page, arrived }) => {
  await page.evaluate(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => shifts.push(...list.getEntries().map((entry) => (entry as unknown as { value: number }).value))).observe({ type: 'layout-shift', buffered: true });
  });
  const text = (title: string): Promise<string> => inside(page, title).locator('.box').innerText();
  assert.match(await text('Video'), /^Content from localhost:\d+\n+Held back until you allow:\n+Statistics\n/);
  assert.match(await text('Labelled'), /\nInterest-based advertising\n/);
  assert.match(await text('Unknown'), /^Content from video\.example\n+Held back: we do not know/);
  // What has no host of its own could do anything: all or nothing.
  assert.equal(await showButton(inside(page, 'Markup')).count(), 0);
  assert.equal(await inside(page, 'Pixel').locator('button').count(), 0);
  const box = await page.locator('iframe[title=Labelled]').boundingBox();
  assert.deepEqual([box?.width, box?.height], [304, 184]);
  await settle(page);
  assert.deepEqual(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts), []);
  assert.deepEqual(arrived(), []);
}));

test('one click shows that one, this time: nothing else is granted or stored', () => visit(async ({ page, arrived }) => {
  await showButton(inside(page, 'Labelled')).click();
  await page.waitForFunction(() => document.querySelector('iframe[title=Labelled]')?.hasAttribute('src'));
  await settle(page);
  assert.deepEqual(arrived(), ['frame-labelled']);
  await showButton(inside(page, 'Video')).click();
  await settle(page);
  assert.deepEqual(arrived(), ['frame-labelled', 'frame-plain']);
  assert.deepEqual(await page.context().cookies(), []);
  assert.deepEqual(await page.evaluate(() => [window.hallpass?.outcomes()['analytics']?.state, window.hallpass?.outcomes()['advertising']?.state, localStorage.length]), ['denied', 'denied', 0]);
  // The same frame may not go elsewhere, and after a reload it waits again.
  await page.evaluate((url) => { (document.querySelector('iframe[title=Video]') as HTMLIFrameElement).src = url; }, `${site.trackerOrigin}/v${visits}/frame-other`);
  await settle(page);
  assert.deepEqual(arrived(), ['frame-labelled', 'frame-plain']);
  await page.reload();
  await showButton(inside(page, 'Video')).waitFor();
}));

test('embeds, objects and frames closed to the page too; a consent shows them all', () => visit(async ({ page, arrived }) => {
  const stands = page.locator('hallpass-placeholder');
  await stands.nth(2).waitFor();
  assert.equal(await stands.count(), 3);
  const sizes = await stands.evaluateAll((all) => all.map((one) => [one.getBoundingClientRect().width, one.getBoundingClientRect().height]));
  assert.deepEqual(sizes, [[304, 184], [300, 180], [300, 180]]);
  await stands.nth(1).getByRole('button', { name: 'Show this content' }).click();
  await page.waitForFunction(() => document.querySelectorAll('hallpass-placeholder').length === 2);
  await settle(page);
  assert.deepEqual(arrived(), ['frame-embed']);
  await press(page, 'Accept all');
  await page.waitForFunction(() => document.querySelectorAll('hallpass-placeholder').length === 0);
  await settle(page);
  assert.deepEqual(arrived(), ['frame-closed', 'frame-embed', 'frame-labelled', 'frame-object', 'frame-pixel', 'frame-plain']);
  assert.ok(await page.locator('object').isVisible());
}, { query: '&embedded' }));

test('a script’s click is none, nor is a visitor’s click elsewhere', () => visit(async ({ page, arrived }) => {
  await page.evaluate(() => {
    const frame = document.querySelector('iframe[title=Video]') as HTMLIFrameElement;
    const button = frame.contentDocument?.querySelector<HTMLElement>('.show');
    button?.click();
    button?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
    // Whoever hands the listener a genuine click of another place.
    const listeners: EventListener[] = [];
    const { addEventListener } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function (...args: Parameters<typeof addEventListener>) {
      if (typeof args[1] === 'function') listeners.push(args[1]);
      addEventListener.apply(this, args);
    };
    const copy = document.createElement('iframe');
    copy.title = 'Copy';
    copy.sandbox.add('allow-scripts');
    copy.src = frame.getAttribute('hallpass-src') ?? '';
    document.querySelector('h1')?.after(copy);
    Object.assign(window, { listeners });
    document.onclick = (click) => {
      Object.assign(window, { clicked: click.isTrusted });
      for (const listener of [...listeners]) listener(click);
    };
  });
  await page.waitForFunction(() => document.querySelector('hallpass-placeholder'));
  assert.ok(await page.evaluate(() => (window as unknown as { listeners: unknown[] }).listeners.length > 0));
  // By the browser's own input: the driver's helpers listen too.
  const heading = await page.locator('h1').boundingBox();
  await page.mouse.click((heading?.x ?? 0) + 20, (heading?.y ?? 0) + 20);
  assert.ok(await page.evaluate(() => (window as unknown as { clicked?: boolean }).clicked));
  await settle(page);
  assert.deepEqual(arrived(), []);
}));

test('by keyboard: reached, pressed, and the focus stays with what is shown', () => visit(async ({ page, arrived }) => {
  await press(page, 'Reject all');
  await page.locator('main [data-hallpass-open]').focus();
  await page.keyboard.press('Tab');
  assert.equal(await inside(page, 'Video').locator(':focus').innerText(), 'Show this content');
  await page.keyboard.press('Enter');
  await settle(page);
  assert.deepEqual(arrived(), ['frame-plain']);
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('title')), 'Video');
  await inside(page, 'Labelled').getByRole('button', { name: 'Privacy choices' }).click();
  await page.locator('hallpass-banner').getByRole('heading', { name: 'Choose for each purpose' }).waitFor();
}));

test('what an audience bars no click opens', () => special({ facts: ' data-audience="student"' }, (on) => visit(async ({ page, arrived }) => {
  assert.match(await inside(page, 'Video').locator('.box').innerText(), /\nNot used here\n/);
  for (const title of ['Video', 'Labelled', 'Unknown']) assert.equal(await showButton(inside(page, title)).count(), 0, title);
  await settle(page);
  assert.deepEqual(arrived(), []);
}, { on })));

test('a vendor refused by itself: that it was the visitor’s own choice', () => visit(async ({ page, arrived }) => {
  await page.context().addCookies([{ name: 'hallpass', value: `1.a.${Math.floor(Date.now() / 1000).toString(16)}.0.analytics:1+.google_analytics!`, url: site.origin }]);
  await page.goto(`${site.origin}/?visit=v${visits}`);
  assert.match(await inside(page, 'Video').locator('.box').innerText(), /\nOff: you chose this\n/);
  await showButton(inside(page, 'Video')).click();
  await settle(page);
  assert.deepEqual(arrived(), ['frame-plain']);
}));

test('where the page’s response header holds it, no button promises more', () => special({ headers: true }, (on) => visit(async ({ page }) => {
  assert.equal(await showButton(inside(page, 'Video')).count(), 0);
  assert.equal(await inside(page, 'Video').getByRole('button', { name: 'Privacy choices' }).count(), 1);
}, { on })));

for (const options of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }] as const) {
  test(`axe finds nothing: ${Object.values(options).join()}`, () => visit(async ({ page }) => {
    await page.locator('hallpass-placeholder').nth(2).waitFor();
    assert.deepEqual(await axeViolations(page), []);
  }, { ...options, query: '&embedded', viewport: { width: 320, height: 800 } }));
}

test('every language: in its direction, on the smallest screen, both buttons in reach and nothing beside it', () => visit(async ({ page }) => {
  for (const language of sample(readdirSync('web/banner/texts').map((file) => file.replace('.json', '')), 8)) {
    await page.goto(`${site.origin}/?language=${language}`);
    const frame = inside(page, 'Labelled');
    await frame.locator('.show').waitFor({ timeout: 5000 }).catch(() => { throw new Error(language); });
    const found = await frame.locator('.box').evaluate((box: HTMLElement) => ({
      language: box.lang, direction: getComputedStyle(box).direction, beside: box.scrollWidth - box.clientWidth,
      text: box.innerText.includes('{'), buttons: [...box.querySelectorAll('button')].filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length,
    }));
    assert.deepEqual(found, { language, direction: ['ar', 'fa', 'ps', 'ur'].includes(language) ? 'rtl' : 'ltr', beside: 0, text: false, buttons: 0 });
  }
}, { viewport: { width: 320, height: 568 } }));
