// Browsers that lack what the portal would like to have: every screen, in plain view, without a word in the console.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { launchChromium } from '../../scripts/lib/chromium.ts';
import { serveFolder } from '../../scripts/lib/static-server.ts';
import { anyPorts, startWorld } from '../../scripts/lib/world.ts';
import { securityHeaders } from '../../web/portal/config.ts';
import { isLong } from '../support/long.ts';
import { walk } from './screens.ts';

const lacks = {
  WebAssembly: { before: () => { Object.defineProperty(window, 'WebAssembly', { value: undefined }); }, loads: true },
  WebGL: { before: () => { HTMLCanvasElement.prototype.getContext = () => null; }, loads: false },
} as const;

for (const [what, { before, loads }] of Object.entries(lacks)) {
  if (!isLong && loads === false) continue;
  test(`a browser without ${what} has every screen, in plain view`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hallpass-without-'));
    const world = await startWorld(join(folder, 'world'), anyPorts, 200);
    const browser = await launchChromium();
    const seen = new Set<string>();
    try {
      // Who wants the drawn view gets the plain one where it cannot be had.
      await walk({ world, browser, before, view: loads ? 'plain' : 'canvas', window: { viewport: { width: 1280, height: 900 } }, visit: async (page, screen) => {
        seen.add(screen);
        const shown = await page.evaluate(() => ({
          view: document.body.className, loads: performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/portal.no-wasm.js')),
        }));
        assert.deepEqual(shown, { view: 'plain', loads }, screen);
      } });
      assert.equal(seen.size, 30);
    } finally {
      await browser.close();
      await world.close();
      rmSync(folder, { recursive: true });
    }
  });
}

test('where a policy forbids WebAssembly, the same page starts; where no script comes either, it says whom to ask', async () => {
  const config = { district: '', issuer: '', clientId: 'portal', keySigners: [], keyIssuer: '', audience: '', logo: '' };
  const strict = securityHeaders(config)['Content-Security-Policy']?.replace(` 'wasm-unsafe-eval'`, '') ?? '';
  const server = await serveFolder({ folder: 'build/web/portal', headers: () => ({ ...securityHeaders(config), 'Content-Security-Policy': strict }), generated: { '/config.json': () => config } });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ locale: 'en-US' });
    await page.goto(server.origin);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await page.route('**/portal.no-wasm.js', (route) => route.abort());
    await page.reload();
    await page.getByText('write to or call your school').waitFor();
  } finally {
    await browser.close();
    await server.close();
  }
});
