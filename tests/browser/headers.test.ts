// The generated headers in a real browser, sent by a real nginx: unlabelled trackers over every channel, with the gate's
// script not even in the page.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/chromium.ts';
import { createTracker, type TrackerRequest } from '../../web/site/tracker.ts';
import { startNginx, type Nginx } from '../support/nginx.ts';

/** A host of the reference policy's analytics; the browser is told that it is on this machine. */
const host = 'www.googletagmanager.com';
const tracker = `http://${host}`;
const withoutScript = ['css-image', 'static-iframe', 'static-img'];
const channels = [...withoutScript, 'static-script', 'preload', 'script', 'img', 'iframe', 'fetch', 'xhr', 'beacon', 'worker', 'service-worker'].sort();

const page = `<!doctype html><title>x</title><link rel="preload" as="script" href="${tracker}/preload">
<style>b { background: url(${tracker}/css-image) }</style><b>text</b>
<script src="${tracker}/static-script"></script><img src="${tracker}/static-img" alt=""><iframe src="${tracker}/static-iframe"></iframe>
<script src="/page.js"></script>`;
const gated = page.replace('<title>', '<html lang="en"><script src="/hallpass.js"></script><title>')
  .replace('<b>', `<script type="text/plain" data-hallpass-purpose="analytics" data-src="${tracker}/labelled"></script><b>`);
const script = `for (const [tag, attribute] of [['script', 'src'], ['img', 'src'], ['iframe', 'src']]) {
  const element = document.createElement(tag);
  element[attribute] = '${tracker}/' + tag;
  document.body.append(element);
}
fetch('${tracker}/fetch', { mode: 'no-cors' }).catch(() => {});
const request = new XMLHttpRequest();
request.open('GET', '${tracker}/xhr');
request.send();
navigator.sendBeacon('${tracker}/beacon', 'x');
new Worker(URL.createObjectURL(new Blob(['fetch("${tracker}/worker", { mode: "no-cors" })'])));
navigator.serviceWorker.register('/service-worker.js').catch(() => {});`;
const serviceWorker = `self.addEventListener('install', (event) => event.waitUntil(fetch('${tracker}/service-worker', { mode: 'no-cors' })));`;

const folder = mkdtempSync(join(tmpdir(), 'hallpass-headers-'));
const log: TrackerRequest[] = [];
let second: Server;
let browser: Browser;
let nginx: Nginx;

before(async () => {
  execFileSync('build/native/cli/hallpass', ['build', 'examples/steptech/policy.json', '-o', join(folder, 'site'), '--headers', folder], { stdio: 'ignore' });
  mkdirSync(join(folder, 'files'));
  for (const [name, text] of Object.entries({ 'index.html': page, 'gated.html': gated, 'page.js': script, 'service-worker.js': serviceWorker })) {
    writeFileSync(join(folder, 'files', name), text);
  }
  for (const name of ['hallpass.js', 'hallpass.guard.js', 'banner.en.js']) copyFileSync(join(folder, 'site', name), join(folder, 'files', name));
  second = createTracker(log);
  await new Promise<void>((resolve) => { second.listen(0, '127.0.0.1', resolve); });
  browser = await launchChromium({ [host]: `127.0.0.1:${String((second.address() as AddressInfo).port)}` });
  const include = (name: string): string => `include ${join(folder, 'nginx', name)};`;
  nginx = await startNginx(join(folder, 'nginx-run'), `map "" $hallpass_audience { default ""; } map "" $hallpass_region { default ""; } ${include('maps.conf')}`,
    `root ${join(folder, 'files')}; ${include('headers.conf')} ${include('server.conf')}`);
});
after(async () => {
  await browser?.close();
  await nginx?.close();
  second?.close();
  rmSync(folder, { recursive: true });
});

const reached = async (answers: string | undefined, javaScriptEnabled = true): Promise<string[]> => {
  const context = await browser.newContext({ javaScriptEnabled });
  try {
    if (answers !== undefined) {
      await context.addCookies([{ name: 'hallpass', value: `1.a.${Math.floor(Date.now() / 1000).toString(16)}.0${answers}`, url: nginx.origin }]);
    }
    log.length = 0;
    const tab = await context.newPage();
    await tab.goto(nginx.origin);
    if (answers === '.analytics:1+') {
      for (let tries = 0; tries < 50 && new Set(log.map(({ url }) => url)).size < (javaScriptEnabled ? channels : withoutScript).length; ++tries) await tab.waitForTimeout(100);
    } else {
      await tab.waitForTimeout(1000);
    }
    return [...new Set(log.map(({ url }) => url.slice(1)))].sort();
  } finally {
    await context.close();
  }
};

test('without a choice none of 13 unlabelled channels reaches the tracker, with or without JavaScript', async () => {
  assert.equal(channels.length, 13);
  assert.deepEqual(await reached(undefined), []);
  assert.deepEqual(await reached(undefined, false), []);
});

test('a refusal, another purpose’s consent and a broken record open nothing', async () => {
  assert.deepEqual(await reached('.analytics:1-.advertising:1+'), []);
  assert.deepEqual(await reached('.analytics:1+.'), []);
});

test('with the consent all 13 reach it: nothing else held them', async () => {
  assert.deepEqual(await reached('.analytics:1+'), channels);
  assert.deepEqual(await reached('.analytics:1+', false), withoutScript);
});

test('a page that came closed is loaded again on consent, once, and then nothing is held', async () => {
  const context = await browser.newContext();
  try {
    log.length = 0;
    const tab = await context.newPage();
    let loads = 0;
    tab.on('framenavigated', (frame) => { if (frame === tab.mainFrame()) ++loads; });
    await tab.goto(`${nginx.origin}/gated.html`);
    const press = (name: string): Promise<void> => tab.locator('hallpass-banner').getByRole('button', { name, exact: true }).click();
    await press('Reject all');
    await tab.waitForTimeout(500);
    assert.deepEqual([loads, log.length], [1, 0], 'a refusal loads nothing again');
    await tab.evaluate(() => { window.hallpass?.open(); });
    await press('Accept all');
    for (let tries = 0; tries < 80 && new Set(log.map(({ url }) => url)).size < 14; ++tries) await tab.waitForTimeout(100);
    assert.deepEqual([...new Set(log.map(({ url }) => url.slice(1)))].sort(), [...channels, 'labelled'].sort());
    assert.equal(loads, 2);
  } finally {
    await context.close();
  }
});
