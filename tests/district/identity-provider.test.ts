// The example provider is a real one: what it must refuse, and what its tokens and pages are.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { demoAccounts, start, type IdentityProvider } from '../../examples/district/identity-provider.ts';
import { audience, clientId, redirectUri, requestToken, signIn } from './sign-in.ts';

let provider: IdentityProvider;
before(async () => { provider = await start({ audience, clients: [{ clientId, redirectUris: [redirectUri] }] }); });
after(() => provider.close());

const account = demoAccounts[0]?.id ?? '';
const decode = (part: string | undefined): Record<string, unknown> => JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as Record<string, unknown>;

test('an access token is a JWT for the district API with the person as its subject', async () => {
  const token = await signIn({ issuer: provider.issuer, account });
  const [header, claims] = token.split('.').slice(0, 2).map(decode);
  assert.equal(header?.['typ'], 'at+jwt');
  assert.equal(header?.['alg'], 'RS256');
  assert.equal(claims?.['iss'], provider.issuer);
  assert.equal(claims?.['aud'], audience);
  assert.equal(claims?.['sub'], account);
});

test('a wrong PKCE verifier gets no token', async () => {
  const response = await requestToken({ issuer: provider.issuer, account, tamper: (form) => { form.set('code_verifier', 'x'.repeat(43)); } });
  assert.equal(response.status, 400);
});

test('no PKCE, the plain method, a foreign redirect and a foreign resource are refused', async () => {
  const base = { client_id: clientId, response_type: 'code', redirect_uri: redirectUri, scope: 'openid records', resource: audience };
  const challenge = { code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' };
  const attempts: Record<string, string>[] = [base, { ...base, ...challenge, code_challenge_method: 'plain' },
    { ...base, ...challenge, resource: 'urn:somebody:else' }];
  for (const attempt of attempts) {
    const response = await fetch(`${provider.issuer}/auth?${new URLSearchParams(attempt)}`, { redirect: 'manual' });
    assert.match(response.headers.get('location') ?? '', /[?&]error=/, JSON.stringify(attempt));
  }
  const foreign = await fetch(`${provider.issuer}/auth?${new URLSearchParams({ ...base, ...challenge, redirect_uri: 'http://127.0.0.1:2/' })}`, { redirect: 'manual' });
  assert.equal(foreign.status, 400);
  assert.equal(foreign.headers.get('location'), null);
});

test('pages carry a strict policy and no script', async () => {
  const response = await fetch(`${provider.issuer}/interaction/nothing`);
  assert.equal(response.status, 400);
  assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none'.*require-trusted-types-for 'script'/);
  assert.doesNotMatch(await response.text(), /<script|style=|onclick/i);
});

test('only the client\'s own origin may read the token endpoint from a browser', async () => {
  for (const [origin, allowed] of [[new URL(redirectUri).origin, true], ['http://127.0.0.1:9', false]] as const) {
    const response = await fetch(`${provider.issuer}/token`, { method: 'POST', headers: { origin },
      body: new URLSearchParams({ client_id: clientId, grant_type: 'authorization_code', code: 'x', redirect_uri: redirectUri, code_verifier: 'x'.repeat(43) }) });
    assert.equal(response.headers.get('access-control-allow-origin') === origin, allowed);
  }
});
