// Signs a demo person in at the example provider, as a browser would: authorization code + PKCE over HTTP.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { scope } from '../../examples/district/identity-provider.ts';

export const clientId = 'portal';
export const redirectUri = 'http://127.0.0.1:1/callback';
export const audience = 'urn:hallpass:district';

class Browser {
  readonly #cookies = new Map<string, string>();

  async fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers as Record<string, string>, cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) this.#cookies.set(name, value);
    }
    return response;
  }
}

const location = (response: Response, base: string): string => {
  const to = response.headers.get('location');
  assert.ok(to, `a redirect was expected, not ${response.status}`);
  return new URL(to, base).href;
};

export interface SignIn {
  readonly issuer: string;
  readonly account: string;
  readonly resource?: string;
  /** Changes what is sent to the token endpoint, to see it refused. */
  readonly tamper?: (form: URLSearchParams) => void;
}

/** The answer of the token endpoint. */
export async function requestToken({ issuer, account, resource = audience, tamper }: SignIn): Promise<Response> {
  const browser = new Browser();
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(8).toString('hex');
  const query = new URLSearchParams({ client_id: clientId, response_type: 'code', redirect_uri: redirectUri, scope, state, resource,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256' });
  const page = location(await browser.fetch(`${issuer}/auth?${query}`), issuer);
  assert.match(await (await browser.fetch(page)).text(), /Who are you\?/);
  const chosen = await browser.fetch(page, { method: 'POST', body: new URLSearchParams({ account }) });
  const callback = new URL(location(await browser.fetch(location(chosen, issuer)), issuer));
  assert.equal(callback.searchParams.get('state'), state);
  assert.equal(callback.searchParams.get('iss'), issuer);
  const form = new URLSearchParams({ client_id: clientId, grant_type: 'authorization_code', redirect_uri: redirectUri,
    code: callback.searchParams.get('code') ?? '', code_verifier: verifier, resource });
  tamper?.(form);
  return fetch(`${issuer}/token`, { method: 'POST', body: form });
}

export async function signIn(options: SignIn): Promise<string> {
  const response = await requestToken(options);
  const body = await response.json() as { access_token?: string };
  assert.equal(response.status, 200, JSON.stringify(body));
  assert.ok(body.access_token);
  return body.access_token;
}
