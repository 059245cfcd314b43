// The meta line that `hallpass build` prints: a gate that cannot decide leaves it in force.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { launchChromium } from '../../scripts/lib/chromium.ts';

const listen = async (server: Server, host: string): Promise<string> => {
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return `http://${host}:${String((server.address() as AddressInfo).port)}`;
};

test('nothing unlabelled leaves, whether the gate decides or not; a page without the line shows what it holds', async () => {
  const arrived: string[] = [];
  const tracker = createServer(({ url = '' }, response) => {
    arrived.push(url);
    response.end();
  });
  const trackerOrigin = await listen(tracker, 'localhost');
  const line = `<meta http-equiv="Content-Security-Policy" content="default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:"><!-- -->`;
  const site = createServer(({ url = '/' }, response) => {
    if (url.endsWith('.js')) {
      response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(readFileSync(join('build/web/site', basename(url))));
      return;
    }
    const broken = url.includes('broken') ? '<script>Date.now = () => { throw new Error("no clock"); };</script>' : '';
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<!doctype html><html lang="en"><head>${broken}
<script src="/hallpass.js" data-lift></script>${url.includes('bare') ? '<!-- -->' : line}<link rel="icon" href="data:,"><title>x</title></head>
<body><img src="${trackerOrigin}/img" alt=""><script>fetch('${trackerOrigin}/fetch', { mode: 'no-cors' }).catch(() => 0);</script>`);
  });
  const origin = await listen(site, '127.0.0.1');
  const browser = await launchChromium();
  try {
    for (const [path, expected] of [['/', []], ['/broken', []], ['/broken-bare', ['/fetch', '/img']]] as const) {
      arrived.length = 0;
      const page = await browser.newPage();
      await page.goto(origin + path);
      await page.waitForTimeout(700);
      await page.close();
      assert.deepEqual(arrived.toSorted(), expected, path);
    }
  } finally {
    await browser.close();
    for (const server of [site, tracker]) {
      server.close();
      server.closeAllConnections();
    }
  }
});
