// What the page reads before the model asks: it serves once, and what failed is asked for anew.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import type { Config } from '../../web/portal/config.ts';
import { District, firstPaths } from '../../web/portal/district.ts';
import { Reader } from '../../web/portal/protocol.ts';
import { Session } from '../../web/portal/session.ts';

const asked: string[] = [];
let isDown = false;
const server = createServer((request, response) => {
  asked.push(`${request.method} ${request.url} ${request.headers.accept} ${request.headers.authorization}`);
  if (isDown) response.destroy();
  else response.end(`{"answer":${asked.length}}`);
});
await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
Object.assign(globalThis, { location: { origin } });
after(() => { server.close(); });

const config: Config = { district: origin, issuer: '', clientId: '', audience: '', keySigners: [], keyIssuer: '', logo: '' };
const start = (): District => new District(config, new Session(config));
const get = async (district: District, path: string): Promise<readonly [status: number, body: string]> => {
  const answer = await district.http({ kind: 'http', id: 5, method: 'GET', path, body: '', authorization: 'bearer', once: '', unlessChanged: '' });
  const reader = new Reader(answer.packed);
  reader.i64(); // when
  assert.deepEqual([reader.u8(), reader.u32()], [7, 5], 'answered, the same call');
  return [reader.u32(), reader.text()];
};

test('an answer that was read ahead serves the first who asks for it, and nobody else', async () => {
  const district = start();
  district.readAhead('/v1/me', 'bearer');
  assert.equal(district.isAsked, true);
  assert.deepEqual(await get(district, '/v1/me'), [200, '{"answer":1}']);
  assert.equal(asked.length, 1);
  assert.deepEqual(await get(district, '/v1/me'), [200, '{"answer":2}']);
  assert.equal(asked[0], asked[1], 'both ask in the same words');
});

test('another path has nothing of it', async () => {
  const district = start();
  district.readAhead('/v1/me', 'bearer');
  const [, body] = await get(district, '/v1/requests');
  assert.equal(body, `{"answer":${asked.findIndex((line) => line.startsWith('GET /v1/requests ')) + 1}}`);
});

test('who signs out leaves none behind', async () => {
  const district = start();
  district.readAhead('/v1/me', 'bearer');
  while (district.isAsked) await new Promise((resolve) => { setTimeout(resolve, 5); });
  district.forget();
  const before = asked.length;
  await get(district, '/v1/me');
  assert.equal(asked.length, before + 1);
});

test('where none came it is asked for anew', async () => {
  const district = start();
  isDown = true;
  district.readAhead('/v1/me', 'bearer');
  while (district.isAsked) await new Promise((resolve) => { setTimeout(resolve, 5); });
  isDown = false;
  const before = asked.length;
  assert.equal((await get(district, '/v1/me'))[0], 200);
  assert.equal(asked.length, before + 1);
});

test('what is read ahead is what the model asks for', () => {
  const model = readFileSync('portal/model/api_requests.cpp', 'utf8');
  for (const [name, path] of Object.entries(firstPaths)) assert.ok(model.includes(`std::string ${name}_path() {\n  return "${path}";`), name);
});
