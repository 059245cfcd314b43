// Bytes that a browser really asks for, each body compressed with brotli 11, headers not counted. Chromium, English.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import type { BrowserContext, Page } from 'playwright-core';

import { launchChromium } from '../../scripts/lib/chromium.ts';
import { anyPorts, startWorld } from '../../scripts/lib/world.ts';

const compressed = (body: Buffer): number => brotliCompressSync(body, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
}).length;

/** The sum over every answer of that origin whose path is counted, until `use` is done. */
const measure = async (context: BrowserContext, counted: (url: URL) => boolean, use: (page: Page) => Promise<void>): Promise<number> => {
  const page = await context.newPage();
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => {
    if (response.status() === 200 && counted(new URL(response.url()))) sizes.push(response.body().then(compressed));
  });
  await use(page);
  await page.waitForTimeout(1000);
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await page.close();
  return total;
};

const folder = mkdtempSync(join(tmpdir(), 'hallpass-sizes-'));
const world = await startWorld(join(folder, 'world'), anyPorts, 3);
const browser = await launchChromium();
try {
  // What Hallpass adds to the vendor's own page: the gate and the banner, not the page's own style and pictures.
  const ours = (url: URL): boolean => url.origin === world.site.origin && /\/(hallpass|hallpass\.guard|banner\.\w+)\.js$/.test(url.pathname);
  const visitor = await browser.newContext({ locale: 'en-US' });
  const banner = (page: Page) => page.getByRole('region', { name: 'Your privacy choices' });
  const first = await measure(visitor, ours, async (page) => {
    await page.goto(world.site.origin);
    await banner(page).getByRole('button', { name: 'Reject all', exact: true }).click();
    await banner(page).waitFor({ state: 'hidden' });
  });
  console.log(`first_visit_bytes ${first} bytes`);
  // For sites that log choices: one more script, and the policy it names.
  const proof = (url: URL): boolean => url.origin === world.site.origin && /\/(receipts\.js|policy\.image)$/.test(url.pathname);
  const chooser = await browser.newContext({ locale: 'en-US' });
  console.log(`receipts_bytes ${await measure(chooser, proof, async (page) => {
    await page.goto(world.site.origin);
    await banner(page).getByRole('button', { name: 'Reject all', exact: true }).click();
  })} bytes`);
  await chooser.close();
  console.log(`returning_visit_bytes ${await measure(visitor, ours, async (page) => { await page.goto(world.site.origin); })} bytes`);
  console.log(`vault_bytes ${await measure(visitor, (url) => url.origin === world.site.origin && url.pathname.startsWith('/vault/'), async (page) => {
    await page.goto(`${world.site.origin}/contact`);
    await page.getByLabel('Your name').focus();
    // A large file loads this besides.
    await page.evaluate(() => fetch('/vault/vault-worker.js'));
  })} bytes`);
  await visitor.close();
  // Canvas view, which is what starts where it can be drawn; plain view alone would do without the fonts.
  const parent = await browser.newContext({ locale: 'en-US' });
  const portal = await measure(parent, (url) => url.origin === world.portal, async (page) => {
    await page.goto(world.portal);
    await page.getByRole('button', { name: 'Show as a plain page' }).waitFor();
  });
  console.log(`portal_bytes ${portal} bytes`);
} finally {
  await browser.close();
  await world.close();
  rmSync(folder, { recursive: true });
}
