// A small client of the district API for the tests, and the judge between it and the server.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  /** The body as JSON. */
  readonly json: () => Json;
}

/** JSON whose shape the contract says; read with assertions. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

export interface Call {
  readonly token?: string | undefined;
  readonly json?: unknown;
  readonly age?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** `base` is the server with /v1, or the judge. */
export async function call(base: string, method: string, path: string, { token, json, age, headers = {} }: Call = {}): Promise<Answer> {
  const sent: Record<string, string> = { ...headers };
  if (token !== undefined) sent['authorization'] = `Bearer ${token}`;
  if (json !== undefined) sent['content-type'] ??= 'application/json';
  if (age !== undefined) sent['content-type'] ??= 'application/age';
  const body = json !== undefined ? JSON.stringify(json) : age !== undefined ? Buffer.from(age) : null;
  const response = await fetch(base + path, { method, headers: sent, body });
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes, json: () => JSON.parse(new TextDecoder().decode(bytes)) as Json };
}

/** Checks that the answer is the problem with that status, code and place. */
export function assertProblem(answer: Answer, status: number, code: string, where?: string): void {
  const text = new TextDecoder().decode(answer.bytes);
  assert.equal(answer.status, status, text);
  assert.equal(answer.headers.get('content-type'), 'application/problem+json');
  const problem = JSON.parse(text) as Json;
  assert.equal(problem.code, code, text);
  assert.equal(problem.status, status);
  if (where !== undefined) assert.equal(problem.where, where, text);
}

const freePort = (): Promise<number> => new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address() as AddressInfo;
    probe.close(() => { resolve(port); });
  });
});

export interface Judge {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * Prism between client and server: it holds every request and every answer against openapi.yaml, and turns a breach
 * into an error of its own (type https://stoplight.io/prism/errors#…), which assertions on status and body then see.
 */
export async function startJudge(upstream: string, contract: string): Promise<Judge> {
  const port = await freePort();
  const prism = new URL('../../node_modules/@stoplight/prism-cli/dist/index.js', import.meta.url).pathname;
  const child = spawn(process.execPath, [prism, 'proxy', contract, upstream, '--errors', '-h', '127.0.0.1', '-p', String(port)],
    { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => { child.once('close', () => { resolve(); }); });
  await new Promise<void>((resolve, reject) => {
    let text = '';
    const late = setTimeout(() => { child.kill(); reject(new Error(`prism did not start: ${text}`)); }, 60_000);
    const see = (chunk: string): void => {
      text += chunk;
      if (text.includes('Prism is listening')) { clearTimeout(late); resolve(); }
    };
    child.stdout.setEncoding('utf8').on('data', see);
    child.stderr.setEncoding('utf8').on('data', see);
    child.once('error', reject);
  });
  return { url: `http://127.0.0.1:${port}`, stop: () => { child.kill(); return ended; } };
}
