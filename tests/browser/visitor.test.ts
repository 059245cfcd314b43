// A visitor of the demo site in a real browser: nothing before a choice, exactly the choice after it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { browser, site } from './fixture.ts';
import { outcomes, settle, visit } from './visitor.ts';

const banner = (page: Page) => page.getByRole('region', { name: 'Your privacy choices' });
const press = (page: Page, name: string) => banner(page).getByRole('button', { name, exact: true }).click();
const consentCalls = (page: Page): Promise<(readonly [string, Record<string, string>])[]> => page.evaluate(() =>
  ((window as { dataLayer?: IArguments[] }).dataLayer ?? []).filter((entry) => entry[0] === 'consent').map((entry) => [entry[1], entry[2]] as const));
const names = async (page: Page): Promise<string[]> => (await page.context().cookies()).filter(({ domain }) => domain !== 'localhost').map(({ name }) => name).sort();
const tags = (page: Page): Promise<string[]> => page.evaluate(() => (window as { siteTags?: string[] }).siteTags ?? []);
const allTags = (page: Page) => page.waitForFunction(() => (window as { siteTags?: string[] }).siteTags?.length === 4);

test('before a choice nothing labelled runs, nothing is asked for, nothing is stored', () =>
  visit(browser, site, {}, async ({ page, context, trackerRequests }) => {
    for (const path of ['/', '/es', '/products/registration', '/students', '/contact', '/cookies', '/privacy']) {
      await page.goto(site.origin + path);
      // On a student's page there is nothing to ask: everything optional is barred.
      if (path !== '/students') await page.locator('hallpass-banner section').waitFor();
      await settle(page);
    }
    assert.deepEqual(trackerRequests(), []);
    assert.deepEqual(await context.cookies(), []);
    assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 0]);
    assert.deepEqual(await tags(page), []);
  }));

test('accept releases all in the page’s order, without a reload', () =>
  visit(browser, site, {}, async ({ page, trackerRequests }) => {
    await page.goto(site.origin);
    await page.evaluate(() => { (window as { stayed?: boolean }).stayed = true; });
    await press(page, 'Accept all');
    await allTags(page);
    assert.equal(await page.evaluate(() => (window as { stayed?: boolean }).stayed), true);
    assert.deepEqual((await tags(page)).filter((tag) => tag !== 'advertising'), ['analytics', 'analytics-config', 'lead_generation']);
    await settle(page);
    for (const path of ['/gtag/js', '/g/collect', '/insight.min.js', '/px.gif', '/conversion.js']) assert.ok(trackerRequests().includes(path), path);
    // What the policy declares and the visitor granted; the undeclared cookie of the same tag was not stored.
    assert.deepEqual(await names(page), ['_ga', '_gcl_au', '_gid', 'hallpass', 'li_fat_id']);
    await banner(page).waitFor({ state: 'hidden' });
  }));

test('consent mode: default denied before any tag, update after the choice', () =>
  visit(browser, site, {}, async ({ page }) => {
    await page.goto(site.origin);
    await banner(page).waitFor();
    const [first, ...rest] = await consentCalls(page);
    assert.deepEqual(rest, []);
    assert.equal(first?.[0], 'default');
    for (const type of ['analytics_storage', 'ad_storage', 'ad_user_data', 'ad_personalization']) assert.equal(first?.[1][type], 'denied', type);
    await press(page, 'Options');
    await banner(page).getByRole('checkbox', { name: 'Statistics' }).check();
    await press(page, 'Save choices');
    await page.waitForFunction(() => (window as { siteTags?: string[] }).siteTags?.includes('analytics-config'));
    const layer = await page.evaluate(() => ((window as { dataLayer?: IArguments[] }).dataLayer ?? []).map((entry) => `${entry[0]} ${entry[1]}`.slice(0, 15)));
    assert.deepEqual(layer.slice(0, 2), ['consent default', 'consent update']);
    const update = (await consentCalls(page))[1]?.[1];
    assert.deepEqual([update?.['analytics_storage'], update?.['ad_storage'], update?.['ad_user_data']], ['granted', 'denied', 'denied']);
  }));

test('reject keeps trackers out and removes what they had left', () =>
  visit(browser, site, {}, async ({ page, context, trackerRequests }) => {
    const url = site.origin;
    const { hostname } = new URL(url);
    await context.addCookies([
      { name: '_ga', value: 'x', url }, { name: '_ga_ABC', value: 'x', domain: hostname, path: '/products' },
      { name: 'li_old', value: 'x', url }, { name: 'steptech_session', value: 'kept', url },
    ]);
    await page.goto(`${url}/icon.svg`);
    await page.evaluate(() => { localStorage.setItem('li_adsId', '1'); });
    await page.goto(`${url}/products/registration`);
    await press(page, 'Reject all');
    await settle(page);
    assert.deepEqual(trackerRequests(), []);
    assert.deepEqual(await names(page), ['hallpass', 'steptech_session']);
    assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((key) => !key.startsWith('hallpass'))), []);
    await page.goto(url);
    await settle(page);
    assert.equal(await page.locator('hallpass-banner').count(), 0, 'a refusal is remembered, and asks for no banner');
    assert.deepEqual(trackerRequests(), []);
  }));

test('withdrawal removes cookies and storage, says that a reload stops the rest, and holds', () =>
  visit(browser, site, {}, async ({ page, trackerRequests }) => {
    await page.goto(site.origin);
    await press(page, 'Accept all');
    await allTags(page);
    await settle(page);
    await page.getByRole('button', { name: 'Privacy choices' }).click();
    await press(page, 'Reject all');
    assert.deepEqual(await names(page), ['hallpass']);
    assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((key) => !key.startsWith('hallpass'))), []);
    // A script that is still running cannot set its cookie again.
    await page.evaluate(() => { document.cookie = '_ga=again; path=/'; localStorage.setItem('li_adsId', 'again'); });
    assert.deepEqual(await names(page), ['hallpass']);
    assert.equal((await consentCalls(page)).at(-1)?.[1]['analytics_storage'], 'denied');
    const before = trackerRequests().length;
    await press(page, 'Reload the page');
    await page.waitForLoadState();
    await settle(page);
    assert.equal(trackerRequests().length, before);
    assert.deepEqual(await tags(page), []);
  }));

test('a returning visitor’s choice is applied in the head, and only the head script is loaded', () =>
  visit(browser, site, {
    before: () => {
      // What holds when the parser reaches the page's title, right after the head script.
      new MutationObserver((_, observer) => {
        if (!document.querySelector('title')) return;
        observer.disconnect();
        (window as { atTitle?: unknown }).atTitle = { outcomes: window.hallpass?.outcomes()['analytics']?.state, layer: (window as { dataLayer?: unknown[] }).dataLayer?.length };
      }).observe(document, { childList: true, subtree: true });
    },
  }, async ({ page, ownRequests }) => {
    await page.goto(site.origin);
    await press(page, 'Accept all');
    await allTags(page);
    ownRequests.length = 0;
    await page.goto(site.origin);
    await allTags(page);
    assert.deepEqual(await page.evaluate(() => (window as { atTitle?: unknown }).atTitle), { outcomes: 'granted', layer: 2 });
    assert.deepEqual(ownRequests.filter((path) => path.endsWith('.js')), ['/hallpass.js']);
    assert.equal(await page.locator('hallpass-banner').count(), 0);
  }));

test('a student’s page: advertising cannot be clicked open', () =>
  visit(browser, site, {}, async ({ page, trackerRequests }) => {
    await page.goto(`${site.origin}/students`);
    assert.equal((await outcomes(page))['advertising'], 'forbidden audience_bars');
    await page.getByRole('button', { name: 'Privacy choices' }).click();
    assert.ok(await banner(page).getByRole('checkbox', { name: 'Interest-based advertising' }).isDisabled());
    await banner(page).getByText('Not used here').first().waitFor();
    await press(page, 'Accept all');
    await settle(page);
    assert.equal((await outcomes(page))['advertising'], 'forbidden audience_bars');
    assert.ok(!trackerRequests().includes('/conversion.js'));
    // Nor by an acceptance given elsewhere on the site.
    await page.goto(site.origin);
    await page.getByRole('button', { name: 'Privacy choices' }).click();
    await press(page, 'Accept all');
    await settle(page);
    assert.ok(trackerRequests().includes('/conversion.js'));
    const before = trackerRequests().filter((path) => path === '/conversion.js').length;
    await page.goto(`${site.origin}/students`);
    await settle(page);
    assert.equal(trackerRequests().filter((path) => path === '/conversion.js').length, before);
    assert.ok(!(await names(page)).includes('_gcl_au'));
  }));

test('a choice in one tab holds in the other', () =>
  visit(browser, site, {}, async ({ page, context }) => {
    await page.goto(site.origin);
    const other = await context.newPage();
    await other.goto(site.origin);
    await press(other, 'Accept all');
    await allTags(page);
    await other.getByRole('button', { name: 'Privacy choices' }).click();
    await press(other, 'Reject all');
    await page.waitForFunction(() => window.hallpass?.outcomes()['analytics']?.state === 'denied');
    assert.deepEqual(await names(page), ['hallpass']);
  }));
