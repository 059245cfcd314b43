// GPC and DNT in a real browser: they act as the policy says, and the well-known resources say the same.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';
import { chromiumArgs, launchChromium } from '../../scripts/lib/chromium.ts';
import { start, type Site } from '../../web/site/server.ts';
import { outcomes, settle, visit } from './visitor.ts';

let site: Site;
let honouring: Site; // the same site with a policy that honours DNT
let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), 'hallpass-'));

before(async () => {
  const policy = JSON.parse(readFileSync('examples/steptech/policy.json', 'utf8')) as {
    signals: Record<string, unknown>; purposes: Record<string, { denied_by?: string[] }>;
  };
  policy.signals['dnt'] = { response: 'honour', when_unknown: 'no_signal', status: 'potential_consent' };
  for (const id of ['analytics', 'lead_generation', 'advertising']) policy.purposes[id] = { ...policy.purposes[id], denied_by: ['gpc', 'dnt'] };
  const file = join(folder, 'policy.json');
  writeFileSync(file, JSON.stringify(policy));
  cpSync('build/web/site', join(folder, 'site'), { recursive: true });
  cpSync('build/web/gate.wasm', join(folder, 'gate.wasm'));
  execFileSync('build/native/cli/hallpass', ['build', file, '-o', join(folder, 'site'), '--headers', join(folder, 'site-headers')], { stdio: ['ignore', 'ignore', 'inherit'] });
  site = await start();
  honouring = await start({ folder, policy: file });
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await site?.close();
  await honouring?.close();
  rmSync(folder, { recursive: true });
});

const banner = (page: Page) => page.getByRole('region', { name: 'Your privacy choices' });
const press = (page: Page, name: string) => banner(page).getByRole('button', { name, exact: true }).click();
const gpc = {
  region: 'US-CA', extraHTTPHeaders: { 'Sec-GPC': '1' },
  before: () => { Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true, configurable: true }); },
};
const dnt = { region: 'US-TX', before: () => { Object.defineProperty(Navigator.prototype, 'doNotTrack', { get: () => '1', configurable: true }); } };

test('GPC denies what is sold or shared, tells so, and "accept all" does not undo it', () =>
  visit(browser, site, gpc, async ({ page, trackerRequests }) => {
    await page.goto(site.origin);
    assert.equal((await outcomes(page))['advertising'], 'denied gpc');
    await banner(page).getByText('Global Privacy Control').waitFor();
    // It is told, not asked to be undone: no "accept" here, and the one in the options leaves it in force.
    assert.equal(await banner(page).getByRole('button', { name: 'Accept all' }).count(), 0);
    await press(page, 'Options');
    await press(page, 'Accept all');
    await settle(page);
    assert.equal((await outcomes(page))['advertising'], 'denied gpc');
    assert.deepEqual(trackerRequests(), []);
  }));

for (const [name, visitor] of Object.entries({
  'the header alone': { region: gpc.region, extraHTTPHeaders: gpc.extraHTTPHeaders }, 'the property alone': { region: gpc.region, before: gpc.before },
})) {
  test(`GPC by ${name} is enough`, () =>
    visit(browser, site, visitor, async ({ page }) => {
      await page.goto(site.origin);
      assert.equal((await outcomes(page))['advertising'], 'denied gpc');
    }));
}

test('any other value of the header is no signal', async () => {
  const page = async (value: string): Promise<string> => (await fetch(site.origin, { headers: { 'Sec-GPC': value } })).text();
  assert.match(await page('1'), /data-gpc="1"/);
  for (const value of ['0', 'true', '11', '1"x']) assert.doesNotMatch(await page(value), /data-gpc/, value);
});

test('who knows of the signal may still choose otherwise, for that purpose', () =>
  visit(browser, site, gpc, async ({ page, trackerRequests }) => {
    await page.goto(site.origin);
    await press(page, 'Options');
    await banner(page).getByText('Off because of your browser’s signal').first().waitFor();
    await banner(page).getByRole('checkbox', { name: 'Interest-based advertising' }).check();
    await press(page, 'Save choices');
    await settle(page);
    assert.equal((await outcomes(page))['advertising'], 'granted visitor_granted');
    assert.ok(trackerRequests().includes('/conversion.js'));
  }));

test('without a signal an opt-out region starts open, and "Do Not Sell or Share" closes it', () =>
  visit(browser, site, { region: 'US-CA' }, async ({ page }) => {
    await page.goto(site.origin);
    assert.equal((await outcomes(page))['advertising'], 'granted default_granted');
    await press(page, 'Options');
    await press(page, 'Do Not Sell or Share My Personal Information');
    assert.equal((await outcomes(page))['advertising'], 'denied visitor_denied');
    assert.equal((await outcomes(page))['analytics'], 'granted visitor_granted');
  }));

test('DNT changes nothing where the policy disregards it, and the status resource says so', () =>
  visit(browser, site, dnt, async ({ page }) => {
    await page.goto(site.origin);
    assert.equal((await outcomes(page))['advertising'], 'granted default_granted');
    const response = await page.request.get(`${site.origin}/.well-known/dnt/`);
    assert.equal(response.headers()['content-type'], 'application/tracking-status+json');
    assert.equal(((await response.json()) as { tracking: string }).tracking, 'D');
    assert.equal(response.headers()['set-cookie'], undefined);
  }));

test('DNT denies where the policy honours it', () =>
  visit(browser, honouring, dnt, async ({ page, trackerRequests }) => {
    await page.goto(honouring.origin);
    await banner(page).getByText('Do Not Track').waitFor();
    const { analytics, lead_generation, advertising } = await outcomes(page);
    assert.deepEqual([analytics, lead_generation, advertising], ['denied dnt', 'denied dnt', 'denied dnt']);
    await settle(page);
    assert.deepEqual(trackerRequests(), []);
    const status = await (await page.request.get(`${honouring.origin}/.well-known/dnt/`)).json() as { tracking: string; config?: string };
    assert.equal(status.tracking, 'P');
    assert.ok(status.config);
  }));

test('DNT as a visitor sets it in Chromium', async () => {
  const profile = join(folder, 'profile');
  mkdirSync(join(profile, 'Default'), { recursive: true });
  writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify({ enable_do_not_track: true }));
  const context = await chromium.launchPersistentContext(profile, { executablePath: '/usr/bin/chromium', args: [...chromiumArgs], extraHTTPHeaders: { 'x-visitor-region': 'US-TX' } });
  try {
    const page = await context.newPage();
    await page.goto(honouring.origin);
    assert.equal(await page.evaluate(() => navigator.doNotTrack), '1');
    await banner(page).getByText('Do Not Track').waitFor();
    assert.equal((await outcomes(page))['analytics'], 'denied dnt');
    await page.goto(site.origin);
    assert.equal((await outcomes(page))['analytics'], 'granted default_granted', 'where the policy disregards it');
  } finally {
    await context.close();
  }
});

test('gpc.json declares what the gate does', async () => {
  const response = await fetch(`${site.origin}/.well-known/gpc.json`);
  assert.equal(response.headers.get('content-type'), 'application/json');
  const { gpc: declared, lastUpdate } = await response.json() as { gpc: boolean; lastUpdate: string };
  assert.equal(declared, true);
  assert.match(lastUpdate, /^\d{4}-\d{2}-\d{2}$/);
});
