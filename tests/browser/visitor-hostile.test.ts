// Pages that work against the gate: it stays closed, or keeps what the visitor chose, and the site keeps working.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { browser, site } from './fixture.ts';
import { outcomes, settle, visit } from './visitor.ts';

const section = (page: Page) => page.locator('hallpass-banner section');

test('a script cannot open the gate: not by a call, a made-up click, the record or the API', () =>
  visit(browser, site, {}, async ({ page, trackerRequests }) => {
    await page.goto(site.origin);
    await section(page).waitFor();
    await page.evaluate(() => {
      const host = document.querySelector('hallpass-banner');
      for (const button of host?.shadowRoot?.querySelectorAll('button') ?? []) {
        button.click();
        button.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
      }
      const record = '1.0.6742f1c0.0.analytics:1+.lead_generation:1+.advertising:1+';
      document.cookie = `hallpass=${record}; path=/`;
      document.cookie = ` hallpass =${record}`;
      let port: { choose: (click: Event, granted: readonly string[], refused: string) => void } | undefined;
      window.hallpass?.mount({ element: document.body, attach: (lent) => { port = lent; }, show: () => undefined });
      port?.choose({ isTrusted: true, type: 'click' } as Event, ['analytics'], '');
      try {
        Object.assign(window.hallpass ?? {}, { outcomes: () => ({}) });
      } catch {
        // frozen
      }
      window.dispatchEvent(new StorageEvent('storage', { key: 'hallpass' }));
    });
    await settle(page);
    assert.equal((await outcomes(page))['analytics'], 'denied default_denied');
    assert.deepEqual(trackerRequests(), []);
    assert.deepEqual(await page.context().cookies(), []);
  }));

test('a refusal cannot be taken away: where silence is consent, that would open the gate', () =>
  visit(browser, site, { region: 'US-TX' }, async ({ page }) => {
    await page.goto(site.origin);
    await page.evaluate(() => { window.hallpass?.open(); });
    await section(page).getByRole('button', { name: 'Reject all', exact: true }).click();
    await page.evaluate(async () => {
      const { cookieStore } = window as unknown as { cookieStore: { delete: (what: unknown) => Promise<void> } };
      await cookieStore.delete('hallpass');
      await cookieStore.delete({ name: 'hallpass', path: '/' });
      let asked = 0;
      await cookieStore.delete({ get name() { return ++asked > 1 ? 'hallpass' : 'steptech_session'; } });
      document.cookie = 'hallpass=; max-age=0; path=/';
      document.cookie = 'hallpass=;max-age=0;path=/';
      window.hallpass?.forget();
    });
    await page.goto(site.origin);
    assert.equal((await outcomes(page))['advertising'], 'denied visitor_denied');
  }));

test('cookies and storage are held by every way of writing', () =>
  visit(browser, site, {}, async ({ page, context }) => {
    await page.goto(site.origin);
    await section(page).waitFor();
    const kept = await page.evaluate(async () => {
      document.cookie = '_ga=1';
      document.cookie = 'unheard_of=1';
      localStorage.setItem('li_a', '1');
      localStorage['li_b'] = '1';
      Storage.prototype.setItem.call(localStorage, 'li_c', '1');
      sessionStorage.setItem('li_d', '1');
      await (window as { cookieStore?: { set: (name: string, value: string) => Promise<void> } }).cookieStore?.set('_gid', '1');
      document.cookie = 'steptech_session=mine';
      return [Object.keys(localStorage), Object.keys(sessionStorage), localStorage.getItem('li_a'), document.cookie];
    });
    assert.deepEqual(kept, [[], [], null, 'steptech_session=mine']);
    assert.deepEqual((await context.cookies()).map(({ name }) => name), ['steptech_session']);
  }));

const broken: Readonly<Record<string, () => void>> = {
  'a module that does not compile': () => { WebAssembly.Module = function () { throw new Error('refused'); } as unknown as typeof WebAssembly.Module; },
  'a clock that is no number': () => { Date.now = () => NaN; },
};
for (const [name, before] of Object.entries(broken)) {
  test(`${name}: closed, with a reason in the console, and the site works`, () =>
    visit(browser, site, { before }, async ({ page, problems, trackerRequests }) => {
      await page.goto(site.origin);
      await page.getByRole('link', { name: 'See Registration' }).click();
      await page.getByRole('heading', { name: 'Registration' }).first().waitFor();
      await settle(page);
      assert.ok(problems.some((text) => text.startsWith('hallpass: closed')), problems.join());
      assert.deepEqual(trackerRequests(), []);
      assert.deepEqual(await outcomes(page), {});
      problems.length = 0;
    }));
}

test('signals whose reading throws are unknown, and the gate decides', () =>
  visit(browser, site, {
    region: 'US-CA',
    before: () => {
      for (const name of ['globalPrivacyControl', 'doNotTrack']) {
        Object.defineProperty(Navigator.prototype, name, { get: () => { throw new Error('denied'); }, configurable: true });
      }
    },
  }, async ({ page }) => {
    await page.goto(site.origin);
    assert.equal((await outcomes(page))['advertising'], 'granted default_granted');
  }));

test('a corrupted or oversized record means: ask again', () =>
  visit(browser, site, {}, async ({ page, context, trackerRequests }) => {
    for (const value of ['1', '1.0.zz.0.analytics:1+', 'x'.repeat(3500), '%00', '1.0.6742f1c0.0.analytics:1+.analytics:1+']) {
      await context.addCookies([{ name: 'hallpass', value, url: site.origin }]);
      await page.goto(site.origin);
      await section(page).waitFor();
      assert.equal((await outcomes(page))['analytics'], 'denied default_denied', value.slice(0, 30));
    }
    assert.deepEqual(trackerRequests(), []);
  }));

test('a script that has replaced what the banner calls cannot mount a banner of its own in its place', () =>
  visit(browser, site, {
    before: () => {
      const steal = (): void => {
        try {
          window.hallpass?.mount({ element: document.documentElement, attach: (port) => { (window as { stolen?: unknown }).stolen = port; }, show: () => undefined });
        } catch {
          // refused
        }
      };
      for (const [owner, name] of [[CustomElementRegistry.prototype, 'define'], [Element.prototype, 'attachShadow'], [Document.prototype, 'createElement']] as const) {
        const methods = owner as unknown as Record<string, (...args: unknown[]) => unknown>;
        const native = methods[name];
        methods[name] = function (...args: unknown[]): unknown {
          steal();
          return Reflect.apply(native as () => unknown, this, args);
        };
      }
    },
  }, async ({ page }) => {
    await page.goto(site.origin);
    await section(page).waitFor();
    assert.equal(await page.evaluate(() => typeof (window as { stolen?: unknown }).stolen), 'undefined');
    await page.getByRole('heading', { level: 1 }).click();
    assert.equal((await outcomes(page))['analytics'], 'denied default_denied');
    await section(page).getByRole('button', { name: 'Accept all' }).click();
    assert.equal((await outcomes(page))['analytics'], 'granted visitor_granted');
  }));

test('storage that is denied or full: the choice counts, and is remembered by the cookie', () =>
  visit(browser, site, {
    region: 'DE',
    before: () => {
      const refuse = (name: string): void => {
        Object.defineProperty(window, name, { get: () => { throw new DOMException('denied', 'SecurityError'); }, configurable: true });
      };
      for (const name of ['localStorage', 'indexedDB', 'caches']) refuse(name);
      Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
    },
  }, async ({ page, trackerRequests, problems }) => {
    await page.goto(site.origin);
    await section(page).waitFor();
    await settle(page);
    assert.deepEqual(trackerRequests(), []);
    await section(page).getByRole('button', { name: 'Accept all' }).click();
    await section(page).waitFor({ state: 'hidden' });
    assert.equal((await outcomes(page))['analytics'], 'granted visitor_granted');
    await page.reload();
    assert.equal((await outcomes(page))['analytics'], 'granted visitor_granted');
    await page.locator('[data-hallpass-open]').first().click();
    await section(page).getByRole('button', { name: 'Reject all' }).click();
    assert.equal((await outcomes(page))['analytics'], 'denied visitor_denied');
    problems.splice(0, problems.length, ...problems.filter((text) => !/denied|SecurityError/.test(text))); // the trackers' own
  }));

test('a jar full of huge cookies: the record is found among them, and there is room to refuse', () =>
  visit(browser, site, { region: 'DE' }, async ({ page, context }) => {
    const huge = Array.from({ length: 60 }, (_, index) => ({ name: `fill_${index}`, value: 'x'.repeat(200), url: site.origin }));
    await context.addCookies([...huge, { name: 'xhallpass', value: '1.a.6742f1c0.0.analytics:1+', url: site.origin }]);
    await page.goto(site.origin);
    await section(page).getByRole('button', { name: 'Reject all' }).click();
    await page.reload();
    assert.equal((await outcomes(page))['analytics'], 'denied visitor_denied');
  }));
