// hallpass audit, as the npm package has it, on pages that leak over every channel, and on pages that do not.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Audit } from '../../cli/node/judge.ts';
import { createTracker, type TrackerRequest } from '../../web/site/tracker.ts';
import { start, type Site } from '../../web/site/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'hallpass-audit-'));
const log: TrackerRequest[] = [];
const tracker = createTracker(log);
let trackerOrigin = '';

const leakingPage = (): string => `<!doctype html><title>x</title><link rel="preload" as="script" href="${trackerOrigin}/preload">
<style>b { background: url(${trackerOrigin}/css-image) }</style><b>text</b>
<script src="${trackerOrigin}/static-script"></script><img src="${trackerOrigin}/static-img?a=<i>" alt=""><iframe src="${trackerOrigin}/static-iframe"></iframe>
<script>for (const tag of ['script', 'img', 'iframe']) document.body.append(Object.assign(document.createElement(tag), { src: '${trackerOrigin}/' + tag }));
fetch('${trackerOrigin}/fetch', { mode: 'no-cors' }).catch(() => {});
const request = new XMLHttpRequest();
request.open('GET', '${trackerOrigin}/xhr');
request.send();
navigator.sendBeacon('${trackerOrigin}/beacon', 'x');
new EventSource('${trackerOrigin}/event-source');
new WebSocket('${trackerOrigin.replace('http', 'ws')}/web-socket');
new Worker(URL.createObjectURL(new Blob(['fetch("${trackerOrigin}/worker", { mode: "no-cors" })'])));
navigator.serviceWorker.register('/service-worker.js').catch(() => {});
document.cookie = 'kept=1';
document.cookie = 'removed=1';
setTimeout(() => { document.cookie = 'removed=; max-age=0'; }, 400);
cookieStore.set('by_store', '1');
localStorage.local = '1';
localStorage.setItem('local_removed', '1');
localStorage.removeItem('local_removed');
sessionStorage.setItem('session', '1');
indexedDB.open('database');
caches.open('cache');
</script>`;
const serviceWorker = (): string => `self.addEventListener('install', (event) => event.waitUntil(fetch('${trackerOrigin}/service-worker', { mode: 'no-cors' })));`;

const pages = createServer((request, response) => {
  if (request.url === '/service-worker.js') response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(serviceWorker());
  else if (request.url === '/leaking') response.writeHead(200, { 'Content-Type': 'text/html' }).end(leakingPage());
  else if (request.url === '/closed') {
    response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Security-Policy': "default-src 'self' 'unsafe-inline'" })
      .end(`<!doctype html><title>x</title><img src="${trackerOrigin}/blocked" alt=""><script>fetch('${trackerOrigin}/blocked-fetch').catch(() => {})</script>`);
  } else if (request.url === '/session') {
    response.writeHead(302, { 'Location': '/session/2', 'Set-Cookie': 'steptech_session=1; HttpOnly' }).end();
  } else response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>x</title>');
});
const listen = async (server: Server, host: string): Promise<string> => {
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return `http://${host}:${String((server.address() as AddressInfo).port)}`;
};

let origin = '';
let site: Site;
before(async () => {
  trackerOrigin = await listen(tracker, 'localhost');
  origin = await listen(pages, '127.0.0.1');
  site = await start();
});
after(async () => {
  await site?.close();
  for (const server of [pages, tracker]) {
    server.close();
    server.closeAllConnections();
  }
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}
const run = (...args: string[]): Promise<Answer> => new Promise((resolve) => {
  const child = spawn(process.execPath, ['build/npm/bin/hallpass.mjs', 'audit', '--browser-flag', '--no-sandbox', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const out = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name].on('data', (bytes: Buffer) => { out[name] += bytes.toString(); });
  child.once('close', (status) => { resolve({ status, ...out }); });
});

test('every request that reached the tracker is reported, and every write; exit status 1', async () => {
  const { status, stdout, stderr } = await run(`${origin}/leaking`, '-o', join(folder, 'report'), '--watch', '2');
  assert.equal(status, 1, stderr);
  const audit = JSON.parse(readFileSync(join(folder, 'report/audit.json'), 'utf8')) as Audit;
  const leaked = audit.requests.filter(({ verdict }) => verdict === 'leak').map(({ url }) => url.replace(/^ws/, 'http').slice(trackerOrigin.length));
  assert.deepEqual([...new Set(leaked)].sort(), [...new Set(log.map(({ url }) => url))].sort());
  assert.equal(new Set(leaked).size, 15, 'all the channels were tried');
  assert.deepEqual(audit.writes.map(({ kind, name }) => `${kind} ${name}`).sort(), [
    'Cache cache', 'IndexedDB database', 'cookie by_store', 'cookie kept', 'cookie removed', 'localStorage local', 'localStorage local_removed',
    `service worker ${origin}/service-worker.js`, 'sessionStorage session',
  ]);
  assert.equal(audit.leaks, audit.requests.filter(({ verdict }) => verdict === 'leak').length + 9);
  assert.match(stdout, /request {2}Ping +http:\/\/localhost:\d+\/beacon\n +by http:\/\/127\.0\.0\.1:\d+\/leaking:\d+$/m);
  assert.match(stdout, /Before consent \d+ requests went to other sites, and 9 things were stored\.$/m);
  assert.match(stderr, /starting .*\n.*loading .*\n.*watching, 2 s more/);
  const page = readFileSync(join(folder, 'report/audit.html'), 'utf8');
  assert.ok(page.includes('/beacon') && page.includes('local_removed'));
  assert.ok(!/<script|<i>/i.test(page), 'whatever the page is called, the report runs nothing');
});

test('what the browser blocked is no leak; the demo site leaks nothing', async () => {
  const before = log.length;
  const [closed, demo] = await Promise.all([run(`${origin}/closed`, '--json', '--watch', '1'), run(site.origin, '--watch', '2')]);
  assert.equal(closed.status, 0, closed.stdout);
  const { requests, leaks } = JSON.parse(closed.stdout) as Audit;
  assert.equal(leaks, 0);
  assert.deepEqual(requests.filter(({ verdict }) => verdict === 'blocked').map(({ url }) => url.slice(trackerOrigin.length)), ['/blocked']);
  assert.equal(demo.status, 0, demo.stdout);
  assert.match(demo.stdout, /Nothing left for another site, and nothing was stored, before consent\.$/m);
  assert.deepEqual([log.length, site.trackerLog.length], [before, 0]);
});

test('a policy says what is strictly necessary; without one any write counts', async () => {
  const url = `${origin}/session`;
  const [without, withPolicy] = await Promise.all([run(url, '--watch', '0'), run(url, '--watch', '0', '--json', '--policy', 'examples/steptech/policy.json')]);
  assert.equal(without.status, 1);
  assert.match(without.stdout, /write +cookie +steptech_session +of 127\.0\.0\.1$/m);
  assert.equal(withPolicy.status, 0, withPolicy.stdout);
  const { writes, finalUrl } = JSON.parse(withPolicy.stdout) as Audit;
  assert.deepEqual(writes.map(({ name, verdict, purpose }) => [name, verdict, purpose]), [['steptech_session', 'strictly necessary', 'site_operation']]);
  assert.equal(finalUrl, `${url}/2`);
});

test('what cannot be audited is said, with exit status 2', async () => {
  const tries: readonly (readonly [RegExp, ...string[]])[] = [
    [/which address\?/], [/not an http or https address/, 'file:///etc/passwd'], [/no option --what/, origin, '--what'], [/needs a value/, origin, '-o'],
    [/seconds/, origin, '--watch', 'long'], [/one address at a time/, origin, origin], [/ENOENT.*none\.json/, origin, '--policy', 'none.json'],
    [/cannot be loaded: net::ERR_/, 'http://127.0.0.1:1/'], [/has ended/, origin, '--browser', '/bin/false'], [/has ended/, origin, '--browser', '/none'],
  ];
  await Promise.all(tries.map(async ([reason, ...args]) => {
    const { status, stderr } = await run(...args);
    assert.match(stderr, reason);
    assert.equal(status, 2, args.join(' '));
  }));
  const native = spawnSync('build/native/cli/hallpass', ['audit', origin], { encoding: 'utf8' });
  assert.deepEqual([native.status, /npx hallpass audit/.test(native.stderr)], [2, true]);
  assert.match((await run('--help')).stdout, /exit status: 0 nothing leaked/);
});
