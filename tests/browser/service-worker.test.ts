// The service worker beside the gate: what it takes from requests, how it fails, and that nobody talks it into anything.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/chromium.ts';
import { startTrackedSite, type PageFacts, type SiteFile, type TrackedSite, type TrackedSiteOptions } from '../engines/tracked-site.ts';

/** A site's own worker, which has a page for when there is no network. */
const ownWorker = `importScripts('/hallpass.sw.js');
self.hallpassAnswer = ({ request }) => fetch(request).catch(() => new Response('<h1>No network</h1>', { headers: { 'Content-Type': 'text/html' } }));
addEventListener('install', () => { skipWaiting(); });
addEventListener('activate', (event) => { event.waitUntil(clients.claim()); });
addEventListener('fetch', (event) => { event.respondWith(event.request.url.endsWith('/own') ? new Response('own') : fetch(event.request)); });`;

/** Static and unlabelled: whatever is asked for is the browser's own doing. */
const serve = (path: string, { head, tracker }: PageFacts): SiteFile | undefined => path === '/own-worker.js' ? { type: 'text/javascript', body: ownWorker } : path !== '/' ? undefined : { type: 'text/html', policy: "object-src 'none'", body: `<!doctype html>
<html lang="en"><head>${head}<title>A page</title><link rel="icon" href="data:,"></head><body><main><h1>A page</h1><img src="${tracker}static" alt=""></main></body></html>` };

let browser: Browser;
let plain: TrackedSite;
let site: TrackedSite;
before(async () => {
  browser = await launchChromium();
  [plain, site] = await Promise.all([startTrackedSite(serve), startTrackedSite(serve, { serviceWorker: true })]);
});
after(async () => {
  await browser?.close();
  await plain?.close();
  await site?.close();
});

const inCharge = (page: Page): Promise<unknown> => page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
const press = (page: Page, name: string): Promise<void> => page.locator('hallpass-banner').getByRole('button', { name, exact: true }).click();
const settle = (page: Page): Promise<void> => page.waitForTimeout(500);
const loadImage = (page: Page, url: string): Promise<boolean> => page.evaluate(async (src) => {
  const image = new Image();
  image.src = src;
  return image.decode().then(() => true, () => false);
}, url);

/** A visitor whose second page load has the worker; `answers` as their stored choice. */
const visit = async ({ origin }: TrackedSite, answers: string, story: (page: Page) => Promise<void>, before?: () => void): Promise<void> => {
  const context = await browser.newContext();
  try {
    if (answers !== '') await context.addCookies([{ name: 'hallpass', value: `1.a.${Math.floor(Date.now() / 1000).toString(16)}.0${answers}`, url: origin }]);
    if (before) await context.addInitScript(before);
    const page = await context.newPage();
    await page.goto(`${origin}/?visit=first`);
    await inCharge(page);
    await story(page);
  } finally {
    await context.close();
  }
};
const special = async (options: TrackedSiteOptions, use: (site: TrackedSite) => Promise<void>): Promise<void> => {
  const one = await startTrackedSite(serve, { serviceWorker: true, ...options });
  try {
    await use(one);
  } finally {
    await one.close().catch(() => undefined); // by its own test already
  }
};
const everything = '.analytics:1+.lead_generation:1+.advertising:1+';

test('a granted tracker’s ETag comes back to it without the worker, and not with it', async () => {
  const askTwice = async (page: Page, base: string): Promise<string> => {
    for (let time = 0; time < 2; ++time) {
      await page.reload();
      assert.ok(await loadImage(page, `${base}/etag-image`));
      await page.evaluate((url) => fetch(url).then((response) => response.text()), `${base}/etag-fetch`);
    }
    return page.evaluate((url) => fetch(url).then(({ headers }) => String(headers.get('etag'))), `${base}/etag-fetch`);
  };
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${plain.origin}/?visit=without`);
  await press(page, 'Accept all');
  await page.waitForFunction(() => document.querySelector('img')?.hasAttribute('src'));
  assert.equal(await askTwice(page, `${plain.trackerOrigin}/without`), '"visitor-1"');
  assert.deepEqual([...plain.validated('without')], ['etag-image', 'etag-fetch']);
  await context.close();
  await visit(site, everything, async (visitor) => {
    assert.equal(await askTwice(visitor, `${site.trackerOrigin}/with`), 'null', 'nor can a script read it');
    assert.deepEqual([...site.arrived('with')], ['etag-image', 'etag-fetch']);
    assert.deepEqual([...site.validated('with')], []);
  });
});

test('a consent counts from the next request on, and so does taking it back, for what already runs too', () =>
  visit(site, '', async (page) => {
    await press(page, 'Accept all');
    await page.waitForFunction(() => document.querySelector('img')?.hasAttribute('src'));
    const base = `${site.trackerOrigin}/`;
    assert.ok(await loadImage(page, `${base}choice/one`));
    // By the server, as at a sign-out: no script of the page hears of it.
    await page.context().clearCookies();
    assert.ok(!await loadImage(page, `${base}choice/two`));
    assert.deepEqual([...site.arrived('choice')], ['one']);
  }));

test('the page’s policy judges where a granted tracker redirects', async () => {
  await visit(site, '.analytics:1+', async (page) => {
    await page.goto(`${site.origin}/?visit=second`);
    const base = `${site.trackerOrigin}/`;
    const to = (url: string): string => `${base}redirects/redirect-to=${encodeURIComponent(url)}`;
    const fetched = (url: string): Promise<boolean> => page.evaluate((address) => fetch(address).then(({ ok }) => ok, () => false), url);
    assert.ok(await loadImage(page, to(`${base}redirects/image`)));
    assert.ok(await fetched(to(`${base}redirects/fetch`)));
    // Another host than the granted one: the browser blocks it.
    const elsewhere = `${plain.trackerOrigin}/elsewhere/pixel`;
    assert.ok(!await loadImage(page, to(elsewhere)));
    assert.ok(!await fetched(to(elsewhere)));
    assert.ok(['image', 'fetch'].every((name) => site.arrived('redirects').has(name)));
    assert.deepEqual([...plain.arrived('elsewhere')], []);
  });
});

test('a second visit is closed by the browser itself, beside the site’s own policy; an own file comes as ever', () =>
  visit(site, '', async (page) => {
    const answer = await page.goto(`${site.origin}/?visit=closed`);
    await settle(page);
    const { 'content-security-policy': policy = '', 'server-timing': timing } = answer?.headers() ?? {};
    assert.match(policy, /^object-src 'none', default-src 'self' [^,]*connect-src 'self' data: blob:; form-action 'self'$/);
    assert.equal(timing, 'hallpass;desc="site_operation"');
    assert.deepEqual([...site.arrived('closed')], []);
    assert.equal(await page.evaluate(() => fetch('/hallpass.js').then(({ ok }) => ok)), true);
  }));

test('GPC, as the page’s gate told it or as the server saw it, closes the worker too', async () => {
  const gpc = (): void => { Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { value: true, configurable: true }); };
  const granted = async (page: Page, origin: string): Promise<string | undefined> => (await page.goto(`${origin}/?visit=gpc`))?.headers()['server-timing'];
  // The choice is older than the signal.
  await visit(site, everything, async (page) => { assert.equal(await granted(page, site.origin), 'hallpass;desc="site_operation"'); }, gpc);
  await special({ facts: ' data-gpc="1"' }, (one) => visit(one, everything, async (page) => { assert.equal(await granted(page, one.origin), 'hallpass;desc="site_operation"'); }));
  await visit(site, everything, async (page) => { assert.equal(await granted(page, site.origin), 'hallpass;desc="site_operation analytics lead_generation advertising"'); });
});

test('a vendor that the record refuses by itself is refused here too', () =>
  visit(site, '.analytics:1+.google_analytics!', async (page) => {
    const answer = await page.goto(`${site.origin}/?visit=vendor`);
    const { 'server-timing': timing, 'content-security-policy': policy } = answer?.headers() ?? {};
    assert.equal(timing, 'hallpass;desc="site_operation analytics"');
    assert.doesNotMatch(policy ?? '', /google|localhost/);
    assert.ok(!await loadImage(page, `${site.trackerOrigin}/vendor/image`));
    assert.deepEqual([...site.arrived('vendor')], []);
  }));

test('the region is the page’s own, by its tag; nobody’s is the strictest; a child’s page is closed', async () => {
  const timing = async ({ origin }: TrackedSite, page: Page): Promise<string | undefined> => (await page.goto(`${origin}/?visit=region`))?.headers()['server-timing'];
  await special({ facts: ' data-region="US"' }, (one) => visit(one, '', async (page) => { assert.match(await timing(one, page) ?? '', /analytics/); }));
  await special({ facts: " data-region='DE'" }, (one) => visit(one, '', async (page) => { assert.doesNotMatch(await timing(one, page) ?? '', /analytics/); }));
  await special({ facts: ' data-region=US data-age=9-12' }, (one) => visit(one, '', async (page) => { assert.doesNotMatch(await timing(one, page) ?? '', /analytics/); }));
});

test('a student’s page stays closed to what its audience bars, whatever was chosen elsewhere', () =>
  special({ facts: ' data-audience="student"' }, (one) => visit(one, everything, async (page) => {
    await page.goto(`${one.origin}/?visit=student`);
    await settle(page);
    assert.ok(!await loadImage(page, `${one.trackerOrigin}/student/image`));
    assert.deepEqual([...one.arrived('student')], []);
  })));

for (const [what, damage] of Object.entries({
  'a damaged image': (script: string) => script.replace(/"image":"(.{40})../, '"image":"$1ff'), 'a damaged module': (script: string) => script.replace(/"module":"(.{400})../, '"module":"$1ff'),
})) {
  test(`${what} keeps the worker closed, and the site’s own files come`, () =>
    special({ serviceWorker: damage }, (one) => visit(one, everything, async (page) => {
      await page.goto(`${one.origin}/?visit=damaged`);
      await settle(page);
      assert.equal(await page.locator('h1').innerText(), 'A page');
      assert.ok(!await loadImage(page, `${one.trackerOrigin}/damaged/image`));
      assert.deepEqual([...one.arrived('damaged')], []);
    })));
}

test('a site’s own worker takes ours along in one line, and still answers what it answered', () =>
  special({ workerPath: '/own-worker.js' }, (one) => visit(one, '.analytics:1+', async (page) => {
    const answer = await page.goto(`${one.origin}/?visit=own`);
    assert.equal(answer?.headers()['server-timing'], 'hallpass;desc="site_operation analytics"');
    assert.ok(await loadImage(page, `${one.trackerOrigin}/own/image`));
    assert.equal(await page.evaluate(() => fetch('/own').then((response) => response.text())), 'own');
    await page.context().clearCookies();
    assert.ok(!await loadImage(page, `${one.trackerOrigin}/own/refused`));
    assert.ok(!one.arrived('own').has('refused'));
    await one.close();
    await page.goto(`${one.origin}/?visit=own`);
    assert.equal(await page.locator('h1').innerText(), 'No network');
  })));

test('which worker it is stands in the head: a script that changes the tag later has no other registered', () =>
  visit(site, '', async (page) => {
    const scripts = await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).map(({ active }) => new URL(active?.scriptURL ?? '').pathname));
    assert.deepEqual(scripts, ['/hallpass.sw.js']);
  }, () => {
    document.addEventListener('DOMContentLoaded', () => {
      const tag = document.querySelector<HTMLElement>('[data-service-worker]');
      if (tag) tag.dataset['serviceWorker'] = '/own-worker.js';
    });
  }));

test('a page’s script cannot talk the worker into anything, nor end it, and registers no other', () =>
  visit(site, '', async (page) => {
    await page.goto(`${site.origin}/?visit=forged`);
    const scripts = await page.evaluate(async () => {
      Object.assign(Object.prototype, { scope: '/elsewhere/' });
      navigator.serviceWorker.controller?.postMessage({ gpc: 0, record: '1.a.6765.0.analytics:1+' });
      void navigator.serviceWorker.register('/hallpass.sw.js?gpc=1&dnt=0').catch(() => undefined);
      void navigator.serviceWorker.getRegistration().then((registration) => registration?.unregister());
      dispatchEvent(new Event('load'));
      const made = document.createElement('script');
      made.src = '/hallpass.js';
      made.dataset['audience'] = 'website_visitor';
      document.head.prepend(made);
      await new Promise((resolve) => { setTimeout(resolve, 500); });
      return (await navigator.serviceWorker.getRegistrations()).map(({ scope, active }) => `${new URL(scope).pathname} ${new URL(active?.scriptURL ?? '').search}`);
    });
    assert.deepEqual(scripts, ['/ ?gpc=0&dnt=']);
    assert.ok(!await loadImage(page, `${site.trackerOrigin}/forged/image`));
    assert.deepEqual([...site.arrived('forged')], []);
  }));
