// The contact form: what leaves the page is an age file, and Debian's age opens it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/chromium.ts';
import { start, type Site } from '../../web/site/server.ts';
import { visit } from './visitor.ts';

const folder = mkdtempSync(join(tmpdir(), 'hallpass-'));
const keyFile = join(folder, 'key.txt');
let site: Site;
let browser: Browser;
before(async () => {
  execFileSync('age-keygen', ['-o', keyFile], { stdio: 'ignore' });
  site = await start({ recipient: execFileSync('age-keygen', ['-y', keyFile], { encoding: 'utf8' }).trim() });
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await site?.close();
  rmSync(folder, { recursive: true });
});

const fillIn = async (page: Page): Promise<void> => {
  await page.goto(`${site.origin}/contact`);
  await page.getByRole('button', { name: 'Reject all' }).click();
  await page.getByLabel('Your name').fill('Ada Zażółć');
  await page.getByLabel('Your role').fill('Registrar');
  await page.getByLabel('Email address').fill('ada@school.example');
  await page.getByLabel('How can we help?').fill('A question about <enrollment> & "records"');
};

test('the fields are encrypted before they leave, and the key’s owner reads them', () =>
  visit(browser, site, {}, async ({ page, context }) => {
    const bodies: Buffer[] = [];
    context.on('request', (request) => { if (request.method() === 'POST' && request.url().endsWith('/contact')) bodies.push(request.postDataBuffer() ?? Buffer.alloc(0)); });
    await fillIn(page);
    await page.getByRole('button', { name: 'Encrypt and send' }).click();
    await page.getByText('Sent. Only the recipient can read it.', { exact: true }).waitFor();
    assert.equal(site.inbox.length, 1);
    assert.equal(bodies.length, 1);
    for (const secret of ['Ada', 'Registrar', 'school.example', 'enrollment']) {
      assert.ok(!bodies[0]?.includes(secret), secret);
      assert.ok(!site.inbox[0]?.includes(secret), secret);
    }
    const file = join(folder, 'message.age');
    writeFileSync(file, site.inbox[0] ?? '');
    const message = JSON.parse(execFileSync('age', ['-d', '-i', keyFile, file], { encoding: 'utf8' })) as { form: string; fields: Record<string, string[]> };
    assert.equal(message.form, 'contact');
    assert.deepEqual(message.fields['name'], ['Ada Zażółć']);
    assert.deepEqual(message.fields['message'], ['A question about <enrollment> & "records"']);
  }));

test('where nothing can be encrypted, nothing is sent', () =>
  visit(browser, site, {}, async ({ page, context, problems }) => {
    const sent: string[] = [];
    context.on('request', (request) => { if (request.method() === 'POST' && request.url().endsWith('/contact')) sent.push(request.url()); });
    await context.route('**/*vault*.wasm', (route) => route.abort());
    await fillIn(page);
    await page.getByRole('button', { name: 'Encrypt and send' }).click();
    await page.getByText('nothing has left this page').waitFor();
    assert.deepEqual(sent, []);
    assert.equal(await page.getByLabel('Your name').inputValue(), 'Ada Zażółć');
    problems.length = 0; // the aborted request
  }));

test('the server refuses what is not encrypted, and keeps nothing of it', async () => {
  const kept = site.inbox.length;
  const attempts: [string, string][] = [
    ['application/x-www-form-urlencoded', 'name=Ada'], ['application/json', '{"name":"Ada"}'], ['application/age', 'name=Ada'],
    ['text/plain', 'age-encryption.org/v1\n'], ['application/age', ''],
  ];
  for (const [type, body] of attempts) {
    const response = await fetch(`${site.origin}/contact`, { method: 'POST', headers: { 'Content-Type': type }, body });
    assert.equal(response.status, 400, type);
    assert.equal(response.headers.get('content-type'), 'application/problem+json');
    assert.ok(!(await response.text()).includes('Ada'));
  }
  assert.equal(site.inbox.length, kept);
});
