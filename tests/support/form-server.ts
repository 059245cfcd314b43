// A server with one page that has a form on it, under the strictest policy; what it is sent is kept as it came.
import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import assert from 'node:assert/strict';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export const strictPolicy = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'; form-action 'self'; ` +
  `require-trusted-types-for 'script'; trusted-types hallpass-vault`;

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface FormServer {
  readonly origin: string;
  /** What the next visit gets: the page's body, its policy, files beside build/web (JSON or scripts), the answer to a POST. */
  body: string;
  policy: string;
  files: Record<string, string>;
  status: number;
  /** Since the visit began. */
  paths: string[];
  received: Received[];
  /** The page in a fresh browser context; fails when anything breaks the strict policy. */
  readonly visit: (browser: Browser, use: (page: Page) => Promise<void>, options?: BrowserContextOptions) => Promise<void>;
  readonly close: () => Promise<void>;
}

const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.wasm': 'application/wasm', '.json': 'application/json' };

export const startFormServer = async (): Promise<FormServer> => {
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    state.paths.push(path);
    if (request.method === 'POST') {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
        state.received.push({ path, headers: request.headers, body: Buffer.concat(pieces) });
        response.writeHead(state.status, { 'Content-Type': 'text/html' }).end(state.status === 204 ? undefined : '<!doctype html><title>Got it</title>');
      });
      return;
    }
    response.setHeader('Content-Security-Policy', state.policy);
    if (path === '/' || path.startsWith('/?')) {
      response.setHeader('Content-Type', 'text/html; charset=utf-8').end(`<!doctype html><html lang="en"><title>Form</title>
<script type="module" src="/vault/forms.js"></script><h1>Form</h1>${state.body}`);
      return;
    }
    try {
      const bytes = state.files[path] ?? readFileSync(join('build/web', path.replaceAll('..', '')));
      response.setHeader('Content-Type', types[extname(path)] ?? 'application/octet-stream').end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const state: FormServer = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    body: '', policy: strictPolicy, files: {}, status: 204, paths: [], received: [],
    visit: async (browser, use, options = {}) => {
      state.paths = [];
      state.received = [];
      const context = await browser.newContext(options);
      try {
        const page = await context.newPage();
        const violations: string[] = [];
        page.on('console', (message) => { if (/Content Security Policy|Trusted/.test(message.text())) violations.push(message.text()); });
        await page.goto(state.origin);
        await use(page);
        if (state.policy === strictPolicy) assert.deepEqual(violations, []);
      } finally {
        await context.close();
        state.policy = strictPolicy;
        state.status = 204;
        state.files = {};
      }
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
  return state;
};
