// Where the visitor is and how old: by whom the page says it, which of them counts, and that garbage means the strictest.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/chromium.ts';
import { serveGate, type GatePage, type GateSite } from '../support/gate-page.ts';
import { outcomes } from './visitor.ts';

interface Policy {
  unknown_region: { regime: string; child_age: number; time_zone_hint?: boolean };
  purposes: Record<string, { children?: string }>;
}

const folder = mkdtempSync(join(tmpdir(), 'hallpass-facts-'));
const pages = new Map<string, GatePage>();
let browser: Browser;
let site: GateSite;
let hinted: GateSite; // unknown regions are opt-out there, and the time zone is asked
before(async () => {
  const policy = JSON.parse(readFileSync('examples/steptech/policy.json', 'utf8')) as Policy;
  const build = (name: string): string => {
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(policy));
    execFileSync('build/native/cli/hallpass', ['build', join(folder, `${name}.json`), '-o', join(folder, name)], { stdio: 'ignore' });
    return join(folder, name);
  };
  const serve = (built: string): Promise<GateSite> => serveGate(built, (path) => pages.get(path) ?? {});
  site = await serve(build('plain'));
  policy.unknown_region = { regime: 'us_other', child_age: 13, time_zone_hint: true };
  hinted = await serve(build('hinted'));
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await site?.close();
  await hinted?.close();
  rmSync(folder, { recursive: true });
});

let count = 0;
const contexts = new Map<string, BrowserContext>();
/** What a visitor gets on such a page, who never chooses. */
const look = async (page: GatePage, options: BrowserContextOptions = {}, on = site): Promise<Record<string, string>> => {
  const path = `/page-${String(++count)}`;
  pages.set(path, page);
  const key = JSON.stringify(options);
  const context = contexts.get(key) ?? await browser.newContext(options);
  contexts.set(key, context);
  const tab = await context.newPage();
  try {
    await tab.goto(on.origin + path);
    return await outcomes(tab);
  } finally {
    await tab.close();
  }
};

const meta = (region: string): string => `<meta name="hallpass-region" content="${region}">`;
const timing = (region: string): Record<string, string> => ({ 'Server-Timing': `cache;dur=1, hallpass-region;desc="${region}"` });
const open = 'granted default_granted';
const closed = 'denied default_denied';

test('the region by the gate’s tag, else by a meta tag before it, else by the response', async () => {
  const rows: readonly (readonly [string, GatePage, string])[] = [
    ['nothing', {}, closed],
    ['tag', { attributes: { 'data-region': 'US-TX' } }, open],
    ['meta', { before: meta('US-TX') }, open],
    ['response', { headers: timing('US-TX') }, open],
    ['tag before meta and response', { attributes: { 'data-region': 'DE' }, before: meta('US-TX'), headers: timing('US-TX') }, closed],
    ['meta before response', { before: meta('DE'), headers: timing('US-TX') }, closed],
    ['response after an empty tag and meta', { attributes: { 'data-region': '' }, before: meta(''), headers: timing('US-TX') }, open],
    ['a meta tag after the gate is too late', { after: meta('US-TX') }, closed],
    ['the first meta tag', { before: meta('DE') + meta('US-TX') }, closed],
  ];
  for (const [name, page, expected] of rows) assert.equal((await look(page))['advertising'], expected, name);
});

test('a region that is none is unknown, whatever comes after it: the strictest', async () => {
  for (const garbage of ['XX', 'T1', 'USA', 'us_tx', 'US-TEXAS', '"><', 'null', '\u{1f600}']) {
    for (const page of [
      { attributes: { 'data-region': garbage }, headers: timing('US-TX') },
      { before: meta(garbage.replace(/[<>"]/g, '!')), headers: timing('US-TX') },
      { headers: timing(garbage.replace(/[^\x20-\x7e]|"/g, '!')) },
    ]) assert.equal((await look(page))['advertising'], closed, JSON.stringify(page));
  }
  assert.deepEqual(await look({ attributes: { 'data-region': 'US-TX '.repeat(60) } }), {}, 'longer than any: no decision at all');
});

test('the time zone only makes stricter, only where the policy asks, and after everybody else', async () => {
  const zone = (timezoneId: string): BrowserContextOptions => ({ timezoneId });
  assert.equal((await look({}, zone('America/New_York'), hinted))['advertising'], open, 'as unknown');
  assert.equal((await look({}, zone('Europe/Berlin'), hinted))['advertising'], closed, 'opt-in there');
  assert.equal((await look({}, zone('Asia/Kolkata'), hinted))['advertising'], closed, 'by whichever name the browser has');
  assert.equal((await look({}, zone('Etc/GMT+5'), hinted))['advertising'], open, 'a zone that is no country’s');
  assert.equal((await look({ attributes: { 'data-region': 'US-TX' } }, zone('Europe/Berlin'), hinted))['advertising'], open, 'the page knows better');
  assert.equal((await look({ attributes: { 'data-region': 'XX' } }, zone('Europe/Berlin'), hinted))['advertising'], open, 'the page says that it is unknown');
  // Where unknown is the strictest, a clock set to Texas opens nothing.
  assert.equal((await look({}, zone('America/Chicago')))['advertising'], closed);
});

test('a band counts as its youngest, and what cannot be read as a child', async () => {
  const rows = { '16': open, '16+': open, '15': 'forbidden under_age', '15-17': 'forbidden under_age', 'under-13': 'forbidden under_age', adult: 'forbidden under_age', '': open };
  for (const [age, expected] of Object.entries(rows)) {
    assert.equal((await look({ attributes: { 'data-region': 'US-TX', 'data-age': age } }))['advertising'], expected, age);
  }
});
