// A browser without JavaScript: everything optional stays out, and a plain form of the server records a choice that is
// the same choice once scripts run.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser, site } from './fixture.ts';
import { outcomes, settle, visit } from './visitor.ts';

test('without JavaScript nothing optional runs, and a form records the choice', () =>
  visit(browser, site, { javaScriptEnabled: false }, async ({ page, context, trackerRequests }) => {
    await page.goto(site.origin);
    await settle(page);
    assert.deepEqual(trackerRequests(), []);
    assert.deepEqual(await context.cookies(), []);
    await page.goto(`${site.origin}/cookies`);
    const statistics = page.getByRole('checkbox', { name: 'Statistics' });
    assert.equal(await statistics.isChecked(), false, 'nothing is ticked before a choice');
    await statistics.check();
    await page.getByRole('button', { name: 'Save choices' }).click();
    await page.waitForURL(`${site.origin}/cookies`);
    assert.ok(await statistics.isChecked());
    assert.ok(!await page.getByRole('checkbox', { name: 'Interest-based advertising' }).isChecked());
    assert.deepEqual((await context.cookies()).map(({ name }) => name), ['hallpass']);
    // The same record, read by the gate where scripts run.
    const cookies = await context.cookies();
    await visit(browser, site, {}, async ({ page: scripted, context: other }) => {
      await other.addCookies(cookies);
      await scripted.goto(site.origin);
      const decided = await outcomes(scripted);
      assert.equal(decided['analytics'], 'granted visitor_granted');
      assert.equal(decided['advertising'], 'denied visitor_denied');
      assert.equal(await scripted.locator('hallpass-banner').count(), 0, 'there is nothing left to ask');
    });
    // Taking it back is the same form.
    await statistics.uncheck();
    await page.getByRole('button', { name: 'Save choices' }).click();
    await page.waitForURL(`${site.origin}/cookies`);
    assert.equal(await statistics.isChecked(), false);
  }));

test('what a signal or an audience has decided stays decided', () =>
  visit(browser, site, { javaScriptEnabled: false, locale: 'es', extraHTTPHeaders: { 'Sec-GPC': '1' } }, async ({ page, context }) => {
    await page.goto(`${site.origin}/es/cookies`);
    await page.getByRole('button', { name: 'Guardar opciones' }).click();
    await page.waitForURL(`${site.origin}/es/cookies`);
    assert.match((await context.cookies())[0]?.value ?? '', /analytics:1-/);
  }));

test('only the site’s own form chooses', async () => {
  const post = async (headers: Record<string, string>, body = 'purpose=analytics'): Promise<number> => {
    const response = await fetch(`${site.origin}/cookies`, { method: 'POST', redirect: 'manual', headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers }, body });
    assert.equal(response.headers.has('set-cookie'), response.status === 303);
    return response.status;
  };
  assert.equal(await post({ Origin: site.origin }), 303);
  assert.equal(await post({ Origin: site.trackerOrigin }), 403);
  assert.equal(await post({ Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }), 403);
  assert.equal(await post({}), 403);
  assert.equal(await post({ Origin: site.origin, 'Content-Type': 'text/plain' }), 403);
  assert.equal(await post({ Origin: site.origin }, 'x'.repeat(5000)), 403);
});
