// A folder over HTTP on 127.0.0.1, for the demo and the tests. What a real site uses nginx for.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { pipeline } from 'node:stream/promises';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json', '.wasm': 'application/wasm', '.ttf': 'font/ttf', '.svg': 'image/svg+xml', '.png': 'image/png',
};

export interface StaticServer {
  readonly origin: string;
  readonly close: () => Promise<void>;
}

export interface StaticServerOptions {
  readonly folder: string;
  /** 0: a free port. */
  readonly port?: number;
  /** Response headers of every answer, e.g. the Content-Security-Policy; asked for each time. */
  readonly headers?: () => Readonly<Record<string, string>>;
  /** Files that are not on disk: path -> JSON value, asked for each time. */
  readonly generated?: Readonly<Record<string, () => unknown>>;
  /** Files that lie elsewhere: path -> file. */
  readonly files?: Readonly<Record<string, string>>;
}

export const serveFolder = async (options: StaticServerOptions): Promise<StaticServer> => {
  const server = createServer((request, response) => {
    void (async () => {
      const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
      for (const [name, value] of Object.entries(options.headers?.() ?? {})) response.setHeader(name, value);
      response.setHeader('X-Content-Type-Options', 'nosniff');
      response.setHeader('Referrer-Policy', 'no-referrer');
      response.setHeader('Cache-Control', 'no-cache');
      const generated = options.generated?.[pathname];
      if (generated !== undefined) {
        response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(generated()));
        return;
      }
      // normalize() of an absolute path cannot climb above the folder.
      const path = options.files?.[pathname] ?? join(options.folder, normalize(decodeURIComponent(pathname.endsWith('/') ? `${pathname}index.html` : pathname)));
      const found = await stat(path).catch(() => undefined);
      if (found === undefined || !found.isFile() || !['GET', 'HEAD'].includes(request.method ?? '')) {
        response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Not found\n');
        return;
      }
      response.writeHead(200, { 'Content-Type': contentTypes[extname(path)] ?? 'application/octet-stream', 'Content-Length': found.size });
      if (request.method === 'HEAD') response.end();
      else await pipeline(createReadStream(path), response);
    })().catch(() => { response.destroy(); });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => { server.close(() => { resolve(); }); server.closeAllConnections(); }),
  };
};
