// An OpenID provider for the demo and the tests, in place of a district's own: npm's certified oidc-provider with public
// clients (authorization code + PKCE S256) and JWT access tokens for the district API (RFC 9068).
//   node examples/district/identity-provider.ts --redirect-uri URL [--port N] [--audience TEXT] [--client-id TEXT]
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import Provider, { errors, type Configuration, type JWK } from 'oidc-provider';
import { demo } from '../../scripts/generate-district.ts';
import { messagePage, signInPage, signOutPage, style, type Account } from './sign-in-pages.ts';

export type { Account } from './sign-in-pages.ts';

export interface Client {
  readonly clientId: string;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris?: readonly string[];
}

export interface StartOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly clients: readonly Client[];
  /** The resource indicator that clients ask for, and the tokens' `aud`. */
  readonly audience: string;
  readonly accounts?: readonly Account[];
  readonly accessTokenSeconds?: number;
  /** Private signing keys; by default fresh ones. */
  readonly keys?: readonly JWK[];
}

export interface IdentityProvider {
  readonly issuer: string;
  close(): Promise<void>;
}

export const scope = 'openid records';

export const demoAccounts: readonly Account[] = [
  { id: demo.parent, name: 'María García', description: 'Mother of Lucía and Diego' },
  { id: demo.otherParent, name: 'Tomás Ibáñez', description: 'Father of Lucía, lives elsewhere' },
  { id: demo.barredParent, name: 'Viktor Shevchenko', description: 'Father of Diego; a court order bars him from the record' },
  { id: demo.stranger, name: "Grace O'Neill", description: 'Mother of another child' },
  { id: demo.adult, name: "Amara O'Neill", description: 'A student of 18: the record is her own' },
  { id: demo.young, name: "Siân O'Neill", description: 'A student of 15: may look at her own record' },
  { id: demo.employee, name: 'Noor Haddad', description: 'Drives a school bus: her own record as an employee' },
  { id: demo.applicant, name: 'Jonas Weber', description: 'Has applied for a post: his own record as an applicant' },
  { id: demo.clerk, name: 'Ruth Olsen', description: 'Records clerk of the district' },
  { id: demo.siteClerk, name: 'Amadou Diallo', description: 'Records clerk of Summit High School' },
  { id: demo.officer, name: 'Hana Suzuki', description: 'Records officer of the district' },
];

/** A fresh RSA key as a private JWK; the first key of a provider signs. */
export function makeSigningKey(): JWK {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' } as JWK;
}

const originOf = (url: string): string => new URL(url).origin;

function configuration({ clients, audience, accounts = demoAccounts, accessTokenSeconds = 900, keys }: StartOptions): Configuration {
  return {
    clients: clients.map(({ clientId, redirectUris, postLogoutRedirectUris = [] }) => ({
      client_id: clientId, redirect_uris: [...redirectUris], post_logout_redirect_uris: [...postLogoutRedirectUris],
      token_endpoint_auth_method: 'none', grant_types: ['authorization_code'], response_types: ['code'],
    })),
    jwks: { keys: [...(keys ?? [makeSigningKey()])] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    pkce: { required: () => true },
    scopes: ['openid', 'records'],
    claims: { openid: ['sub', 'name'] },
    clientBasedCORS: (_context, origin, client) => (client.redirectUris ?? []).some((uri) => originOf(uri) === origin),
    findAccount: (_context, id) => {
      const account = accounts.find((one) => one.id === id);
      return account && { accountId: id, claims: () => ({ sub: id, name: account.name }) };
    },
    // The district's own portal asks the district's own API: nobody is asked for consent again.
    loadExistingGrant: async (context) => {
      const { provider, client, session } = context.oidc;
      if (client === undefined || session?.accountId === undefined) return undefined;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid records');
      grant.addResourceScope(audience, 'records');
      await grant.save();
      return grant;
    },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    issueRefreshToken: () => Promise.resolve(false),
    ttl: { AccessToken: accessTokenSeconds, AuthorizationCode: 60, IdToken: 900, Interaction: 600, Session: 3600, Grant: 3600 },
    renderError: (context, out) => {
      context.type = 'html';
      context.body = messagePage('That did not work', `The provider said: ${out.error}.`);
    },
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => { context.type = 'html'; context.body = signOutPage(form); },
        postLogoutSuccessSource: (context) => { context.type = 'html'; context.body = messagePage('Signed out', 'You can close this page.'); },
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        useGrantedResource: () => true,
        getResourceServerInfo: (_context, resource) => {
          if (resource !== audience) throw new errors.InvalidTarget();
          return { scope: 'records', audience, accessTokenTTL: accessTokenSeconds, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } };
        },
      },
    },
  };
}

const formLimitBytes = 4096;

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request as AsyncIterable<Buffer>) {
    text += chunk.toString('utf8');
    if (text.length > formLimitBytes) break;
  }
  return new URLSearchParams(text.slice(0, formLimitBytes));
}

/** The page that asks who signs in, and its answer. */
async function interact(provider: Provider, accounts: readonly Account[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { uid } = await provider.interactionDetails(request, response);
  let problem = '';
  if (request.method === 'POST') {
    const chosen = (await readForm(request)).get('account');
    if (accounts.some(({ id }) => id === chosen)) {
      await provider.interactionFinished(request, response, { login: { accountId: chosen as string } }, { mergeWithLastSubmission: false });
      return;
    }
    problem = 'Choose one of the people below.';
  }
  response.writeHead(problem === '' ? 200 : 400, { 'content-type': 'text/html; charset=utf-8' });
  response.end(signInPage(`/interaction/${uid}`, accounts, problem));
}

function secure(response: ServerResponse, formTargets: readonly string[]): void {
  // A form's answer redirects to the client, so its origin stands beside 'self'.
  response.setHeader('content-security-policy',
    `default-src 'none'; style-src 'self'; form-action 'self' ${formTargets.join(' ')}; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'`);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('cache-control', 'no-store');
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => { resolve((server.address() as AddressInfo).port); });
  });
}

export async function start(options: StartOptions): Promise<IdentityProvider> {
  const accounts = options.accounts ?? demoAccounts;
  const formTargets = [...new Set(options.clients.flatMap(({ redirectUris }) => redirectUris.map(originOf)))];
  const server = createServer();
  const issuer = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`;
  const provider = new Provider(issuer, configuration(options));
  const protocol = provider.callback();
  server.on('request', (request, response) => {
    secure(response, formTargets);
    if (request.url === '/style.css') {
      response.writeHead(200, { 'content-type': 'text/css; charset=utf-8' });
      response.end(style);
    } else if (request.url?.startsWith('/interaction/') === true) {
      interact(provider, accounts, request, response).catch(() => {
        if (response.headersSent) return;
        response.writeHead(400, { 'content-type': 'text/html; charset=utf-8' });
        response.end(messagePage('That did not work', 'This sign-in is over or was begun elsewhere. Go back to the portal and try again.'));
      });
    } else {
      void protocol(request, response);
    }
  });
  return {
    issuer,
    close: () => new Promise((resolve) => {
      server.close(() => { resolve(); });
      server.closeAllConnections();
    }),
  };
}

if (import.meta.main) {
  const { values } = parseArgs({ options: {
    'port': { type: 'string', default: '0' }, 'audience': { type: 'string', default: 'urn:hallpass:district' },
    'client-id': { type: 'string', default: 'portal' }, 'redirect-uri': { type: 'string', multiple: true },
  } });
  if (values['redirect-uri'] === undefined) {
    console.error('usage: node examples/district/identity-provider.ts --redirect-uri URL [--port N] [--audience TEXT] [--client-id TEXT]');
    process.exit(2);
  }
  const running = await start({ port: Number(values.port), audience: values.audience,
    clients: [{ clientId: values['client-id'], redirectUris: values['redirect-uri'], postLogoutRedirectUris: values['redirect-uri'] }] });
  console.log(`listening on ${running.issuer}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void running.close());
}
