/**
 * Sign-in by OpenID Connect: authorization code with PKCE (RFC 7636, S256) and the issuer checked (RFC 9207).
 * The access token lives in this object alone. Only what Begun names is stored, in this tab, until the return.
 */
import { HallpassError } from '../base/error.ts';
import type { Config } from './config.ts';

interface Provider {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly revocation_endpoint?: string;
}

export type Return = { readonly kind: 'none' } | { readonly kind: 'signedIn'; readonly expiresAtMs: number }
  | { readonly kind: 'failed'; readonly code: string };

const storageKey = 'hallpass-portal-sign-in';

/** What the tab keeps until the return: nothing that is secret without the code that the provider sends back. */
interface Begun {
  readonly state: string;
  readonly verifier: string;
  /** Known when one leaves, so that nobody waits for it on the return. */
  readonly provider?: Provider;
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const random = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)));

export class Session {
  readonly #config: Config;
  #provider: Promise<Provider> | undefined;
  #token = '';

  constructor(config: Config) { this.#config = config; }

  /** The access token, or an empty text. */
  get token(): string { return this.#token; }

  /** Leaves the page for the provider. The provider asks who it is each time: the computer may be shared. */
  async start(): Promise<void> {
    const provider = await this.#discover();
    const [state, verifier] = [random(), random()];
    const challenge = base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
    sessionStorage.setItem(storageKey, JSON.stringify({ state, verifier, provider } satisfies Begun));
    const address = new URL(provider.authorization_endpoint);
    const query: Readonly<Record<string, string>> = {
      response_type: 'code', client_id: this.#config.clientId, redirect_uri: this.#redirectUri, scope: 'openid', state,
      code_challenge: challenge, code_challenge_method: 'S256', prompt: 'login',
      ...this.#config.audience === '' ? {} : { resource: this.#config.audience },
    };
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
    location.assign(address);
  }

  /** Takes the provider's answer out of the page's address, if there is one, and exchanges it for the token. */
  async finish(): Promise<Return> {
    const answer = new URLSearchParams(location.search);
    const stored = sessionStorage.getItem(storageKey);
    sessionStorage.removeItem(storageKey);
    if (!answer.has('state')) return { kind: 'none' };
    history.replaceState(history.state, '', this.#redirectUri);
    const expected = stored === null ? undefined : JSON.parse(stored) as Begun;
    if (expected === undefined || answer.get('state') !== expected.state) return { kind: 'failed', code: 'invalid_state' };
    const code = answer.get('code');
    if (code === null) return { kind: 'failed', code: answer.get('error') ?? 'invalid_response' };
    if (expected.provider?.issuer === this.#config.issuer) this.#provider = Promise.resolve(expected.provider);
    try {
      const provider = await this.#discover();
      if (answer.has('iss') && answer.get('iss') !== provider.issuer) return { kind: 'failed', code: 'invalid_issuer' };
      const asked = Date.now();
      const response = await fetch(provider.token_endpoint, { method: 'POST', credentials: 'omit', body: new URLSearchParams({
        grant_type: 'authorization_code', code, code_verifier: expected.verifier, client_id: this.#config.clientId,
        redirect_uri: this.#redirectUri, ...this.#config.audience === '' ? {} : { resource: this.#config.audience },
      }) });
      const token = await response.json() as { readonly access_token?: unknown; readonly expires_in?: unknown; readonly error?: unknown };
      if (typeof token.access_token !== 'string') return { kind: 'failed', code: String(token.error ?? 'invalid_token') };
      this.#token = token.access_token;
      return { kind: 'signedIn', expiresAtMs: typeof token.expires_in === 'number' ? asked + token.expires_in * 1000 : 0 };
    } catch {
      return { kind: 'failed', code: 'unreachable' };
    }
  }

  /** Forgets the token and tells the provider, which need not answer. */
  async end(): Promise<void> {
    const token = this.#token;
    this.#token = '';
    const { revocation_endpoint: revocation } = await this.#discover();
    if (token === '' || revocation === undefined) return;
    await fetch(revocation, { method: 'POST', credentials: 'omit', keepalive: true,
      body: new URLSearchParams({ token, token_type_hint: 'access_token', client_id: this.#config.clientId }) });
  }

  get #redirectUri(): string { return location.origin + location.pathname; }

  #discover(): Promise<Provider> {
    this.#provider ??= (async () => {
      const { issuer } = this.#config;
      const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, { credentials: 'omit' });
      const provider = await response.json() as Provider;
      if (provider.issuer !== issuer) throw new HallpassError('not_authentic', 'issuer');
      return provider;
    })();
    // A provider that was down is asked again the next time.
    this.#provider.catch(() => { this.#provider = undefined; });
    return this.#provider;
  }
}
