// One page with the gate as a site writes it, under a strict CSP with Trusted Types: for tests of what the page itself says.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

export interface GatePage {
  /** Of the gate's tag. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Before and after it; `NONCE` stands for the page's own. */
  readonly before?: string;
  readonly after?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface GateSite {
  readonly port: number;
  readonly origin: string;
  readonly close: () => Promise<void>;
}

const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.jws': 'application/jose' };
const escape = (text: string): string => text.replace(/[&"<]/g, (character) => `&#${String(character.charCodeAt(0))};`);

const markup = ({ attributes = {}, before = '', after = '' }: GatePage, nonce: string): string => {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escape(value)}"`).join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">${before}<script nonce="NONCE" src="/hallpass.js"${written}></script>${after}<title>x</title></head><body><h1>Page</h1></body></html>`
    .replaceAll('NONCE', nonce);
};

/** Serves what `hallpass build` wrote into `folder`, and `page` (asked for each request) at every other address. */
export const serveGate = async (
  folder: string, page: (path: string, request: IncomingMessage) => GatePage | Promise<GatePage>,
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<boolean> = () => Promise.resolve(false),
): Promise<GateSite> => {
  const server = createServer((request, response) => {
    const serve = async (): Promise<void> => {
      if (await answer(request, response)) return;
      const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
      const file = join(folder, normalize(pathname));
      if (existsSync(file) && statSync(file).isFile()) {
        response.writeHead(200, { 'Content-Type': types[extname(pathname)] ?? 'application/octet-stream' }).end(readFileSync(file));
        return;
      }
      const shown = await page(pathname, request);
      const nonce = randomBytes(16).toString('base64');
      response.writeHead(200, {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; connect-src 'self'; `
          + `base-uri 'none'; require-trusted-types-for 'script'; trusted-types hallpass`,
        ...shown.headers,
      }).end(markup(shown, nonce));
    };
    serve().catch(() => { response.destroy(); });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  return {
    port, origin: `http://127.0.0.1:${String(port)}`,
    close: () => new Promise((resolve) => {
      server.close(() => { resolve(); });
      server.closeAllConnections();
    }),
  };
};
