// The demo site of a school vendor, and the tests' fixture: pages under a strict CSP, the built gate, the contact form's
// inbox, and the second origin with the trackers.
import { createHash, randomBytes, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ConsentHeaders } from '../headers/main.ts';
import { openChoices, type Visitor } from './choices.ts';
import { mostBytes, openConsentLog, type ConsentLog } from './consent-log.ts';
import { answerHandOver, handOverPath } from './hand-over.ts';
import { renderPage, type PageChoice, type Statement } from './pages.ts';
import { openSigner } from './signer.ts';
import type { Language } from './texts.ts';
import { createTracker, type TrackerRequest } from './tracker.ts';

export interface SiteOptions {
  /** 0 or absent: a free port. */
  readonly port?: number;
  readonly trackerPort?: number;
  /** What `hallpass build` and scripts/build-web.ts wrote. */
  readonly folder?: string;
  readonly policy?: string;
  /** Whom the contact form is encrypted to: an age recipient, or who a district's list says; absent: the policy's recipient. */
  readonly recipient?: string | DistrictKeys;
  /** Where visitors are taken to be; the request header X-Visitor-Region (from a CDN) wins. Absent: unknown. */
  readonly region?: string;
  /** Ed25519, private; absent: a new one. */
  readonly signingKey?: KeyObject;
}

export interface DistrictKeys {
  /** Of the district's own /.well-known/hallpass-keys.json. */
  readonly address: string;
  /** The district, an origin, and the public keys that it signs its list with. */
  readonly issuer: string;
  readonly signers: readonly string[];
}

export interface Site {
  readonly origin: string;
  readonly trackerOrigin: string;
  /** Every request that the second origin has received. */
  readonly trackerLog: readonly TrackerRequest[];
  /** What the contact form has stored: age files, nothing else. */
  readonly inbox: readonly Buffer[];
  readonly consentLog: ConsentLog;
  readonly close: () => Promise<void>;
}

interface PolicyFile {
  readonly purposes: Readonly<Record<string, { readonly strictly_necessary?: boolean }>>;
  readonly technologies: Readonly<Record<string, { readonly purpose: string }>>;
  readonly consent: { readonly cookie_name: string; readonly cookie_domain?: string; readonly lifetime: string; readonly hand_over?: { readonly sites: readonly string[] } };
  readonly texts: Readonly<Record<Language, { readonly purposes: Readonly<Record<string, { readonly name: string; readonly description: string }>> }>>;
  readonly statement: Statement;
}

const maxMessageBytes = 30_000_000;
const ageHeader = 'age-encryption.org/v1\n';
const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.json': 'application/json', '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** https://www.rfc-editor.org/rfc/rfc9457 */
const problem = (response: ServerResponse, status: number, title: string): void => {
  response.writeHead(status, { 'Content-Type': 'application/problem+json' }).end(JSON.stringify({ type: 'about:blank', status, title }));
};

const readBody = async (request: IncomingMessage, mostBytes: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= mostBytes) chunks.push(chunk);
  }
  return size <= mostBytes ? Buffer.concat(chunks) : undefined;
};

/** Takes ciphertext only: a field in the clear is refused and not kept. */
const takeMessage = async (request: IncomingMessage, response: ServerResponse, inbox: Buffer[]): Promise<void> => {
  const body = await readBody(request, maxMessageBytes);
  if (body === undefined) problem(response, 413, 'Too large');
  else if (request.headers['content-type'] !== 'application/age' || !body.subarray(0, ageHeader.length).equals(Buffer.from(ageHeader))) {
    problem(response, 400, 'Only an encrypted message is accepted');
  } else {
    inbox.push(body);
    response.writeHead(201, { 'Content-Type': 'application/json' }).end(JSON.stringify({ id: inbox.length }));
  }
};

/** A batch of choices; each is answered with its receipt, or with why there is none. */
const takeChoices = async (request: IncomingMessage, response: ServerResponse, log: ConsentLog): Promise<void> => {
  const body = await readBody(request, mostBytes);
  if (body === undefined) return problem(response, 413, 'Too large');
  if (request.headers['content-type'] !== 'application/json') return problem(response, 415, 'Choices come as application/json');
  let batch: unknown;
  try {
    batch = JSON.parse(body.toString());
  } catch {
    return problem(response, 400, 'This is not JSON');
  }
  const results = await log.take(batch);
  if (results === undefined) return problem(response, 400, 'Choices come as a list of 1 to 50');
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ results }));
};

const contentSecurityPolicy = (nonce: string, trackerOrigin: string): string => [
  `default-src 'none'`, `script-src 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'`, `style-src 'self'`,
  `img-src 'self' ${trackerOrigin}`, `connect-src 'self' ${trackerOrigin}`, `base-uri 'none'`, `form-action 'self'`,
  `frame-ancestors 'none'`, `require-trusted-types-for 'script'`, `trusted-types hallpass hallpass-vault`,
].join('; ');

/** A form of another site must not choose for a visitor. Under no-referrer a form's own Origin is null. */
const isOwnForm = ({ headers }: IncomingMessage): boolean =>
  (headers['sec-fetch-site'] === 'same-origin' || headers.origin === `http://${headers.host}`) && headers['content-type'] === 'application/x-www-form-urlencoded';

const secondsOfMonths = (lifetime: string): number | undefined => {
  const months = /^P(\d+)M$/.exec(lifetime)?.[1];
  return months === undefined ? undefined : Number(months) * 30 * 86_400;
};

const keysPath = '/district-keys.json';

type Attributes = Readonly<Record<string, string>>;

/** The contact form's, as `hallpass build` writes them into forms.json. */
const encryptTo = (to: string | DistrictKeys): Attributes => (typeof to === 'string' ? { 'data-hallpass-encrypt-to': to }
  : { 'data-hallpass-encrypt-to': '', 'data-hallpass-keys': keysPath, 'data-hallpass-issuer': to.issuer, 'data-hallpass-signer': to.signers.join(' ') });

/** The district's list at an address of this site's: it is signed, and the district does not see who visits. */
const mirrorKeys = async (response: ServerResponse, address: string): Promise<void> => {
  const answer = await fetch(address).catch(() => undefined);
  if (!answer?.ok) return problem(response, 502, 'The district cannot be reached');
  response.writeHead(200, { 'Content-Type': 'application/jwk-set+json' }).end(await answer.text());
};

/** The trackers' origin plays all of these hosts: what the policy grants one of them, it grants the stand-in. */
const playedHosts = /(?<!\/)(?:www\.googletagmanager\.com|snap\.licdn\.com|www\.googleadservices\.com)/g;

const listen = async (server: Server, port: number): Promise<number> => {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
};

const stop = (server: Server): Promise<void> => new Promise((resolve) => {
  server.close(() => { resolve(); });
  server.closeAllConnections();
});

export const start = async (options: SiteOptions = {}): Promise<Site> => {
  const folder = options.folder ?? 'build/web';
  const policy = JSON.parse(readFileSync(options.policy ?? 'examples/steptech/policy.json', 'utf8')) as PolicyFile;
  const site = join(folder, 'site');
  const integrity = `sha256-${createHash('sha256').update(readFileSync(join(site, 'hallpass.js'))).digest('base64')}`;
  const cookieStatements = {
    en: readFileSync(join(site, 'cookie-statement.en.html'), 'utf8'),
    es: readFileSync(join(site, 'cookie-statement.es.html'), 'utf8'),
  };
  // The rules that hallpass build --headers wrote; nginx would send the same.
  const { consentHeaders } = await import(pathToFileURL(join(folder, 'site-headers/consent-headers.js')).href) as { readonly consentHeaders: ConsentHeaders };
  const { recipient } = options;
  // What the policy says of its form, unless this site is told otherwise.
  const forms = JSON.parse(readFileSync(join(site, 'forms.json'), 'utf8')) as Readonly<Record<string, Attributes>>;
  const contactForm = recipient === undefined ? forms['contact'] ?? {} : encryptTo(recipient);
  const serverChoices = openChoices({
    moduleFile: join(folder, 'gate.wasm'), imageFile: join(site, 'policy.image'), purposes: Object.keys(policy.purposes),
    cookie: policy.consent.cookie_name, domain: policy.consent.cookie_domain, lifetime: secondsOfMonths(policy.consent.lifetime),
  });
  const choicesOf = (visitor: Visitor, language: Language): PageChoice[] => {
    const outcomes = serverChoices.outcomes(visitor);
    const served = new Set(Object.values(policy.technologies).map(({ purpose }) => purpose));
    return Object.entries(policy.texts[language].purposes).filter(([id]) => served.has(id) && policy.purposes[id]?.strictly_necessary !== true)
      .map(([id, { name, description }]) => ({ id, name, description, state: outcomes[id]?.state ?? 'denied' }));
  };
  const trackerLog: TrackerRequest[] = [];
  const inbox: Buffer[] = [];
  const tracker = createTracker(trackerLog);
  const trackerOrigin = `http://localhost:${await listen(tracker, options.trackerPort ?? 0)}`;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const region = String(request.headers['x-visitor-region'] ?? options.region ?? '');
    const gpc = String(request.headers['sec-gpc'] ?? '');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.setHeader('Cache-Control', 'no-cache');
    if (request.method === 'POST' && pathname === '/contact') return takeMessage(request, response, inbox);
    if (request.method === 'POST' && pathname === '/consent') return takeChoices(request, response, consentLog);
    const { cookie, dnt } = request.headers;
    const visitor: Visitor = { cookies: cookie ?? '', gpc, dnt: String(dnt ?? ''), region, host: (request.headers.host ?? '').replace(/:\d+$/, '') };
    if (request.method === 'POST' && /^(\/es)?\/cookies$/.test(pathname)) {
      const form = isOwnForm(request) ? await readBody(request, 4096) : undefined;
      if (form === undefined) return problem(response, 403, 'Only the form of this page can choose');
      response.writeHead(303, { 'Set-Cookie': serverChoices.setCookie(visitor, form.toString()), Location: pathname }).end();
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return problem(response, 405, 'This address only answers GET');
    if (pathname === handOverPath && policy.consent.hand_over) {
      const { cookie_name: name, lifetime, hand_over: { sites } } = policy.consent;
      return answerHandOver({ signer, sites, policyImage, cookie: name, lifetime: secondsOfMonths(lifetime) ?? 0 }, request, response);
    }
    if (pathname === '/.well-known/hallpass-keys.json') {
      response.writeHead(200, { 'Content-Type': 'application/jwk-set+json' }).end(JSON.stringify(consentLog.keys()));
      return;
    }
    if (pathname === keysPath && typeof recipient === 'object') return mirrorKeys(response, recipient.address);
    const nonce = randomBytes(16).toString('base64');
    const page = renderPage(pathname, {
      nonce, integrity, choices: (language) => choicesOf(visitor, language), trackerOrigin, contactForm, cookieStatements, region, gpc, statement: policy.statement, cookieStatement: '',
    });
    if (page !== undefined) {
      const headers = consentHeaders({ cookie, gpc, dnt: visitor.dnt, region, audience: /^(\/es)?\/students/.test(pathname) ? 'student' : '' });
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value.replace(playedHosts, trackerOrigin));
      // Beside it the site's own policy: a browser obeys both.
      response.appendHeader('Content-Security-Policy', contentSecurityPolicy(nonce, trackerOrigin));
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(page);
      return;
    }
    // normalize() of an absolute path cannot climb above the folder.
    const isDnt = pathname === '/.well-known/dnt/';
    const file = normalize(isDnt ? `${pathname}index.json` : pathname === '/favicon.ico' ? '/icon.svg' : pathname);
    try {
      const bytes = readFileSync(file.startsWith('/vault/') ? join(folder, file) : join(site, file));
      const type = isDnt ? 'application/tracking-status+json' : contentTypes[extname(file)] ?? 'application/octet-stream';
      response.writeHead(200, { 'Content-Type': type }).end(bytes);
    } catch {
      problem(response, 404, 'Not found');
    }
  };
  const server = createServer();
  const origin = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`;
  const signer = await openSigner(options.signingKey);
  const policyImage = readFileSync(join(site, 'policy.image'));
  const consentLog = openConsentLog({ issuer: origin, signer, policyImages: [policyImage] });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch(() => { response.destroy(); });
  });
  return {
    origin, trackerOrigin, trackerLog, inbox, consentLog,
    close: async () => {
      await Promise.all([stop(server), stop(tracker)]);
    },
  };
};

if (import.meta.main) {
  const { origin, trackerOrigin } = await start({ port: 8090, trackerPort: 8091 });
  console.log(`site ${origin}\ntrackers ${trackerOrigin}`);
}
