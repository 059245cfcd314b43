// The demo site and a browser, for the whole of a test file: started before its tests, ended after them.
import { after, before } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/chromium.ts';
import { start, type Site } from '../../web/site/server.ts';

export let site: Site;
export let browser: Browser;

before(async () => {
  site = await start();
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await site?.close();
});
