// The proof of a choice, end to end: what the banner showed, signed by the site, checked offline by `hallpass verify`
// and by an independent JOSE library.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { compactVerify, createLocalJWKSet } from 'jose';
import type { Page } from 'playwright-core';
import { browser, site } from './fixture.ts';
import { visit } from './visitor.ts';

const policy = 'examples/steptech/policy.json';
const folder = mkdtempSync(join(tmpdir(), 'hallpass-receipts-'));
after(() => { rmSync(folder, { recursive: true }); });

const choose = (page: Page, name: string): Promise<void> =>
  page.getByRole('region', { name: 'Your privacy choices' }).getByRole('button', { name, exact: true }).click();

interface Kept { readonly waiting: readonly unknown[]; readonly receipts: readonly string[] }
const kept = (page: Page): Promise<Kept> =>
  page.evaluate(() => JSON.parse(localStorage.getItem('hallpass_receipts') ?? '{"waiting":[],"receipts":[]}') as Kept);
const untilReceipts = (page: Page, count: number): Promise<unknown> => page.waitForFunction((wanted) =>
  (JSON.parse(localStorage.getItem('hallpass_receipts') ?? '{}') as Partial<Kept>).receipts?.length === wanted, count);

const verify = (receipt: string, ...more: string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } => {
  writeFileSync(join(folder, 'keys.json'), JSON.stringify(site.consentLog.keys()));
  return spawnSync('build/native/cli/hallpass', ['verify', '-k', join(folder, 'keys.json'), ...more, '-'], { input: receipt, encoding: 'utf8' });
};

test('a refusal is logged and signed, and the visitor takes the receipt along', () => visit(browser, site, { acceptDownloads: true }, async ({ page }) => {
  const before = site.consentLog.entries().length;
  await page.goto(site.origin);
  await choose(page, 'Reject all');
  await untilReceipts(page, 1);
  const [entry, ...others] = site.consentLog.entries().slice(before);
  assert.deepEqual(others, []);
  assert.match(entry?.shown ?? '', /May Steptech.*use optional cookies.*Reject all/s, 'the very text that was shown');
  assert.deepEqual(entry?.outcomes.find(({ purpose }) => purpose === 'analytics'), { purpose: 'analytics', state: 'denied', reason: 'visitor_denied' });

  await page.goto(`${site.origin}/cookies`);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the receipt of your choice' }).click();
  const receipt = readFileSync(await (await download).path(), 'utf8');

  const checked = verify(receipt, '--policy', policy);
  assert.equal(checked.status, 0, checked.stderr);
  assert.match(checked.stdout, /^signature +good/);
  assert.match(checked.stdout, /denied +analytics \(visitor_denied\)/);
  assert.match(checked.stdout, /policy +the same as/);
  const { protectedHeader, payload } = await compactVerify(receipt.trim(), createLocalJWKSet(site.consentLog.keys() as Parameters<typeof createLocalJWKSet>[0]));
  assert.equal(protectedHeader.typ, 'consent-receipt+jwt');
  assert.equal((JSON.parse(Buffer.from(payload).toString()) as { iss: string }).iss, site.origin);

  const other = join(folder, 'other.json');
  writeFileSync(other, readFileSync(policy, 'utf8').replace('"cookie_name": "hallpass"', '"cookie_name": "another"').replace('"name_pattern": "hallpass",', '"name_pattern": "another",'));
  const compared = verify(receipt, '--policy', other);
  assert.equal(compared.status, 1, compared.stdout + compared.stderr);
  assert.match(compared.stdout, /policy +another one/);
  const [head, body, signature = ''] = receipt.trim().split('.');
  const forged = Buffer.from(body ?? '', 'base64url').toString().replace('"denied"', '"granted"');
  const refused = verify(`${head}.${Buffer.from(forged).toString('base64url')}.${signature}`);
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /was changed, or the key does not fit/);
}));

test('a signal that came by the request’s header alone stands in the receipt', () =>
  visit(browser, site, { region: 'US-CA', extraHTTPHeaders: { 'Sec-GPC': '1' } }, async ({ page }) => {
    const before = site.consentLog.entries().length;
    await page.goto(site.origin);
    await page.evaluate(() => { window.hallpass?.open(); });
    await choose(page, 'Reject all');
    await untilReceipts(page, 1);
    assert.deepEqual(site.consentLog.entries().slice(before).map(({ signals }) => signals), [['gpc']]);
  }));

test('a log that cannot be reached gets the choice later, once; the choice counts at once', () => visit(browser, site, {}, async ({ context, page, problems }) => {
  const before = site.consentLog.entries().length;
  await context.route('**/consent', (route) => route.abort());
  await page.goto(site.origin);
  await choose(page, 'Accept all');
  await page.waitForFunction(() => localStorage.getItem('hallpass_receipts') !== null);
  assert.equal(await page.evaluate(() => window.hallpass?.outcomes()['analytics']?.state), 'granted');
  assert.equal((await kept(page)).waiting.length, 1);
  assert.equal(site.consentLog.entries().length, before);
  await context.unroute('**/consent');
  await page.goto(`${site.origin}/cookies`);
  await untilReceipts(page, 1);
  assert.deepEqual((await kept(page)).waiting, []);
  assert.equal(site.consentLog.entries().length, before + 1);
  assert.ok(problems.every((problem) => problem.includes('ERR_FAILED')), problems.join('\n'));
  problems.length = 0;
}));

test('the log refuses what is no choice, and logs a repeated one once', async () => {
  const post = async (body: string, type = 'application/json'): Promise<{ readonly status: number; readonly results?: readonly Record<string, string>[] }> => {
    const response = await fetch(`${site.origin}/consent`, { method: 'POST', headers: { 'Content-Type': type }, body });
    return { status: response.status, ...await response.json() as object };
  };
  for (const [body, status] of [['', 400], ['{', 400], ['{}', 400], ['[]', 400], [JSON.stringify(Array(51).fill({})), 400], [`["${'x'.repeat(600_000)}"]`, 413]] as const) {
    assert.equal((await post(body)).status, status, body.slice(0, 20));
  }
  assert.equal((await post('[]', 'text/plain')).status, 415);
  const known = site.consentLog.entries()[0];
  assert.ok(known);
  const before = site.consentLog.entries().length;
  const bad: Record<string, unknown> = {
    id: 7, at: 'yesterday', policy: '', language: 'x'.repeat(40), shown: 'x'.repeat(6001), signals: ['other'], outcomes: [{ purpose: 'a', state: 'maybe', reason: 'x' }], refused: [''],
  };
  for (const [member, value] of Object.entries(bad)) {
    const { results } = await post(JSON.stringify([{ ...known, id: 'new', [member]: value }]));
    assert.equal(results?.[0]?.['error'], 'malformed', member);
  }
  for (const authorisation of [7, '', 'a.b', `a.b.${'c'.repeat(8192)}`, '<x>.b.c']) {
    assert.equal((await post(JSON.stringify([{ ...known, id: 'new', authorisation }]))).results?.[0]?.['error'], 'malformed', String(authorisation).slice(0, 10));
  }
  for (const value of [null, 7, 'text', []]) assert.equal((await post(JSON.stringify([value]))).results?.[0]?.['error'], 'malformed');
  const { results } = await post(JSON.stringify([known, known, { ...known, language: 'fr' }, { ...known, id: 'new', policy: 'none' }, { ...known, id: 'new', extra: 'secret' }]));
  assert.equal(results?.[0]?.['receipt'], results?.[1]?.['receipt'], 'the same receipt again');
  assert.equal(results?.[2]?.['error'], 'conflict');
  assert.equal(results?.[3]?.['error'], 'unknown_policy');
  assert.ok(results?.[4]?.['receipt']);
  assert.equal(site.consentLog.entries().length, before + 1);
  assert.ok(!JSON.stringify(site.consentLog.entries()).includes('secret'), 'only what a choice has is kept');
});
