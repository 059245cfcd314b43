// What makes a page fast: the script that `hallpass build` prints before the gate's tag, by which guard and banner come
// along with the gate; and links that name a held script in the head. The banner is there before the page's end, which moves nothing in it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { chromium } from 'playwright-core';
import { chromiumArgs, launchChromium } from '../../scripts/lib/chromium.ts';
import { serveGate } from '../support/gate-page.ts';

test('a first visit asks for guard and banner before the gate is there, once, and a visitor with a record for neither', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hallpass-ahead-'));
  const printed = execFileSync('build/native/cli/hallpass', ['build', 'examples/steptech/policy.json', '-o', folder], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const ahead = /^<script>.*<\/script>$/m.exec(printed)?.[0] ?? '';
  const asked: string[] = [];
  let letGo = (): void => undefined;
  const site = await serveGate(folder, () => ({ before: ahead.replace('<script', '<script nonce="NONCE"') }), async ({ url = '' }) => {
    asked.push(url);
    // The gate is on its way until both are asked for; a page without that script would wait for ever.
    if (url === '/hallpass.js' && !asked.includes('/hallpass.guard.js')) await new Promise<void>((resolve) => { letGo = resolve; });
    if (asked.includes('/hallpass.guard.js') && asked.includes('/banner.en.js')) letGo();
    return false;
  });
  const browser = await launchChromium();
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    await page.goto(site.origin);
    await page.locator('hallpass-banner section').waitFor();
    const files = ['/banner.en.js', '/hallpass.guard.js', '/hallpass.js'];
    assert.deepEqual(asked.filter((url) => url.endsWith('.js')).toSorted(), files, 'each once: what came ahead is what is run');
    await page.getByRole('button', { name: 'Accept all' }).click();
    await page.goto(site.origin);
    assert.equal(await page.evaluate(() => document.querySelectorAll('link').length), 0);
    assert.deepEqual(said.filter((text) => !text.includes('favicon')), [], 'under a strict policy with Trusted Types');
  } finally {
    await browser.close();
    await site.close();
    rmSync(folder, { recursive: true });
  }
});

test('a held script named by a link in the head is on its way before the parser gets to it; without consent nothing is', async () => {
  const asked: string[] = [];
  let letGo = (): void => undefined;
  const hint = '<link rel="preload" as="script" data-hallpass-purpose="analytics" data-hallpass-href="/held.js">';
  const held = '<script nonce="NONCE" src="/plain.js"></script><script type="text/plain" data-hallpass-purpose="analytics" data-src="/held.js"></script>';
  const site = await serveGate('build/web/site', () => ({ after: hint + held }), async ({ url = '' }, response) => {
    if (url !== '/plain.js' && url !== '/held.js') return false;
    asked.push(url);
    if (url === '/held.js') letGo();
    // A returning visitor's parser stands here until the held script has been asked for.
    else if (isReturning) await new Promise<void>((resolve) => { letGo = resolve; });
    response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(`document.documentElement.dataset.ran = '${url}'`);
    return true;
  });
  let isReturning = false;
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    const ran = (url: string) => page.waitForFunction((wanted) => document.documentElement.dataset['ran'] === wanted, url);
    await page.goto(site.origin);
    await page.getByRole('button', { name: 'Accept all' }).waitFor();
    assert.deepEqual(asked, ['/plain.js']);
    await page.getByRole('button', { name: 'Accept all' }).click();
    await ran('/held.js');
    isReturning = true;
    asked.length = 0;
    await page.goto(site.origin);
    await ran('/held.js');
    assert.deepEqual(asked.toSorted(), ['/held.js', '/plain.js'], 'each once');
  } finally {
    await browser.close();
    await site.close();
  }
});

test('a click is answered on the screen before anything is released', async () => {
  const held = '<script type="text/plain" data-hallpass-purpose="analytics" nonce="NONCE">document.documentElement.dataset.ran = "held"</script>';
  const watch = `<script nonce="NONCE">addEventListener('click', () => requestAnimationFrame(() => { document.documentElement.dataset.inFrame = document.documentElement.dataset.ran ?? 'nothing'; }))</script>`;
  const site = await serveGate('build/web/site', () => ({ after: held + watch }));
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(site.origin);
    await page.getByRole('button', { name: 'Accept all' }).click();
    await page.waitForFunction(() => document.documentElement.dataset['ran'] === 'held');
    assert.equal(await page.evaluate(() => document.documentElement.dataset['inFrame']), 'nothing');
  } finally {
    await browser.close();
    await site.close();
  }
});

for (const dir of ['ltr', 'rtl']) {
  test(`a page that grows, and gets a scroll bar, moves nothing in the banner: ${dir}`, async () => {
    const site = await serveGate('build/web/site', () => ({ attributes: { 'data-language': dir === 'rtl' ? 'ar' : 'en' } }));
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: [...chromiumArgs], ignoreDefaultArgs: ['--hide-scrollbars'] });
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
      await page.goto(site.origin);
      await page.locator('hallpass-banner section').waitFor();
      const places = () => page.evaluate(() => [innerWidth - document.documentElement.clientWidth > 0,
        ...[...document.querySelector('hallpass-banner')?.shadowRoot?.querySelectorAll('section h2, section button') ?? []].map((element) => JSON.stringify(element.getBoundingClientRect()))]);
      const [hadBar, ...before] = await places();
      await page.evaluate(() => { document.body.style.height = '3000px'; });
      const [hasBar, ...after] = await places();
      assert.deepEqual([hadBar, hasBar, before.length], [false, true, 4]);
      assert.deepEqual(after, before);
    } finally {
      await browser.close();
      await site.close();
    }
  });
}
