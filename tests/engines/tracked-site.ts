// A site with the demo policy's gate and *unlabelled* tracking, and the tracker on a second origin, which logs every
// request. What the gate has held is judged from there, never by asking the gate.
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ConsentHeaders } from '../../web/headers/main.ts';

export interface PageFacts {
  /** As the README says that a page starts: the gate, first in its head. */
  readonly head: string;
  readonly nonce: string;
  /** Where this visit's requests to the tracker go: an address to append a name to. */
  readonly tracker: string;
}

export interface SiteFile {
  readonly type: string;
  readonly body: string;
  /** Of a page; absent: none. */
  readonly policy?: string;
}

export interface TrackedSite {
  readonly origin: string;
  readonly trackerOrigin: string;
  /** Names of this visit that have reached the tracker. */
  readonly arrived: (visit: string) => Set<string>;
  /** … and of these, those that brought an ETag or a date back. */
  readonly validated: (visit: string) => Set<string>;
  readonly close: () => Promise<void>;
}

/** The demo policy, with the tracker's host declared: a script and beacons of analytics. */
const buildGate = (folder: string): void => {
  const policy = JSON.parse(readFileSync('examples/steptech/policy.json', 'utf8')) as { technologies: Record<string, { hosts?: string[] }> };
  policy.technologies['ga_script']?.hosts?.push('localhost');
  policy.technologies['ga_beacon']?.hosts?.push('localhost');
  const file = join(folder, 'policy.json');
  writeFileSync(file, JSON.stringify(policy));
  execFileSync('build/native/cli/hallpass', ['build', file, '-o', join(folder, 'site'), '--headers', join(folder, 'headers')], { stdio: 'pipe' });
};

/** What the tracker answers, by what is asked for: every kind of content that a channel may need to come to life. */
const trackerAnswer = (name: string, response: ServerResponse): void => {
  const type = /script|worker|module|import/.test(name) ? 'text/javascript' : /style|sheet/.test(name) ? 'text/css'
    : /frame|window|document/.test(name) ? 'text/html' : /events/.test(name) ? 'text/event-stream' : 'image/svg+xml';
  const body = type === 'image/svg+xml' ? '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>' : '';
  const headers = { 'Content-Type': type, 'Access-Control-Allow-Origin': '*', 'Timing-Allow-Origin': '*' };
  const redirect = /redirect-to=([^&]*)/.exec(name)?.[1];
  if (redirect !== undefined) response.writeHead(302, { ...headers, Location: decodeURIComponent(redirect) }).end();
  // A name for the visitor that the browser keeps in its cache and brings back.
  else if (/etag/.test(name)) response.writeHead(200, { ...headers, 'Cache-Control': 'no-cache', ETag: '"visitor-1"', 'Access-Control-Expose-Headers': 'ETag' }).end(body);
  else response.writeHead(200, { ...headers, 'Cache-Control': 'no-store' }).end(body);
};

const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

const stop = (server: Server): Promise<void> => new Promise((resolve) => {
  server.close(() => { resolve(); });
  server.closeAllConnections();
});

export interface TrackedSiteOptions {
  /** Sends the response headers that `hallpass build --headers` wrote, on pages and scripts. */
  readonly headers?: boolean;
  /** The gate's tag names the service worker; `damage` is done to its file. */
  readonly serviceWorker?: boolean | ((script: string) => string);
  /** Of the worker, where it is the site's own. */
  readonly workerPath?: string;
  /** More attributes of the gate's tag. */
  readonly facts?: string;
}

/** `serve` makes the site's own files: `path` without the query, and the visit that its `?visit=` names. */
export const startTrackedSite = async (
  serve: (path: string, facts: PageFacts, query: URLSearchParams) => SiteFile | undefined, { headers = false, serviceWorker = false, workerPath = '/hallpass.sw.js', facts = '' }: TrackedSiteOptions = {},
): Promise<TrackedSite> => {
  const folder = mkdtempSync(join(tmpdir(), 'hallpass-tracked-'));
  buildGate(folder);
  const gate = readFileSync(join(folder, 'site/hallpass.js'));
  const integrity = `sha256-${createHash('sha256').update(gate).digest('base64')}`;
  const { consentHeaders } = await import(pathToFileURL(join(folder, 'headers/consent-headers.js')).href) as { readonly consentHeaders: ConsentHeaders };
  const log: { readonly url: string; readonly isValidated: boolean }[] = [];
  const note = ({ url = '', headers: { 'if-none-match': etag, 'if-modified-since': date } }: IncomingMessage): string => {
    log.push({ url, isValidated: etag !== undefined || date !== undefined });
    return url;
  };
  const named = (visit: string, isWanted: (entry: typeof log[number]) => boolean): Set<string> => new Set(log.filter((entry) => entry.url.startsWith(`/${visit}/`) && isWanted(entry))
    .map(({ url }) => url.slice(visit.length + 2).split('?')[0] ?? ''));
  const tracker = createServer((request, response) => { trackerAnswer(note(request), response); });
  tracker.on('upgrade', (request, socket) => {
    note(request);
    socket.destroy();
  });
  const trackerOrigin = `http://localhost:${await listen(tracker)}`;
  const site = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    response.setHeader('Cache-Control', 'no-store');
    const nonce = randomBytes(16).toString('base64');
    const head = `<script nonce="${nonce}" src="/hallpass.js" integrity="${integrity}" data-lift${serviceWorker ? ` data-service-worker="${workerPath}"` : ''}${facts}></script>\
<meta http-equiv="Content-Security-Policy" content="default-src 'self' 'unsafe-inline' data: blob:"><!-- -->`;
    const file = serve(pathname, { head, nonce, tracker: `${trackerOrigin}/${searchParams.get('visit') ?? 'none'}/` }, searchParams);
    if (file) {
      if (file.policy !== undefined) response.setHeader('Content-Security-Policy', file.policy);
      if (headers && /html|javascript/.test(file.type)) {
        const { cookie } = request.headers;
        // The tracker's origin has a port, which the policy file cannot name.
        for (const [name, value] of Object.entries(consentHeaders({ cookie }))) response.appendHeader(name, value.replaceAll(' localhost', ` ${trackerOrigin}`));
      }
      response.writeHead(200, { 'Content-Type': file.type }).end(file.body);
    } else if (pathname === '/hallpass.sw.js') {
      // As above: the tracker's port.
      const script = readFileSync(join(folder, 'site', pathname), 'utf8').replaceAll('"localhost"', `"${new URL(trackerOrigin).host}"`);
      response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(typeof serviceWorker === 'function' ? serviceWorker(script) : script);
    } else if (/^\/(hallpass|hallpass\.guard|(?:banner|placeholder)\.[\w-]+)\.js$/.test(pathname)) {
      response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(readFileSync(join(folder, 'site', pathname)));
    } else response.writeHead(404).end();
  });
  return {
    trackerOrigin,
    origin: `http://127.0.0.1:${await listen(site)}`,
    arrived: (visit) => named(visit, () => true),
    validated: (visit) => named(visit, ({ isValidated }) => isValidated),
    close: async () => {
      await Promise.all([stop(site), stop(tracker)]);
      rmSync(folder, { recursive: true });
    },
  };
};
