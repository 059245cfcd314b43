// The server as a process on a wire: slow and broken requests, sudden death, a graceful stop, wrong flags.
import assert from 'node:assert/strict';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { start, type IdentityProvider } from '../../examples/district/identity-provider.ts';
import { demo } from '../../scripts/generate-district.ts';
import { assertProblem, call } from './client.ts';
import { District, makeFolder } from './district-process.ts';
import { audience, clientId, redirectUri, signIn } from './sign-in.ts';

const folder = makeFolder(20);
let provider: IdentityProvider;
let district: District;
let token: string;

const flags = (): Record<string, string> => ({ database: folder.database, issuer: provider.issuer, 'header-seconds': '1', 'body-seconds': '1' });
before(async () => {
  provider = await start({ audience, clients: [{ clientId, redirectUris: [redirectUri] }] });
  district = await District.start({ ...flags(), import: folder.zip });
  token = await signIn({ issuer: provider.issuer, account: demo.parent });
});
after(async () => {
  await provider.close();
  await district.end();
  folder.remove();
});

interface Wire {
  readonly socket: Socket;
  readonly text: () => string;
  /** How long the server kept the connection. */
  readonly closed: Promise<number>;
}

function open(bytes: string): Wire {
  const began = Date.now();
  const socket = connect(Number(new URL(district.url).port), '127.0.0.1', () => { socket.write(bytes); });
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => { text += chunk; });
  const closed = new Promise<number>((resolve) => {
    socket.on('error', () => undefined).on('close', () => { resolve(Date.now() - began); });
  });
  return { socket, text: () => text, closed };
}

/** Nobody may ask for the same twice: each test begins without open requests. */
async function withdrawAll(): Promise<void> {
  const { requests } = (await call(`${district.url}/v1`, 'GET', '/requests', { token })).json() as { requests: { id: string; open: boolean }[] };
  for (const { id } of requests.filter((one) => one.open)) await call(`${district.url}/v1`, 'POST', `/requests/${id}/steps`, { token, json: { event: 'withdraw' } });
}

const post = (length: number): string => `POST /v1/students/${demo.child}/requests HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n` +
  `Content-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;

test('half-sent requests are cut off in time, and others go on meanwhile', async () => {
  const halves = ['', 'GET', 'GET /v1/district HTTP/1.1\r\nHost: x\r\n', post(100), `${post(100)}{"kind":`].map(open);
  assert.equal((await call(district.url, 'GET', '/v1/district')).status, 200);
  for (const { closed, text } of halves) {
    const took = await closed;
    assert.equal(text(), '');
    assert.ok(took >= 800 && took < 5000, `${took} ms`);
  }
});

test('a request sent drop by drop has no more time than any other', async () => {
  const { socket, closed } = open('GET /v1/district HTTP/1.1\r\n');
  const drops = setInterval(() => socket.write('X: y\r\n'), 100);
  const took = await closed;
  clearInterval(drops);
  assert.ok(took < 5000, `${took} ms`);
});

test('what is not HTTP/1.1, ambiguous or too long is refused and closed', async () => {
  const rows: [string, number][] = [
    ['nonsense\r\n\r\n', 400],
    ['GET /v1/district HTTP/9.9\r\n\r\n', 400],
    ['GET /v1/district HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n', 400],
    ['GET /v1/district HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n', 400],
    [`GET /v1/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nAuthorization: Bearer x\r\n\r\n`, 400],
    [`${post(5).replace('\r\n\r\n', '\r\nTransfer-Encoding: chunked\r\n\r\n')}0\r\n\r\n`, 400],
    [`${post(5).replace('Content-Length: 5', 'Content-Length: 5\r\nContent-Length: 6')}hello`, 400],
    [post(5).replace('Content-Length: 5', 'Content-Length: -5'), 400],
    [`GET /v1/district HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`, 431],
    [`GET /v1/${'y'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
  ];
  for (const [bytes, status] of rows) {
    const { text, closed } = open(bytes);
    await closed;
    assert.match(text(), new RegExp(`^HTTP/1\\.1 ${status} `), bytes.slice(0, 80));
  }
});

test('one connection takes many requests, also sent at once', async () => {
  const { text, closed } = open('GET /v1/district HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(3));
  await closed;
  assert.equal(text().match(/HTTP\/1\.1 200 OK/g)?.length, 3);
});

test('a client that waits for leave to send its body gets it, or the refusal instead', async () => {
  await withdrawAll();
  const allowed = open(post(21).replace('\r\n\r\n', '\r\nExpect: 100-continue\r\n\r\n'));
  for (const until = Date.now() + 900; !allowed.text().includes('100 Continue') && Date.now() < until;) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.match(allowed.text(), /^HTTP\/1\.1 100 Continue/);
  allowed.socket.write('{"kind":"inspection"}');
  await allowed.closed;
  assert.match(allowed.text(), /HTTP\/1\.1 201 Created/);
  const refused = open(post(99_999).replace('\r\n\r\n', '\r\nExpect: 100-continue\r\n\r\n'));
  await refused.closed;
  assert.match(refused.text(), /^HTTP\/1\.1 413 /);
});

test('what was acknowledged survives kill -9, ten times over', async () => {
  const api = (method: string, path: string, json?: unknown): ReturnType<typeof call> => call(`${district.url}/v1`, method, path, { token, ...(json === undefined ? {} : { json }) });
  const dieAndReturn = async (): Promise<void> => {
    await district.end('SIGKILL');
    district = await District.start(flags());
  };
  await withdrawAll();
  for (let round = 0; round < 5; ++round) {
    const asked = await api('POST', `/students/${demo.child}/requests`, { kind: 'inspection', reason: `round ${round}` });
    assert.equal(asked.status, 201, new TextDecoder().decode(asked.bytes));
    await dieAndReturn();
    const { id } = asked.json() as { id: string };
    assert.deepEqual((await api('GET', `/requests/${id}`)).json(), asked.json());
    assert.equal((await api('POST', `/requests/${id}/steps`, { event: 'withdraw' })).status, 200);
    await dieAndReturn();
    assert.equal((await api('GET', `/requests/${id}`)).json().state, 'withdrawn');
  }
});

test('a request whose answer was lost on the way is not made twice', async () => {
  await withdrawAll();
  // The server's answer reaches this proxy, and no further.
  const proxy = createServer((client) => {
    const upstream = connect(Number(new URL(district.url).port), '127.0.0.1');
    client.pipe(upstream);
    upstream.once('data', () => { client.destroy(); upstream.destroy(); });
    for (const socket of [client, upstream]) socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => { proxy.listen(0, '127.0.0.1', resolve); });
  const ask = (base: string): ReturnType<typeof call> => call(`${base}/v1`, 'POST', `/students/${demo.child}/requests`,
    { token, json: { kind: 'inspection' }, headers: { 'idempotency-key': '"lost-1"' } });
  await assert.rejects(ask(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`));
  proxy.close();
  const again = await ask(district.url);
  assert.equal(again.status, 201, new TextDecoder().decode(again.bytes));
  const { requests } = (await call(`${district.url}/v1`, 'GET', '/requests', { token })).json() as { requests: { id: string; open: boolean }[] };
  assert.deepEqual(requests.filter((one) => one.open).map(({ id }) => id), [again.json().id]);
  const twice = open(post(21).replace('\r\n\r\n', '\r\nIdempotency-Key: "a"\r\nIdempotency-Key: "a"\r\n\r\n'));
  await twice.closed;
  assert.match(twice.text(), /^HTTP\/1\.1 400 [^]*"where":"Idempotency-Key"/);
});

test('a stop lets a request that was begun finish, and takes no new one', async () => {
  await withdrawAll();
  const { socket, text, closed } = open(post(21));
  await new Promise((resolve) => setTimeout(resolve, 200));
  const ended = district.end('SIGTERM');
  await new Promise((resolve) => setTimeout(resolve, 100));
  socket.write('{"kind":"inspection"}');
  await closed;
  assert.match(text(), /^HTTP\/1\.1 201 Created[^]*Connection: close/);
  assert.equal(await ended, 0);
  await assert.rejects(call(district.url, 'GET', '/v1/district'));
  district = await District.start(flags());
});

test('without the provider nobody gets in, and it says so', async () => {
  const alone = await District.start({ ...flags(), issuer: 'http://127.0.0.1:9' });
  assertProblem(await call(`${alone.url}/v1`, 'GET', '/me', { token }), 503, 'unavailable');
  assert.equal((await call(`${alone.url}/v1`, 'GET', '/district')).status, 200);
  assert.equal(await alone.end(), 0);
});

test('wrong flags and a package that is none end with a reason and leave nothing half-done', async () => {
  await assert.rejects(District.start({ ...flags(), 'body-seconds': '0' }), /ended with 2: [^]*--body-seconds/);
  await assert.rejects(District.start({ ...flags(), issuer: 'http://id.example' }), /--issuer/);
  await assert.rejects(District.start({ ...flags(), import: import.meta.filename }), /ended with 1: /);
  await assert.rejects(District.start({ ...flags(), listen: `127.0.0.1:${new URL(district.url).port}` }), /--listen/);
  assert.equal((await call(`${district.url}/v1`, 'GET', '/me', { token })).status, 200);
});
