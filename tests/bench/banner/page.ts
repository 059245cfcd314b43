// The page that every contender stands on, and its server: everything compressed as a good host does, brotli 11.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { Line, type Network } from '../support/slow-line.ts';
import { contenders, type Contender } from './contenders.ts';
import { record } from './measure.ts';

const heldScripts = 20;
const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/** Something to do, as a tag manager's script has: about a millisecond. */
const heldScript = (name: string): string => `(() => { performance.mark('${name}'); let sum = 0; for (let i = 0; i < 4e5; ++i) sum += Math.sqrt(i); window.heldSum = (window.heldSum ?? 0) + sum; window.heldCount = (window.heldCount ?? 0) + 1; })();`;

const text = '<p>A school’s families fill in forms once, and offices read them without typing them again. </p>';

const sources = Array.from({ length: heldScripts }, (_, index) => `/held-${index}.js`);

const render = ({ head, bodyEnd, held, host = '', banner, heldHint = () => '' }: Contender): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<script>(${String(record)})(${JSON.stringify({ host, banner })})</script>${head}${sources.map(heldHint).join('\n')}
<title>Bench</title><meta name="viewport" content="width=device-width,initial-scale=1"><link rel="stylesheet" href="/page.css"><link rel="icon" href="/icon.svg">
</head><body><header><a href="/">Steptech</a></header><main><h1>Registration that families finish</h1><img src="/picture.svg" alt="" width="1200" height="500">
${text.repeat(30)}</main>
<script src="/plain.js"></script>
${sources.map(held).join('\n')}
${bodyEnd}</body></html>`;

export interface BenchSite {
  readonly origin: string;
  /** Compressed bytes of the contender's own files that were asked for since the last call. */
  readonly takeBytes: () => number;
  /** How fast every answer goes out from now on; as fast as the machine is without. */
  readonly setNetwork: (network: Network | undefined) => void;
  readonly close: () => Promise<void>;
}

export const startBenchSite = async (): Promise<BenchSite> => {
  let bytes = 0;
  const line = new Line();
  const compressed = new Map<string, Buffer>();
  const content = (path: string): string | Buffer | undefined => {
    const [, name = '', ...rest] = path.split('/');
    const contender = contenders.find((one) => one.name === name);
    if (contender && rest.join('') === '') return render(contender);
    if (contender) return readFileSync(join(contender.folder, normalize(`/${rest.join('/')}`)));
    const held = /^\/(held-\d+|plain)\.js$/.exec(path)?.[1];
    if (held !== undefined) return heldScript(held);
    if (path === '/page.css') return 'body { margin: 0; font: 1rem/1.5 sans-serif } main { max-width: 60rem; margin: auto } img { max-width: 100%; height: auto }';
    if (path === '/picture.svg') return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 500"><rect width="1200" height="500" fill="#247"/><circle cx="600" cy="250" r="200" fill="#fc6"/></svg>';
    if (path === '/icon.svg') return '<svg xmlns="http://www.w3.org/2000/svg"/>';
    return undefined;
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    let body = compressed.get(pathname);
    if (!body) {
      let raw;
      try {
        raw = content(pathname);
      } catch {
        raw = undefined;
      }
      if (raw === undefined) {
        response.writeHead(404).end();
        return;
      }
      body = brotliCompressSync(raw);
      compressed.set(pathname, body);
    }
    if (contenders.some(({ name }) => pathname.startsWith(`/${name}/`) && pathname !== `/${name}/`)) bytes += body.length;
    // A tracker's script is asked for again on every page; what the site hosts itself stays in the cache.
    const cache = /^\/(held|plain)|\/$/.test(pathname) ? 'no-store' : 'max-age=600';
    response.writeHead(200, {
      'Content-Type': types[extname(pathname)] ?? 'text/html', 'Content-Encoding': 'br', 'Cache-Control': cache, 'Access-Control-Allow-Origin': '*',
    });
    void line.send(response, body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setNetwork: (network) => line.set(network),
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
