// The specimen page (specimen.cpp) in a browser, for the whole of a test file: started before its tests, ended after them.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from '../../../scripts/lib/chromium.ts';
import { serveFolder, type StaticServer } from '../../../scripts/lib/static-server.ts';
import { securityHeaders } from '../../../web/portal/config.ts';
import { firstPaths } from '../../../web/portal/district.ts';

const config = { district: '', issuer: '', clientId: 'portal', keySigners: [], keyIssuer: '', audience: '', logo: '' };

let browser: Browser;
let server: StaticServer;
const folder = mkdtempSync(join(tmpdir(), 'hallpass-specimen-'));

before(async () => {
  cpSync('build/web/portal', folder, { recursive: true });
  cpSync('build/wasm/wasm/portal/portal_specimen.wasm', join(folder, 'portal.wasm'));
  server = await serveFolder({ folder, headers: () => securityHeaders(config), generated: { '/config.json': () => config, [firstPaths.district]: () => ({}) } });
  browser = await launchChromium();
});
after(async () => {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

export type View = 'plain' | 'canvas';
export const views: readonly View[] = ['plain', 'canvas'];

/** The page in a view, with every animation frame counted; it must end without a word in the console. */
export const withPage = async (view: View, use: (page: Page) => Promise<void>, options: BrowserContextOptions = {}): Promise<void> => {
  const context = await browser.newContext(options);
  await context.addInitScript((wanted) => { localStorage.setItem('hallpass-portal-view', wanted); }, view);
  await context.addInitScript(() => {
    const counted = window as unknown as { frames: number };
    counted.frames = 0;
    const original = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (callback) => { counted.frames += 1; return original(callback); };
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => { if (message.type() !== 'info') complaints.push(message.text()); });
  page.on('pageerror', (error) => { complaints.push(String(error)); });
  await page.goto(server.origin);
  await page.getByRole('heading', { level: 1, name: 'Specimen' }).waitFor();
  await page.waitForFunction((wanted) => document.body.className === wanted, view);
  try {
    await use(page);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
};

export const frames = (page: Page): Promise<number> => page.evaluate(() => (window as unknown as { frames: number }).frames);
