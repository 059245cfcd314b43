// The guard on a page: what it lets pass, how it fails, and that a page cannot tell it from the browser's own.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, extname, join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { browser, site } from './fixture.ts';
import { settle, visit, type Visit } from './visitor.ts';

const mimeTypes: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

const banner = (page: Page) => page.getByRole('region', { name: 'Your privacy choices' });
const press = (page: Page, name: string) => banner(page).getByRole('button', { name, exact: true }).click();

/** A page of the site without a policy of its own, where a script may do what it likes. */
const visitWeakPage = async ({ script = '', head = '' }, story: (visitor: Visit) => Promise<void>): Promise<void> => {
  const server = createServer(({ url = '/' }, response) => {
    if (url === '/') {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<!doctype html><html lang="en"><head><script src="/hallpass.js"></script>
<link rel="icon" href="data:,"><title>Weak</title>${head}</head><body><main><h1>Weak</h1></main><script>${script}</script>
<script type="text/plain" data-hallpass-purpose="analytics" data-src="${site.trackerOrigin}/labelled.js"></script></body></html>`);
    } else response.writeHead(200, { 'Content-Type': mimeTypes[extname(url)] ?? '' }).end(readFileSync(join('build/web/site', basename(url))));
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  try {
    await visit(browser, site, {}, async (visitor) => {
      await visitor.page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      await banner(visitor.page).waitFor();
      await story(visitor);
    });
  } finally {
    server.close();
    server.closeAllConnections();
  }
};

test('patched natives look and fail like natives', () =>
  visit(browser, site, {}, async ({ page }) => {
    await page.goto(site.origin);
    const odd = await page.evaluate(() => {
      const fresh = document.createElement('iframe');
      fresh.hidden = true;
      const found: string[] = [];
      const look = (name: string, native: unknown, length: number, isClass = false): void => {
        const { name: own, length: takes } = native as { name: string; length: number };
        if (own !== name.replace(/^.*\./, '')) found.push(`${name} is called ${own}`);
        if (takes !== length) found.push(`${name} takes ${takes}`);
        if (Function.prototype.toString.call(native) !== `function ${own}() { [native code] }`) found.push(`${name} has the text ${Function.prototype.toString.call(native)}`);
        if (!isClass && Object.hasOwn(native as object, 'prototype')) found.push(`${name} has a prototype`);
      };
      const accessor = (prototype: object, key: string, part: 'get' | 'set'): unknown => Object.getOwnPropertyDescriptor(prototype, key)?.[part];
      look('fetch', fetch, 1);
      look('XMLHttpRequest.open', XMLHttpRequest.prototype.open, 2);
      look('sendBeacon', Navigator.prototype.sendBeacon, 1);
      look('setAttribute', Element.prototype.setAttribute, 2);
      look('appendChild', Node.prototype.appendChild, 1);
      look('toString', Function.prototype.toString, 0);
      look('set src', accessor(HTMLImageElement.prototype, 'src', 'set'), 1);
      look('set cookie', accessor(Document.prototype, 'cookie', 'set'), 1);
      look('get localStorage', accessor(window, 'localStorage', 'get'), 0);
      look('open', open, 0);
      look('click', HTMLElement.prototype.click, 0);
      look('write', Document.prototype.write, 0);
      look('setAttributeNode', Element.prototype.setAttributeNode, 1);
      look('insertRule', CSSStyleSheet.prototype.insertRule, 1);
      look('set textContent', accessor(Node.prototype, 'textContent', 'set'), 1);
      look('set baseVal', accessor(SVGAnimatedString.prototype, 'baseVal', 'set'), 1);
      look('Blob', Blob, 0, true);
      look('RTCPeerConnection', RTCPeerConnection, 0, true);
      look('Worker', Worker, 1, true);
      look('WebSocket', WebSocket, 1, true);
      if (WebSocket.prototype.constructor !== WebSocket) found.push('WebSocket is not its prototype’s constructor');
      if (Object.prototype.toString.call(localStorage) !== '[object Storage]' || !(localStorage instanceof Storage)) found.push('localStorage is no Storage');
      if (localStorage !== window.localStorage || localStorage.setItem !== Storage.prototype.setItem) found.push('localStorage changes');
      const throws = (name: string, run: () => unknown): void => {
        try {
          run();
          found.push(`${name} did not throw`);
        } catch (error) {
          if (!(error instanceof TypeError)) found.push(`${name} threw ${String(error)}`);
        }
      };
      throws('a wrong this', () => Element.prototype.setAttribute.call({} as Element, 'src', '/x'));
      throws('too few arguments', () => (document.body.appendChild as () => void)());
      throws('no node', () => document.body.appendChild({} as Node));
      throws('no new', () => (WebSocket as unknown as (url: string) => void)('ws://x'));
      throws('a constructed method', () => new (fetch as unknown as new () => unknown)());
      return found;
    });
    assert.deepEqual(odd, []);
  }));

test('the site’s own requests, elements and frames go on as ever', () =>
  visit(browser, site, {}, async ({ page }) => {
    await page.goto(site.origin);
    await banner(page).waitFor();
    const results = await page.evaluate(async () => {
      const image = new Image();
      const loaded = new Promise((resolve) => { image.onload = resolve; });
      image.src = '/icon.svg';
      await loaded;
      const request = new XMLHttpRequest();
      const sent = new Promise((resolve) => { request.onload = resolve; });
      request.open('GET', '/icon.svg');
      request.send();
      await sent;
      const holder = document.createElement('div');
      holder.append('text', document.createElement('b'));
      return [(await fetch('/icon.svg')).status, (await fetch(new Request('/icon.svg'))).status, request.status, holder.childNodes.length, image.getAttribute('src'),
        navigator.sendBeacon('/contact', 'x')];
    });
    assert.deepEqual(results, [200, 200, 200, 2, '/icon.svg', true]);
  }));

test('a tracker’s requests wait for the choice; refused, they fail as without a network', () =>
  visit(browser, site, {}, async ({ page, trackerRequests }) => {
    await page.goto(site.origin);
    await banner(page).waitFor();
    await page.evaluate((tracker) => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      fetch(`${tracker}/late`, { mode: 'no-cors' }).then(() => seen.push('fetched'), (error: unknown) => seen.push(String(error)));
      const request = new XMLHttpRequest();
      request.onerror = () => seen.push(`xhr ${request.readyState} ${request.status}`);
      request.open('GET', `${tracker}/xhr`);
      request.send();
      const socket = new WebSocket(tracker.replace('http', 'ws'));
      socket.onerror = () => seen.push('socket');
      seen.push(String(socket instanceof WebSocket), String(navigator.sendBeacon(`${tracker}/beacon`)));
    }, site.trackerOrigin);
    await settle(page);
    const seen = (): Promise<string[]> => page.evaluate(() => (window as { seen?: string[] }).seen ?? []);
    assert.deepEqual(await seen(), ['true', 'true']);
    await press(page, 'Reject all');
    await page.waitForFunction(() => (window as { seen?: string[] }).seen?.length === 5);
    assert.deepEqual((await seen()).slice(2), ['TypeError: Failed to fetch', 'xhr 4 0', 'socket']);
    const sync = await page.evaluate((tracker) => {
      const request = new XMLHttpRequest();
      request.open('GET', `${tracker}/sync`, false);
      try {
        request.send();
        return 'sent';
      } catch (error) {
        return (error as Error).name;
      }
    }, site.trackerOrigin);
    assert.equal(sync, 'NetworkError');
    await settle(page);
    assert.deepEqual(trackerRequests(), []);
  }));

test('text that asks for something waits, and only that; the choice lets it through', () =>
  visitWeakPage({}, async ({ page, problems, trackerRequests }) => {
    const before = await page.evaluate((tracker) => {
      const style = document.createElement('style');
      style.textContent = `@import url(/styles.css) print; @import '${tracker}/import.css'; .probe { color: rgb(1, 2, 3) }`;
      const probe = Object.assign(document.createElement('p'), { className: 'probe' });
      const script = document.createElement('script');
      script.type = 'module';
      script.text = `import '${tracker}/module.js';`;
      const own = document.createElement('script');
      own.type = 'module';
      own.text = "window.ownModule = 'from ' + import.meta.url;";
      document.body.append(style, probe, script, own);
      return [style.sheet?.cssRules.length, getComputedStyle(probe).color];
    }, site.trackerOrigin);
    assert.deepEqual(before, [2, 'rgb(1, 2, 3)']);
    await page.waitForFunction(() => 'ownModule' in window);
    await settle(page);
    assert.deepEqual(trackerRequests(), []);
    await press(page, 'Accept all');
    await settle(page);
    for (const path of ['/import.css', '/module.js']) assert.ok(trackerRequests().includes(path), path);
    problems.length = 0; // this tracker answers with a picture
  }));

test('a window that the visitor’s own click opens is theirs; a script’s is judged', () =>
  visitWeakPage({ script: `window.byScript = open('${site.trackerOrigin}/by-script') === null` }, async ({ page, context, trackerRequests }) => {
    assert.equal(await page.evaluate(() => (window as { byScript?: boolean }).byScript), true);
    await page.evaluate((tracker) => {
      const button = Object.assign(document.createElement('button'), { textContent: 'Sign in elsewhere' });
      button.onclick = () => { open(`${tracker}/by-click`, 'login'); };
      const frame = Object.assign(document.createElement('iframe'), { name: 'inside' });
      const link = Object.assign(document.createElement('a'), { href: `${tracker}/by-link`, target: 'inside', textContent: 'Into the frame' });
      document.querySelector('main')?.prepend(button, link, frame);
    }, site.trackerOrigin);
    const opened = context.waitForEvent('page');
    await page.getByRole('button', { name: 'Sign in elsewhere' }).click();
    await (await opened).close();
    await page.getByRole('link', { name: 'Into the frame' }).click();
    await settle(page);
    assert.deepEqual(trackerRequests().filter((url) => url.includes('by-')), ['/by-click']);
  }));

test('images of the site’s own style sheets are drawn', () =>
  visitWeakPage({ head: '<style>h1 { background-image: url(/icon.svg) }</style>' }, async ({ page }) => {
    await settle(page);
    assert.ok(await page.evaluate(() => performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/icon.svg'))));
    assert.deepEqual(await page.evaluate(() => document.adoptedStyleSheets.filter(({ disabled }) => !disabled).length), 0);
  }));

test('natives that a tracker has replaced do not open the gate', () =>
  visit(browser, site, {}, async ({ page, context, trackerRequests }) => {
    await page.goto(site.origin);
    await banner(page).waitFor();
    await page.evaluate((tracker) => {
      const granted = { state: 'granted', reason: 'visitor_granted' };
      Object.assign(Object.prototype, { evil: granted });
      Array.prototype.includes = () => true;
      Map.prototype.get = WeakMap.prototype.get = () => granted;
      String.prototype.split = () => ['hallpass=1.0.6742f1c0.0.analytics:1+.lead_generation:1+.advertising:1+'];
      RegExp.prototype.test = () => true;
      RegExp.prototype.exec = () => null;
      DataView.prototype.getUint8 = () => 1;
      Object.hasOwn = () => true;
      Object.defineProperty(URL.prototype, 'host', { get: () => location.host });
      Object.defineProperty(Node.prototype, 'baseURI', { get: () => tracker });
      dispatchEvent(new StorageEvent('storage', { key: 'hallpass' }));
      new Image().src = `${tracker}/pixel`;
      void fetch(`${tracker}/fetch`).catch(() => undefined);
      document.cookie = '_ga=1';
      const label = document.createElement('img');
      label.dataset['hallpassPurpose'] = 'evil';
      label.dataset['hallpassSrc'] = `${tracker}/labelled`;
      document.body.append(label);
    }, site.trackerOrigin);
    await settle(page);
    assert.equal(await page.evaluate(() => window.hallpass?.outcomes()['analytics']?.state), 'denied');
    await press(page, 'Reject all');
    await settle(page);
    assert.deepEqual(trackerRequests(), []);
    const [record, ...rest] = await context.cookies();
    assert.deepEqual(rest, []);
    assert.doesNotMatch(record?.value ?? '+', /\+/);
  }));

test('a guard that does not load closes the gate', () =>
  visit(browser, site, {}, async ({ page, context, problems }) => {
    await context.route('**/hallpass.guard.js', (route) => route.abort());
    await page.goto(site.origin);
    await settle(page);
    assert.deepEqual(await page.evaluate(() => Object.keys(window.hallpass?.outcomes() ?? { open: 1 })), []);
    assert.ok(problems.some((text) => text.includes('hallpass: closed')), problems.join());
    problems.length = 0;
  }));
