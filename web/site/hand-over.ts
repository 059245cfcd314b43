// The server's part in handing a choice over to another site of the same controller (docs/decisions/hand-over.md): the
// visitor's browser comes by with the nonce of the page that asks, and goes back there with the signed choice. What is
// signed is the record in the cookie, which no script of a page can write; nothing that a request says is taken for a choice.
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Signer } from './signer.ts';

export const handOverPath = '/.well-known/hallpass-hand-over';

export interface HandOverOptions {
  readonly signer: Signer;
  /** Origins of the controller's sites, this one among them. */
  readonly sites: readonly string[];
  readonly policyImage: Buffer;
  /** The name of the consent cookie. */
  readonly cookie: string;
  /** Of a choice, in seconds. */
  readonly lifetime: number;
}

/** Of the answer, in seconds. */
const validFor = 60;
const day = 86_400;

/**
 * The visitor's choice as it goes to the other site, or undefined: well-formed (sdk/consent/record.hpp), not expired, and
 * dated to the day alone, because a second would tell visitors apart.
 */
const choiceOf = (cookies: string, name: string, lifetime: number, now: number): string | undefined => {
  const value = cookies.split(/; ?/).find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
  const [, start, at = '', rest] = /^(1\.[0-9a-f]{1,16}\.)([0-9a-f]{1,10})(\.[0-3](?:\.[a-z][a-z0-9_]*(?::[0-9]{1,5}[+-]|!))+)$/.exec(value) ?? [];
  const seconds = parseInt(at, 16);
  if (start === undefined || rest === undefined || !(seconds <= now + day && now < seconds + lifetime)) return undefined;
  return `${start}${(seconds - seconds % day).toString(16)}${rest}`;
};

/** Where the browser goes back to; undefined for a request that is none of ours. */
export const handOver = async (
  { signer, sites, policyImage, cookie, lifetime }: HandOverOptions, site: string, query: URLSearchParams, cookies: string,
): Promise<string | undefined> => {
  const [to = '', path = '', nonce = ''] = ['to', 'path', 'nonce'].map((name) => query.get(name) ?? '');
  if (!sites.includes(site) || !sites.includes(to) || to === site || !path.startsWith('/') || !/^[0-9a-f]{32}$/.test(nonce)) return undefined;
  const back = new URL(to + path);
  if (back.origin !== to) return undefined;
  const now = Math.floor(Date.now() / 1000);
  const record = choiceOf(cookies, cookie, lifetime, now);
  const policy = createHash('sha256').update(policyImage).digest('base64url');
  const answer = record === undefined ? 'none'
    : await signer.sign('consent-hand-over+jwt', { iss: site, aud: to, iat: now, exp: now + validFor, nonce, policy, record });
  return `${back.href}#hallpass=${answer}`;
};

/** Answers a request for `handOverPath`. */
export const answerHandOver = async (options: HandOverOptions, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { headers: { host = '', cookie = '', 'sec-fetch-dest': destination = 'document' }, url = '' } = request;
  const site = options.sites.find((origin) => new URL(origin).host === host) ?? '';
  const back = destination === 'document' ? await handOver(options, site, new URL(url, 'http://127.0.0.1').searchParams, cookie) : undefined;
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Referrer-Policy', 'no-referrer');
  if (back !== undefined) response.setHeader('Location', back);
  response.writeHead(back === undefined ? 403 : 303).end();
};
