// Both pages on one server, everything compressed as a good host does (brotli 11), over a line as slow as wanted. The
// district's answers are a real district's, recorded; signing in takes the portal's own requests and nobody's password.
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { bundle } from '../../../scripts/lib/bundle.ts';
import { securityHeaders, type Config } from '../../../web/portal/config.ts';
import { Line, type Network } from '../support/slow-line.ts';
import { watch } from './watch.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json', '.wasm': 'application/wasm', '.ttf': 'font/ttf', '.svg': 'image/svg+xml',
};
const portal = 'build/web/portal';
// A module, as the pages' own scripts are: it runs before them, and no parser waits for it.
const watcher = '<script type="module" src="/watch.js"></script>';

export interface BenchSite {
  readonly origin: string;
  /** The address that leads to `page` as if its visitor came back from signing in. */
  readonly signedIn: (page: 'hallpass' | 'react') => string;
  readonly setNetwork: (network: Network | undefined) => void;
  /** Compressed bytes of every answer since the last call, the district's own apart. */
  readonly takeBytes: () => number;
  readonly close: () => Promise<void>;
}

/** `answers`: the district's, by path. */
export const startBenchSite = async (answers: ReadonlyMap<string, string>): Promise<BenchSite> => {
  const react = await bundle({ from: 'tests/bench/portal/peers/page.ts', format: 'esm', define: { 'process.env.NODE_ENV': '"production"' } });
  const line = new Line();
  const compressed = new Map<string, Buffer>();
  let bytes = 0;
  let origin = '';
  const config = (): Config => ({ district: '', issuer: origin, clientId: 'bench', keySigners: [], keyIssuer: '', audience: '', logo: '' });

  const content = (path: string): string | Buffer | undefined => {
    if (path === '/watch.js') return `(${String(watch)})();`;
    if (path === '/prepare.html') {
      return `<script>sessionStorage.setItem('hallpass-portal-sign-in', JSON.stringify({ state: 's', verifier: 'v', provider: { issuer: location.origin, token_endpoint: location.origin + '/token' } })); location.replace(location.hash.slice(1) + '?state=s&code=c');</script>`;
    }
    if (path.endsWith('/config.json')) return JSON.stringify(config());
    if (path === '/.well-known/openid-configuration') {
      return JSON.stringify({ issuer: origin, authorization_endpoint: `${origin}/authorize`, token_endpoint: `${origin}/token` });
    }
    if (path === '/token') return JSON.stringify({ access_token: 'bench', token_type: 'Bearer', expires_in: 3600 });
    if (path === '/react/') {
      return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Student records</title>
<link rel="icon" href="/hallpass/icon.svg"><link rel="stylesheet" href="/hallpass/styles.css">${watcher}<script type="module" src="page.js"></script></head><body class="plain"><div id="page"></div></body></html>`;
    }
    if (path === '/react/page.js') return react;
    if (path === '/hallpass/') return readFileSync(`${portal}/index.html`, 'utf8').replace('<script', `${watcher}<script`);
    const file = join(portal, normalize(path).replace(/^\/hallpass\//, '/'));
    return path.startsWith('/hallpass/') && existsSync(file) ? readFileSync(file) : answers.get(path);
  };

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    let body = compressed.get(pathname);
    if (!body) {
      const raw = content(pathname);
      if (raw === undefined) {
        response.writeHead(404).end();
        return;
      }
      body = brotliCompressSync(raw);
      compressed.set(pathname, body);
    }
    const isDistricts = answers.has(pathname);
    if (!isDistricts && !/^\/(watch|prepare)/.test(pathname)) bytes += body.length;
    response.writeHead(200, {
      'Content-Type': isDistricts ? 'application/json' : types[extname(pathname)] ?? 'text/html; charset=utf-8', 'Content-Encoding': 'br',
      'Cache-Control': isDistricts ? 'no-store' : 'max-age=600',
      ...pathname === '/prepare.html' ? {} : securityHeaders(config()),
      // An isolated page has a clock of five microseconds; others one of a hundred.
      'Cross-Origin-Embedder-Policy': 'require-corp', 'Cross-Origin-Opener-Policy': 'same-origin',
    });
    void line.send(response, body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    signedIn: (page) => `${origin}/prepare.html#/${page}/`,
    setNetwork: (network) => { line.set(network); },
    takeBytes: () => {
      const taken = bytes;
      bytes = 0;
      return taken;
    },
    close: () => new Promise((resolve) => {
      server.close(() => { resolve(); });
      server.closeAllConnections();
    }),
  };
};
