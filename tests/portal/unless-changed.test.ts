// Who decides on a request sends the version that the page got last, and no other.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { District } from '../../web/portal/district.ts';
import { Session } from '../../web/portal/session.ts';

let tag: string | undefined;
let status = 200;
const asked: (string | undefined)[] = [];
const server = createServer((request, response) => {
  if (request.method === 'POST') asked.push(request.headers['if-match']);
  response.writeHead(status, tag === undefined ? {} : { ETag: tag }).end('{}');
});
await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
Object.assign(globalThis, { location: { origin } });
after(() => { server.close(); });

const config = { district: origin, issuer: '', clientId: '', audience: '', keySigners: [], keyIssuer: '', logo: '' };
const path = '/v1/requests/42';
const start = (): { readonly look: (at: string) => Promise<unknown>; readonly step: (unlessChanged: string) => Promise<string | undefined>; readonly district: District } => {
  const district = new District(config, new Session(config));
  const call = { kind: 'http', id: 1, authorization: 'bearer', once: '' } as const;
  return {
    district,
    look: (at) => district.http({ ...call, method: 'GET', path: at, body: '', unlessChanged: '' }),
    step: async (unlessChanged) => {
      await district.http({ ...call, method: 'POST', path: `${path}/steps`, body: '{}', unlessChanged });
      return asked.at(-1);
    },
  };
};

test('a decision names the version that was looked at last; what is no decision names none', async () => {
  const { look, step } = start();
  tag = '"one"';
  assert.equal(await step(path), undefined, 'nothing was looked at');
  tag = '"two"';
  await look(path);
  tag = '"three"';
  await look('/v1/requests/43');
  assert.equal(await step(''), undefined);
  tag = '"five"';
  assert.equal(await step(path), '"three"', 'its own message came back with the step before');
  assert.equal(await step(path), '"five"');
});

test('a refusal says nothing of the version, and a proxy’s weak tag is the district’s', async () => {
  const { look, step } = start();
  tag = 'W/"one"';
  await look(path);
  [tag, status] = ['"other"', 412];
  assert.equal(await step(path), '"one"');
  assert.equal(await step(path), '"one"');
  status = 200;
  await look(path);
  assert.equal(await step(path), '"other"');
});

test('who signs out leaves none behind', async () => {
  const { look, step, district } = start();
  tag = '"one"';
  await look(path);
  district.forget();
  assert.equal(await step(path), undefined);
});
