// A page under a strict policy that has the vault's scripts, and a place where it puts what it made.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

export const strictPolicy = (more = "worker-src 'self'; trusted-types hallpass-vault"): string =>
  `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'; require-trusted-types-for 'script'; ${more}`;

const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.wasm': 'application/wasm' };

export interface VaultPage {
  readonly origin: string;
  /** What the page's next answer carries. */
  policy: string;
  /** Put in front of the worker's script, so that a test can look into the worker. */
  inWorker: string;
  /** Paths answered with 404. */
  missing: readonly string[];
  /** Paths answered with what no browser can compile. */
  spoilt: readonly string[];
  /** What was POSTed to /put last, and can be fetched there. */
  readonly put: () => Buffer;
  readonly close: () => Promise<void>;
}

export const serveVaultPage = async (): Promise<VaultPage> => {
  let put = Buffer.alloc(0);
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    if (request.method === 'POST') {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
        put = Buffer.concat(pieces);
        response.writeHead(204).end();
      });
      return;
    }
    response.setHeader('Content-Security-Policy', page.policy);
    if (path === '/') {
      response.setHeader('Content-Type', 'text/html; charset=utf-8').end('<!doctype html><html lang="en"><title>Vault</title><input type="file">');
      return;
    }
    try {
      if (path === '/put') {
        response.end(put);
        return;
      }
      if (page.missing.includes(path)) throw new Error('missing');
      const bytes = page.spoilt.includes(path) ? Buffer.from('spoilt') : readFileSync(join('build/web', normalize(path)));
      response.setHeader('Content-Type', types[extname(path)] ?? 'application/octet-stream');
      response.end(path.endsWith('worker.js') ? page.inWorker + bytes.toString() : bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const page: VaultPage = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    policy: strictPolicy(), inWorker: '', missing: [], spoilt: [],
    put: () => put,
    close: () => new Promise((resolve) => { server.close(() => { resolve(); }); server.closeAllConnections(); }),
  };
  return page;
};

declare global {
  /** The page's own, once openVault() has run there. */
  var vault: typeof import('../../web/vault/index.ts');
}

/** Runs in the page. */
export const openVault = async (): Promise<void> => {
  const address = '/vault/vault.js';
  globalThis.vault = await import(address) as typeof globalThis.vault;
};
