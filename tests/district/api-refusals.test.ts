// What the server must refuse: tokens that do not hold, bodies, types, methods and addresses that are not the contract's.
import assert from 'node:assert/strict';
import { createHmac, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { after, before, test } from 'node:test';
import { makeSigningKey, start, type IdentityProvider } from '../../examples/district/identity-provider.ts';
import { demo } from '../../scripts/generate-district.ts';
import { assertProblem, call, type Call } from './client.ts';
import { District, corsOrigin, makeFolder } from './district-process.ts';
import { audience, clientId, redirectUri, signIn } from './sign-in.ts';

const folder = makeFolder(20);
const keys = [makeSigningKey()] as const;
const privateKey = createPrivateKey({ key: keys[0] as unknown as import('node:crypto').JsonWebKey, format: 'jwk' });
let provider: IdentityProvider;
let district: District;
let api: string;
let token: string;

const clients = [{ clientId, redirectUris: [redirectUri] }];
before(async () => {
  provider = await start({ audience, clients, keys });
  district = await District.start({ database: folder.database, import: folder.zip, issuer: provider.issuer });
  api = `${district.url}/v1`;
  token = await signIn({ issuer: provider.issuer, account: demo.parent });
});
after(async () => {
  await provider.close();
  const code = await district.end('SIGINT');
  folder.remove();
  assert.equal(code, 0);
});

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const seconds = (): number => Math.floor(Date.now() / 1000);
type Members = Record<string, unknown>;

/** A token of the provider's own key, with members changed; undefined takes one away. */
function forge(header: Members = {}, claims: Members = {}, signature?: (text: string) => Buffer): string {
  const text = `${part({ alg: 'RS256', typ: 'at+jwt', kid: keys[0].kid, ...header })}.${part({ iss: provider.issuer, aud: audience,
    sub: demo.parent, exp: seconds() + 600, iat: seconds(), client_id: clientId, ...claims })}`;
  return `${text}.${(signature?.(text) ?? sign('sha256', Buffer.from(text), privateKey)).toString('base64url')}`;
}

test('the forge makes tokens that hold, so its refused ones are refused for their defect', async () => {
  assert.equal((await call(api, 'GET', '/me', { token: forge() })).status, 200);
});

test('tokens that do not hold are 401, with how to authenticate and nothing else', async () => {
  const pem = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' });
  const hmac = (text: string): Buffer => createHmac('sha256', pem).update(text).digest();
  const rows: [string, string | undefined][] = [
    ['none at all', undefined],
    ['garbage', 'garbage'],
    ['three empty parts', '..'],
    ['expired', forge({}, { exp: seconds() - 60 })],
    ['not yet valid', forge({}, { nbf: seconds() + 600 })],
    ['another audience', forge({}, { aud: 'urn:other' })],
    ['another issuer', forge({}, { iss: 'http://127.0.0.1:9' })],
    ['no subject', forge({}, { sub: undefined })],
    ['an ID token', forge({ typ: 'JWT' })],
    ['alg none', forge({ alg: 'none' }, {}, () => Buffer.alloc(0))],
    ['alg none with a signature', forge({ alg: 'none' })],
    ['HS256 with the public key as secret', forge({ alg: 'HS256' }, {}, hmac)],
    ['an unknown key', forge({ kid: 'unknown' })],
    ['a signature of another key', forge({}, {}, (text) =>
      sign('sha256', Buffer.from(text), createPrivateKey({ key: makeSigningKey() as unknown as import('node:crypto').JsonWebKey, format: 'jwk' })))],
    ['another payload under the signature', token.replace(/\.[^.]+\./, `.${part({ sub: demo.clerk })}.`)],
  ];
  for (const [name, bad] of rows) {
    const answer = await call(api, 'GET', '/me', { token: bad });
    assert.equal(answer.status, 401, name);
    assertProblem(answer, 401, 'unauthenticated', 'Authorization');
    assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer /, name);
    assert.deepEqual(Object.keys(answer.json()).sort(), ['code', 'status', 'title', 'type', 'where'], name);
  }
  for (const authorization of [`Basic ${token}`, token, `Bearer  ${token}`, `Bearer ${token} x`]) {
    assertProblem(await call(api, 'GET', '/me', { headers: { authorization } }), 401, 'unauthenticated');
  }
});

test('a refusal of the token comes before anything about the address or the body', async () => {
  assertProblem(await call(api, 'GET', `/students/${demo.child}/record`), 401, 'unauthenticated');
  assertProblem(await call(api, 'POST', '/attachments', { age: new Uint8Array(100), headers: { 'content-type': 'text/plain' } }), 401, 'unauthenticated');
});

test('a good token of somebody whom the roster does not know is 403 at /me and 404 elsewhere', async () => {
  const nobody = forge({}, { sub: 'nobody' });
  assertProblem(await call(api, 'GET', '/me', { token: nobody }), 403, 'forbidden');
  assertProblem(await call(api, 'GET', `/students/${demo.child}/record`, { token: nobody }), 404, 'not_found');
  assertProblem(await call(api, 'GET', '/staff/queue', { token: nobody }), 404, 'not_found');
});

test('a new key of the provider is fetched when a token names it', async () => {
  const port = Number(new URL(provider.issuer).port);
  await provider.close();
  provider = await start({ audience, clients, port });
  await new Promise((resolve) => setTimeout(resolve, 100)); // the client's pool forgets the old connections
  const fresh = await signIn({ issuer: provider.issuer, account: demo.parent });
  let status = 0;
  for (const until = Date.now() + 15_000; status !== 200 && Date.now() < until;) {
    status = (await call(api, 'GET', '/me', { token: fresh })).status;
    if (status !== 200) await new Promise((resolve) => setTimeout(resolve, 500));
  }
  assert.equal(status, 200);
  assert.equal((await call(api, 'GET', '/me', { token })).status, 401, 'the old key is gone');
  token = fresh;
});

const ask = (more: Call): Promise<Awaited<ReturnType<typeof call>>> => call(api, 'POST', `/students/${demo.child}/requests`, { token, ...more });
const entry = { entry_id: 'contact.street', old_value: demo.staleStreet, new_value: 'x' };
const correction = { kind: 'correction', entries: [entry], reason: 'r' };
const correctionOf = (more: object): object => ({ ...correction, entries: [{ ...entry, ...more }] });

test('malformed bodies are 400 with a JSON Pointer', async () => {
  const rows: [unknown, string][] = [
    [[], ''], [{}, '/kind'], [{ kind: 'x' }, '/kind'], [{ ...correction, reason: '' }, '/reason'], [{ ...correction, reason: 'a'.repeat(4001) }, '/reason'],
    [correctionOf({ new_value: demo.staleStreet }), '/entries/0/new_value'], [correctionOf({ new_value: 'a\u0000b' }), '/entries/0/new_value'],
    [{ ...correction, more: 1 }, ''], [correctionOf({ entry_id: 'contact.nothing' }), '/entries/0/entry_id'],
    [{ ...correction, attachment_ids: ['nothing'] }, '/attachment_ids/0'], [{ kind: 'deletion' }, '/entry_id'],
  ];
  for (const [json, where] of rows) {
    const answer = await ask({ json });
    assert.equal(answer.status, 400, JSON.stringify(json));
    assertProblem(answer, 400, 'invalid_argument', where);
  }
  for (const body of ['', '{', '{"kind":', 'null x', '\u0000']) {
    const response = await fetch(`${api}/students/${demo.child}/requests`, { method: 'POST', body,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } });
    assert.equal(response.status, 400, body);
  }
  assert.equal((await call(api, 'GET', '/requests', { token })).json().requests.length, 0, 'nothing half-written');
});

test('an attachment that is no age file is 400', async () => {
  assertProblem(await call(api, 'POST', '/attachments', { token, age: new TextEncoder().encode('hello') }), 400, 'malformed', 'body');
  assertProblem(await call(api, 'POST', '/attachments', { token, age: new Uint8Array(0) }), 400, 'malformed', 'body');
});

test('too large a body is 413, announced or not', async () => {
  assertProblem(await ask({ json: { ...correction, reason: 'a'.repeat(70_000) } }), 413, 'too_large', 'body');
  assertProblem(await call(api, 'POST', '/attachments', { token, age: new Uint8Array(10 * 1024 * 1024 + 1) }), 413, 'too_large', 'body');
  const stream = new ReadableStream<Uint8Array>({ start(controller) {
    for (let chunk = 0; chunk < 9; ++chunk) controller.enqueue(new Uint8Array(8192).fill(32));
    controller.close();
  } });
  const chunked = await fetch(`${api}/students/${demo.child}/requests`, { method: 'POST', body: stream, duplex: 'half',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } } as RequestInit);
  assert.equal(chunked.status, 413);
});

test('another type is 415, another method 405 with those that are taken, another address 404', async () => {
  assertProblem(await ask({ json: correction, headers: { 'content-type': 'text/plain' } }), 415, 'unsupported_media_type', 'Content-Type');
  const answer = await call(api, 'DELETE', `/students/${demo.child}/requests`, { token });
  assertProblem(answer, 405, 'method_not_allowed');
  assert.equal(answer.headers.get('allow'), 'GET, POST, OPTIONS');
  for (const path of ['', '/', '/nothing', '/me/', '/students/%ff/record', '/students//record']) {
    assertProblem(await call(api, 'GET', path, { token }), 404, 'not_found');
  }
  assertProblem(await call(api, 'GET', '/students/%zz/record', { token }), 400, 'malformed', 'target');
  assertProblem(await call(api, 'POST', '/requests/1/steps', { token, json: {} }), 400, 'invalid_argument', '/event');
  const withBody = await fetch(`${api}/me`, { method: 'POST', body: '{}', headers: { authorization: `Bearer ${token}` } });
  assert.equal(withBody.status, 405);
});

test('an idempotency key is one text; where nothing is posted it says nothing', async () => {
  const ask = (key: string): ReturnType<typeof call> => call(api, 'POST', '/students/student-0001/requests', { token, json: {}, headers: { 'idempotency-key': key } });
  for (const key of ['', '""', 'a b', '"a', '"a", "b"', `"${'k'.repeat(256)}"`]) assertProblem(await ask(key), 400, 'malformed', 'Idempotency-Key');
  assertProblem(await ask('"a"'), 400, 'invalid_argument', '/kind');
  assert.equal((await call(api, 'GET', '/me', { token, headers: { 'idempotency-key': '""' } })).status, 200);
});

test('only the configured origin may read answers in a browser', async () => {
  const preflight = (origin: string): Promise<Response> => fetch(`${api}/students/x/requests`, { method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type,idempotency-key' } });
  const allowed = await preflight(corsOrigin);
  assert.equal(allowed.status, 204);
  assert.equal(allowed.headers.get('access-control-allow-origin'), corsOrigin);
  assert.match(allowed.headers.get('access-control-allow-headers') ?? '', /^Authorization, Content-Type, Idempotency-Key, If-Match$/);
  assert.equal(allowed.headers.get('access-control-allow-credentials'), null);
  for (const origin of ['http://127.0.0.1:2', 'null', `${corsOrigin}.evil.example`]) {
    assert.equal((await preflight(origin)).headers.get('access-control-allow-origin'), null, origin);
    const answer = await call(api, 'GET', '/district', { headers: { origin } });
    assert.equal(answer.headers.get('access-control-allow-origin'), null, origin);
    assert.equal(answer.headers.get('vary'), 'Origin');
  }
  assert.equal((await call(api, 'GET', '/me', { headers: { origin: corsOrigin } })).headers.get('access-control-allow-origin'), corsOrigin, 'errors too');
});

test('every answer is neither cached nor sniffed', async () => {
  for (const path of ['/district', '/me', '/nothing']) {
    const { headers } = await call(api, 'GET', path);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/);
  }
});
