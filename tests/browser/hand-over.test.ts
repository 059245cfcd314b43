// A choice goes along to another site of the same controller, when the visitor follows a link there: only their own, only
// once, only to that site. Names below .localhost are this machine, and sites of their own.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { exportJWK } from 'jose';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/chromium.ts';
import { answerHandOver, handOver, handOverPath, type HandOverOptions } from '../../web/site/hand-over.ts';
import { openSigner } from '../../web/site/signer.ts';
import { serveGate, type GatePage, type GateSite } from '../support/gate-page.ts';
import { outcomes, settle } from './visitor.ts';

const folder = mkdtempSync(join(tmpdir(), 'hallpass-hand-over-'));
const built = join(folder, 'site');
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const asked: string[] = []; // addresses of the sending server's answers
const served: string[] = []; // requests for the page on the other site
let withHeader = false; // the generated one
const ran: string[] = []; // pages whose own scripts have run
let vendor: string; // where the visitor chooses
let events: string; // where the choice goes along
let sites: readonly GateSite[] = [];
let options: HandOverOptions;
let browser: Browser;

before(async () => {
  // As `hallpass build` prints it: the meta line, and comments that end whatever comment came before them.
  const pages = (_: string, { headers: { cookie = '' } }: IncomingMessage): GatePage => ({
    attributes: { 'data-lift': '' },
    ...withHeader ? { headers: { 'Server-Timing': `hallpass;desc="site_operation${cookie.includes('analytics:1+') ? ' analytics' : ''}"` } } : {},
    after: `<meta http-equiv="Content-Security-Policy" content="default-src 'self' 'unsafe-inline'; connect-src 'none'"><!-- --><!-- here it comes --><script nonce="NONCE">addEventListener('DOMContentLoaded', () => {
      const link = document.createElement('a');
      link.href = '${location(events)}'; link.textContent = 'Events'; document.body.append(link);
    });
    fetch('/ran' + location.pathname);</script><script nonce="NONCE" type="module" src="/hand-over-links.js"></script>`,
  });
  const location = (site: string): string => `${site}/program?year=2027#day-2`;
  const serve = (): Promise<GateSite> => serveGate(built, pages, async (request, response) => {
    if (request.url?.startsWith('/program')) served.push(request.url);
    if (request.url?.startsWith('/ran/')) ran.push(request.url);
    if (!request.url?.startsWith(handOverPath)) return false;
    await answerHandOver(options, request, response);
    asked.push(String(response.getHeader('location') ?? response.statusCode));
    return true;
  });
  sites = [await serve(), await serve()];
  vendor = `http://vendor.localhost:${String(sites[0]?.port)}`;
  events = `http://events.localhost:${String(sites[1]?.port)}`;
  const policy = JSON.parse(readFileSync('examples/steptech/policy.json', 'utf8')) as { consent: Record<string, unknown> };
  policy.consent['hand_over'] = { sites: [vendor, events], keys: [(await exportJWK(publicKey)).x] };
  writeFileSync(join(folder, 'policy.json'), JSON.stringify(policy));
  execFileSync('build/native/cli/hallpass', ['build', join(folder, 'policy.json'), '-o', built], { stdio: 'ignore' });
  options = { signer: await openSigner(privateKey), sites: [vendor, events], policyImage: readFileSync(join(built, 'policy.image')), cookie: 'hallpass', lifetime: 180 * 86_400 };
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  for (const site of sites) await site.close();
  rmSync(folder, { recursive: true });
});

interface Visit { readonly context: BrowserContext; readonly page: Page; readonly errors: string[] }
const visit = async (story: (visit: Visit) => Promise<void>, init?: () => void): Promise<void> => {
  asked.length = 0;
  ran.length = 0;
  served.length = 0;
  const context = await browser.newContext();
  const errors: string[] = [];
  context.on('weberror', (error) => errors.push(error.error().message));
  context.on('console', (message) => { if (message.type() === 'error') errors.push(message.text()); });
  try {
    if (init) await context.addInitScript(init);
    await story({ context, page: await context.newPage(), errors });
  } finally {
    await context.close();
  }
};
const banner = (page: Page) => page.getByRole('region', { name: 'Your privacy choices' });
const choose = async (page: Page, name: string, site = vendor): Promise<void> => {
  await page.goto(site);
  await banner(page).getByRole('button', { name, exact: true }).click();
};
const analytics = async (page: Page): Promise<string | undefined> => (await outcomes(page))['analytics'];
const records = async (context: BrowserContext, site: string): Promise<string[]> => (await context.cookies(site)).filter(({ name }) => name === 'hallpass').map(({ value }) => value);
const follow = async (page: Page): Promise<void> => {
  await page.getByRole('link', { name: 'Events' }).click();
  await page.waitForURL(`${events}/program?year=2027#day-2`);
};
const untilChosen = (page: Page, reason: string): Promise<unknown> => page.waitForFunction((wanted) => window.hallpass?.outcomes()['analytics']?.reason === wanted, reason);

for (const [answer, expected] of [['Accept all', 'visitor_granted'], ['Reject all', 'visitor_denied']] as const) {
  test(`"${answer}" goes along with a click, without a trace in the address`, () => visit(async ({ context, page, errors }) => {
    await choose(page, answer);
    await follow(page);
    await untilChosen(page, expected);
    assert.equal(await page.evaluate(() => location.href), `${events}/program?year=2027#day-2`);
    await page.waitForTimeout(300);
    assert.equal(await banner(page).isVisible(), false, 'nothing is asked again');
    // The choice, dated to the day, and nothing by which anybody would know the visitor again.
    const [here = ''] = await records(context, vendor);
    const [there = ''] = await records(context, events);
    const parts = (record: string): string[] => record.split('.');
    assert.equal(parseInt(parts(there)[2] ?? '', 16) % 86_400, 0);
    assert.deepEqual(parts(there).toSpliced(2, 1), parts(here).toSpliced(2, 1));
    const token = asked.at(-1)?.split('#hallpass=')[1]?.split('.')[1] ?? '';
    const claims = JSON.parse(Buffer.from(token, 'base64url').toString()) as Record<string, unknown>;
    assert.deepEqual(Object.keys(claims).sort(), ['aud', 'exp', 'iat', 'iss', 'nonce', 'policy', 'record']);
    assert.deepEqual(errors, []);
    // It stays, as if chosen there.
    await page.goto(events);
    assert.equal((await outcomes(page))['analytics'], `${expected === 'visitor_granted' ? 'granted' : 'denied'} ${expected}`);
  }));
}

test('in a new tab too, and with the keyboard; the link itself stays as it was', () => visit(async ({ context, page }) => {
  await choose(page, 'Accept all');
  const link = page.getByRole('link', { name: 'Events' });
  const [tab] = await Promise.all([context.waitForEvent('page'), link.click({ button: 'middle' })]);
  await untilChosen(tab, 'visitor_granted');
  assert.equal(await link.getAttribute('href'), `${events}/program?year=2027#day-2`);
  await context.clearCookies({ domain: 'events.localhost' });
  await link.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(`${events}/program?year=2027#day-2`);
  await untilChosen(page, 'visitor_granted');
}));

test('who has not chosen hands nothing over, and a choice made there stays', () => visit(async ({ context, page }) => {
  await page.goto(vendor);
  await follow(page);
  await settle(page);
  assert.equal(await analytics(page), 'denied default_denied');
  assert.deepEqual(asked, []);
  await choose(page, 'Reject all', events);
  const before = await records(context, events);
  await choose(page, 'Accept all');
  await follow(page);
  await settle(page);
  assert.equal(await analytics(page), 'denied visitor_denied');
  assert.deepEqual(await records(context, events), before);
}));

test('only the visitor’s own click marks a link', () => visit(async ({ page }) => {
  await choose(page, 'Accept all');
  await page.evaluate(() => { document.querySelector('a')?.click(); });
  await page.waitForURL(`${events}/program?year=2027#day-2`);
  await settle(page);
  assert.deepEqual(asked, []);
  assert.equal(await analytics(page), 'denied default_denied');
}));

/** An answer as the server gives it to somebody who has granted everything, for a page that asks with this nonce. */
const everything = '1.0.69200000.0.analytics:1+.lead_generation:1+.advertising:1+';
const answerFor = async (nonce: string, { to = events, site = vendor, using = options } = {}): Promise<string> => {
  const fresh = everything.replace('69200000', Math.floor(Date.now() / 1000).toString(16));
  const back = await handOver(using, site, new URLSearchParams({ to, path: '/', nonce }), `hallpass=${fresh}`);
  return back?.split('#hallpass=')[1] ?? '';
};
const stolen = 'ab'.repeat(16);

test('an answer that this page has not asked for changes nothing, whoever sends it', async () => {
  const good = await answerFor(stolen);
  const [header, body, signature] = good.split('.');
  const other = await openSigner();
  const rows: Record<string, string> = {
    'a whole answer of somebody else’s': good,
    altered: [header, Buffer.from(Buffer.from(body ?? '', 'base64url').toString().replace('analytics:1+', 'analytics:1-')).toString('base64url'), signature].join('.'),
    'another key': await answerFor(stolen, { using: { ...options, signer: other } }),
    'another audience': await answerFor(stolen, { to: vendor, site: events }),
    none: 'none', empty: '', garbage: 'x.y.z', 'a site that is not the controller’s': 'from:http://evil.localhost:1', 'this site itself': `from:${events}`,
  };
  for (const [name, answer] of Object.entries(rows)) {
    await visit(async ({ context, page }) => {
      await page.goto(`${events}/#hallpass=${answer}`);
      await settle(page);
      assert.equal(await analytics(page), 'denied default_denied', name);
      assert.deepEqual(await records(context, events), [], name);
      assert.doesNotMatch(page.url(), /hallpass=/, name);
      assert.ok(page.url().startsWith(events), name);
    });
  }
});

/** The page asks, and gets each of `answers` in its turn instead of the server's own: one visitor, who has no record there yet each time. */
const withAnswers = (answers: readonly ((nonce: string) => Promise<string>)[], story: (visit: Visit, index: number) => Promise<void>): Promise<void> => visit(async (shown) => {
  const { context, page } = shown;
  let index = 0;
  let given = 0;
  await context.route(`${vendor}${handOverPath}**`, async (route) => {
    const nonce = new URL(route.request().url()).searchParams.get('nonce') ?? '';
    await route.fulfill({ status: 303, headers: { Location: `${events}/program?year=2027#day-2#hallpass=${await answers[index]?.(nonce) ?? ''}` } });
    ++given;
  });
  await choose(page, 'Reject all');
  for (; index < answers.length; ++index) {
    await page.goto(vendor);
    await follow(page);
    await settle(page);
    assert.equal(given, index + 1, 'the page has asked');
    await story(shown, index);
    await context.clearCookies({ domain: 'events.localhost' });
  }
});

test('the answer must be signed for this page, now, under this policy', async () => {
  const now = Math.floor(Date.now() / 1000);
  const policy = (): string => (JSON.parse(Buffer.from((sample.split('.')[1]) ?? '', 'base64url').toString()) as { policy: string }).policy;
  const sample = await answerFor(stolen);
  const claims = (nonce: string): Record<string, unknown> => ({ iss: vendor, aud: events, iat: now, exp: now + 60, nonce, policy: policy(), record: everything.replace('69200000', now.toString(16)) });
  const sign = (changed: object, type = 'consent-hand-over+jwt') => (nonce: string): Promise<string> => options.signer.sign(type, { ...claims(nonce), ...changed });
  const refused: Record<string, (nonce: string) => Promise<string>> = {
    'another nonce': sign({ nonce: stolen }), 'no nonce': sign({ nonce: undefined }), late: sign({ iat: now - 100, exp: now - 1 }), 'for too long': sign({ exp: now + 3600 }), 'of the future': sign({ iat: now + 300, exp: now + 360 }),
    'another site’s': sign({ aud: vendor }), 'of nobody': sign({ iss: 'http://evil.localhost' }), 'another policy': sign({ policy: 'x' }), 'a receipt': sign({}, 'consent-receipt+jwt'),
    'no record': sign({ record: '' }), 'a record of the future': sign({ record: everything.replace('69200000', (now + 86_400).toString(16)) }),
  };
  const names = Object.keys(refused);
  await withAnswers([...Object.values(refused), sign({})], async ({ context, page }, index) => {
    const name = names[index];
    assert.equal(await analytics(page), name === undefined ? 'granted visitor_granted' : 'denied default_denied', name ?? 'as it is, it counts');
    if (name !== undefined) assert.deepEqual(await records(context, events), [], name);
  });
});

test('an answer counts once: going back to its address changes nothing', () => visit(async ({ context, page }) => {
  await choose(page, 'Accept all');
  await follow(page);
  await untilChosen(page, 'visitor_granted');
  const address = asked.at(-1) ?? '';
  assert.match(address, /#hallpass=ey/);
  await context.clearCookies({ domain: 'events.localhost' });
  await page.goto('about:blank');
  await page.goto(address);
  await settle(page);
  assert.equal(await analytics(page), 'denied default_denied');
}));

test('the page that asks is passed over, whatever stands in it: its scripts run once, in the page that comes back', () => visit(async ({ page }) => {
  await choose(page, 'Accept all');
  await follow(page);
  await untilChosen(page, 'visitor_granted');
  assert.deepEqual(ran, ['/ran/', '/ran/program']);
}, () => {
  // Time enough for everything that follows the gate.
  const { digest } = SubtleCrypto.prototype;
  SubtleCrypto.prototype.digest = async function (...args) {
    await new Promise((resolve) => setTimeout(resolve, 400));
    return Reflect.apply(digest, this, args);
  };
}));

test('a page that came with the closed header is loaded again, once, for a choice that grants something', async () => {
  withHeader = true;
  try {
    for (const [answer, expected, loads] of [['Accept all', 'visitor_granted', 3], ['Reject all', 'visitor_denied', 2]] as const) {
      await visit(async ({ page }) => {
        await choose(page, answer);
        await page.waitForLoadState();
        await follow(page);
        await untilChosen(page, expected);
        await settle(page);
        assert.equal(await analytics(page), `${expected === 'visitor_granted' ? 'granted' : 'denied'} ${expected}`);
        assert.equal(served.length, loads, `${answer}: asks, comes back, and is loaded again where that opens something`);
        assert.equal(page.url(), `${events}/program?year=2027#day-2`);
      });
    }
  } finally {
    withHeader = false;
  }
});

test('while an answer is verified, nothing is waited for any more', () => visit(async ({ context, page }) => {
  await choose(page, 'Accept all');
  await follow(page);
  await settle(page);
  assert.equal(asked.length, 1);
  assert.equal(await analytics(page), 'denied default_denied');
  assert.deepEqual(await records(context, events), []);
}, () => {
  SubtleCrypto.prototype.verify = () => new Promise(() => undefined);
}));

test('a script of the page cannot answer for the visitor: the nonce is not there to be found', () => visit(async ({ context, page }) => {
  await choose(page, 'Reject all');
  const seen: string[] = [];
  await context.exposeBinding('tell', (_, text: string) => { seen.push(text); });
  await context.addInitScript(() => {
    const tell = (window as unknown as { tell: (text: string) => void }).tell;
    (window as { navigation?: EventTarget }).navigation?.addEventListener('navigate', (event) => { tell((event as unknown as { destination: { url: string } }).destination.url); });
    setInterval(() => { tell(`${document.cookie} ${location.href} ${JSON.stringify(sessionStorage)}`); }, 1);
  });
  let nonce = '';
  await context.route(`${vendor}${handOverPath}**`, async (route) => {
    nonce = new URL(route.request().url()).searchParams.get('nonce') ?? '';
    await route.continue();
  });
  await follow(page);
  await untilChosen(page, 'visitor_denied');
  assert.match(nonce, /^[0-9a-f]{32}$/);
  // An init script is there before the gate, as no page's can be: what it sees of the navigation is what the gate cannot help.
  assert.ok(!seen.filter((text) => !text.includes(handOverPath)).some((text) => text.includes(nonce)));
}));

test('the server signs what stands in the cookie, for sites of the controller alone', async () => {
  const now = Math.floor(Date.now() / 1000);
  const record = everything.replace('69200000', now.toString(16));
  const ask = (query: object, cookies = `hallpass=${record}`, site = vendor): Promise<string | undefined> =>
    handOver(options, site, new URLSearchParams({ to: events, path: '/x', nonce: stolen, ...query }), cookies);
  assert.match(await ask({}) ?? '', /^http:\/\/events\.localhost:\d+\/x#hallpass=ey/);
  assert.match(await ask({}, `hallpass=${record}.linkedin!`) ?? '', /#hallpass=ey/, 'a vendor refused by itself goes along');
  for (const query of [{ to: 'https://evil.example' }, { to: vendor }, { to: '' }, { path: 'x' }, { path: '@evil.example/' }, { path: '' }, { nonce: '' }, { nonce: 'x'.repeat(32) }]) {
    assert.equal(await ask(query), undefined, JSON.stringify(query));
  }
  assert.equal(await ask({}, undefined, 'https://other.example'), undefined, 'asked under another name');
  assert.match(await ask({ path: '//evil.example/' }) ?? '', /^http:\/\/events\.localhost:\d+\/\/evil\.example\/#/);
  for (const cookies of ['', 'hallpass=', 'hallpass=1.0.zz.0.analytics:1+', 'hallpass=0.abc', `other=${record}`, `hallpass=${record}.x`, `hallpass=${record}!`,
    `hallpass=${everything.replace('69200000', (now - 181 * 86_400).toString(16))}`, `hallpass=${everything.replace('69200000', (now + 2 * 86_400).toString(16))}`]) {
    assert.match(await ask({}, cookies) ?? '', /#hallpass=none$/, cookies);
  }
  const fetched = await fetch(`http://127.0.0.1:${new URL(vendor).port}${handOverPath}?to=${encodeURIComponent(events)}&path=/&nonce=${stolen}`, { redirect: 'manual' });
  assert.equal(fetched.status, 403, 'a host that is none of the sites');
});
