// What the district publishes for vendors' forms: the file that `hallpass keys` makes, as it is at the moment.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { assertProblem, call } from './client.ts';
import { ageRecipient, District, makeFolder } from './district-process.ts';

const folder = makeFolder(5);
const keys = mkdtempSync(join(tmpdir(), 'hallpass-keys-'));
after(() => {
  folder.remove();
  rmSync(keys, { recursive: true });
});
const file = join(keys, 'hallpass-keys.json');
const path = '/.well-known/hallpass-keys.json';
const flags = { database: folder.database, issuer: 'https://id.example' };

const hallpass = (...args: string[]): void => { execFileSync('build/native/cli/hallpass', ['keys', ...args], { stdio: 'ignore' }); };
const sign = (recipient: string, ...more: string[]): void =>
  hallpass('-k', join(keys, 'key.jwk'), '--district', 'https://lakeside.example', '-r', recipient, '-o', file, ...more);
hallpass('--new-key', join(keys, 'key.jwk'));

test('any origin gets the file, a new one at once, and never a damaged one', async () => {
  sign(ageRecipient);
  const district = await District.start({ ...flags, 'key-list': file });
  try {
    const answer = await call(district.url, 'GET', path, { headers: { Origin: 'https://vendor.example' } });
    assert.equal(answer.status, 200);
    assert.equal(Buffer.from(answer.bytes).toString(), readFileSync(file, 'utf8'));
    assert.equal(answer.headers.get('content-type'), 'application/jwk-set+json');
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    assert.equal(answer.headers.get('cross-origin-resource-policy'), 'cross-origin');
    assert.equal(answer.headers.get('cache-control'), 'no-cache');

    sign(ageRecipient, '--after', file);
    const next = await call(district.url, 'GET', path);
    assert.equal(Buffer.from(next.bytes).toString(), readFileSync(file, 'utf8'));
    assert.notDeepEqual(next.bytes, answer.bytes);

    writeFileSync(file, readFileSync(file, 'utf8').replace(/"encryption_keys":"(.{150})./, '"encryption_keys":"$1_'));
    assertProblem(await call(district.url, 'GET', path), 503, 'unavailable');
    rmSync(file);
    assertProblem(await call(district.url, 'GET', path), 503, 'unavailable');
    assertProblem(await call(district.url, 'POST', path), 405, 'method_not_allowed');
  } finally {
    assert.equal(await district.end(), 0);
  }
});

test('a district without a list has none, and one whose list cannot be used does not start', async () => {
  const district = await District.start(flags);
  assertProblem(await call(district.url, 'GET', path), 404, 'not_found');
  assert.equal(await district.end(), 0);

  await assert.rejects(District.start({ ...flags, 'key-list': file }), /ended with 1: .*--key-list/s);
  sign('age18dluzu3vz80r3zjhh02xxg9498c75dldpk2hwulpzg77hnakygsq0kpkmc');
  await assert.rejects(District.start({ ...flags, 'key-list': file }), /The --age-recipient is not in this list/);
  writeFileSync(file, '{"keys":[]}');
  await assert.rejects(District.start({ ...flags, 'key-list': file }), /no file of `hallpass keys`/);
});
