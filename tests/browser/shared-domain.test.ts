// One choice for all hosts of the policy's domain; any other host keeps its own. Names below .localhost are this machine.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/chromium.ts';
import { start, type Site } from '../../web/site/server.ts';
import { outcomes } from './visitor.ts';

interface Policy { controller: { website: string }; consent: Record<string, unknown> }

const folder = mkdtempSync(join(tmpdir(), 'hallpass-domain-'));
let site: Site;
let browser: Browser;
const on = (host: string): string => `http://${host}:${new URL(site.origin).port}`;

before(async () => {
  const policy = JSON.parse(readFileSync('examples/steptech/policy.json', 'utf8')) as Policy;
  policy.controller.website = 'https://www.steptech.localhost';
  policy.consent['cookie_domain'] = 'steptech.localhost';
  const file = join(folder, 'policy.json');
  writeFileSync(file, JSON.stringify(policy));
  cpSync('build/web/site', join(folder, 'site'), { recursive: true });
  cpSync('build/web/gate.wasm', join(folder, 'gate.wasm'));
  execFileSync('build/native/cli/hallpass', ['build', file, '-o', join(folder, 'site'), '--headers', join(folder, 'site-headers'), '--undecided', 'meta'], { stdio: 'ignore' });
  site = await start({ folder, policy: file });
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await site?.close();
  rmSync(folder, { recursive: true });
});

const visit = async (options: BrowserContextOptions, story: (page: Page, context: BrowserContext) => Promise<void>): Promise<void> => {
  const context = await browser.newContext(options);
  try {
    await story(await context.newPage(), context);
  } finally {
    await context.close();
  }
};
const choose = (page: Page, name: string): Promise<void> => page.getByRole('region', { name: 'Your privacy choices' }).getByRole('button', { name, exact: true }).click();
const analytics = async (page: Page, host: string): Promise<string | undefined> => {
  await page.goto(on(host));
  return (await outcomes(page))['analytics'];
};

test('a choice on www holds on app and on the domain itself, and is taken back from there', () => visit({}, async (page, context) => {
  await page.goto(on('www.steptech.localhost'));
  await choose(page, 'Accept all');
  assert.deepEqual((await context.cookies()).filter(({ name }) => name === 'hallpass').map(({ domain }) => domain), ['.steptech.localhost']);
  assert.equal(await analytics(page, 'app.steptech.localhost'), 'granted visitor_granted');
  assert.equal(await page.locator('hallpass-banner section').count(), 0, 'nothing is asked again');
  assert.equal(await analytics(page, 'steptech.localhost'), 'granted visitor_granted');
  await page.evaluate(() => { window.hallpass?.open(); });
  await choose(page, 'Reject all');
  assert.equal(await analytics(page, 'www.steptech.localhost'), 'denied visitor_denied');
}));

test('a host outside the domain works, and keeps its own choice', () => visit({}, async (page, context) => {
  for (const host of ['127.0.0.1', 'notsteptech.localhost', 'other.localhost']) {
    await page.goto(on(host));
    await choose(page, 'Accept all');
    assert.equal(await analytics(page, host), 'granted visitor_granted');
    assert.ok((await context.cookies(on(host))).some(({ name, domain }) => name === 'hallpass' && domain === host), host);
  }
  assert.equal(await analytics(page, 'www.steptech.localhost'), 'denied default_denied');
}));

test('a record of one host alone, from before, does not outlive the next choice', () => visit({}, async (page, context) => {
  await context.addCookies([{ name: 'hallpass', value: `1.0.${Math.floor(Date.now() / 1000).toString(16)}.0.analytics:1+.lead_generation:1+.advertising:1+`, url: on('www.steptech.localhost') }]);
  assert.equal(await analytics(page, 'www.steptech.localhost'), 'granted visitor_granted');
  await page.evaluate(() => { window.hallpass?.open(); });
  await choose(page, 'Reject all');
  assert.equal(await analytics(page, 'www.steptech.localhost'), 'denied visitor_denied');
  assert.equal((await context.cookies(on('www.steptech.localhost'))).filter(({ name }) => name === 'hallpass').length, 1);
}));

test('a script of one host cannot write it for the others', () => visit({}, async (page, context) => {
  await page.goto(on('www.steptech.localhost'));
  await page.evaluate(() => {
    document.cookie = 'hallpass=1.0.6742f1c0.0.analytics:1+; path=/; domain=steptech.localhost';
    document.cookie = 'hallpass=; max-age=0; path=/; domain=steptech.localhost';
  });
  assert.deepEqual((await context.cookies()).map(({ name }) => name), []);
}));

test('without scripts the form’s choice is for all of them too', () => visit({ javaScriptEnabled: false }, async (page, context) => {
  await page.goto(`${on('www.steptech.localhost')}/cookies`);
  await page.getByRole('checkbox', { name: 'Statistics' }).check();
  await page.getByRole('button', { name: 'Save choices' }).click();
  await page.waitForURL('**/cookies');
  assert.deepEqual((await context.cookies()).map(({ name, domain }) => [name, domain]), [['hallpass', '.steptech.localhost']]);
  await page.goto(`${on('app.steptech.localhost')}/cookies`);
  assert.ok(await page.getByRole('checkbox', { name: 'Statistics' }).isChecked());
  // The headers follow it there.
  const headers = (await page.goto(on('app.steptech.localhost')))?.headers() ?? {};
  assert.match(headers['server-timing'] ?? '', /desc="site_operation analytics"/);
}));
