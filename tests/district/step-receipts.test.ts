// The receipts of a request as a parent saves them from the real server: checked by `hallpass verify`, natively and in
// node, and by this test itself with jose and node's SHA-256. Prism holds the answers against the contract.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { compactVerify, importJWK, type JWK } from 'jose';
import { start, type IdentityProvider } from '../../examples/district/identity-provider.ts';
import { demo } from '../../scripts/generate-district.ts';
import { canonicalJson } from '../../web/proof/canonical-json.ts';
import { assertProblem, call, startJudge, type Answer, type Call, type Json, type Judge } from './client.ts';
import { ageRecipient, District, makeFolder } from './district-process.ts';
import { audience, clientId, redirectUri, signIn } from './sign-in.ts';

const folder = makeFolder(20);
const file = (name: string): string => join(dirname(folder.database), name);
const origin = 'https://lakeside.example';
const native = 'build/native/cli/hallpass';
const newKey = (name: string): string => {
  execFileSync(native, ['keys', '--new-key', file(name)], { stdio: 'ignore' });
  return (JSON.parse(readFileSync(file(name), 'utf8')) as { x: string }).x;
};
const publish = (...more: string[]): void => {
  execFileSync(native, ['keys', '-k', file('list.jwk'), '--district', origin, '-r', ageRecipient, ...more, '-o', file('keys.json')], { stdio: 'ignore' });
};
newKey('list.jwk');
const receiptKey = newKey('receipts.jwk');

let provider: IdentityProvider;
let district: District;
let judge: Judge;
const tokens = new Map<string, string>();
const as = (account: string, method: string, path: string, more: Call = {}): Promise<Answer> =>
  call(judge.url, method, path, { token: tokens.get(account), ...more });
async function good(account: string, method: string, path: string, json?: unknown): Promise<Json> {
  const answer = await as(account, method, path, { json });
  assert.ok([200, 201].includes(answer.status), new TextDecoder().decode(answer.bytes));
  return answer.json();
}
const flags = (): Record<string, string> => ({ database: folder.database, issuer: provider.issuer, 'key-list': file('keys.json'),
  'receipt-key': file('receipts.jwk') });

let request: Json;
let saved: Json;

before(async () => {
  publish('--also', receiptKey);
  provider = await start({ audience, clients: [{ clientId, redirectUris: [redirectUri] }] });
  district = await District.start({ ...flags(), import: folder.zip });
  judge = await startJudge(`${district.url}/v1`, new URL('../../district/openapi.yaml', import.meta.url).pathname);
  for (const account of [demo.parent, demo.otherParent, demo.stranger, demo.clerk, demo.officer]) {
    tokens.set(account, await signIn({ issuer: provider.issuer, account }));
  }
  const entries = [{ entry_id: 'contact.street', old_value: demo.staleStreet, new_value: demo.rightStreet }];
  request = await good(demo.parent, 'POST', `/students/${demo.child}/requests`, { kind: 'correction', entries, reason: 'We moved, says Zoë.' });
  await good(demo.clerk, 'POST', `/requests/${request.id}/steps`, { event: 'refuse', text: 'No evidence.' });
  await good(demo.parent, 'POST', `/requests/${request.id}/steps`, { event: 'request_hearing', text: 'Look at the lease.' });
  request = await good(demo.clerk, 'POST', `/requests/${request.id}/steps`,
    { event: 'schedule_hearing', hearing: { at: '2099-12-15T17:00:00Z', place: 'Room 2' } });
  saved = await good(demo.parent, 'GET', `/requests/${request.id}/receipts`);
});
after(async () => {
  await judge.stop();
  await provider.close();
  assert.equal(await district.end(), 0);
  folder.remove();
});

const verify = (what: unknown, ...more: string[]): SpawnSyncReturns<string> => {
  const input = typeof what === 'string' ? what : JSON.stringify(what);
  const args = ['verify', '-k', file('keys.json'), ...more, '-'];
  const here = spawnSync(native, args, { encoding: 'utf8', input });
  const inNode = spawnSync(process.execPath, ['build/wasm/cli/hallpass.cjs', ...args], { encoding: 'utf8', input });
  assert.deepEqual([inNode.status, inNode.stdout, inNode.stderr], [here.status, here.stdout, here.stderr]);
  return here;
};
const copy = (): Json => structuredClone(saved) as Json;

test('one receipt a step, signed, chained, and each digest is that of what stands beside it', async () => {
  const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: receiptKey } as JWK, 'EdDSA');
  const digest = (salt: string, value: Json): string => createHash('sha256').update(salt + canonicalJson(value)).digest('base64url');
  assert.equal(saved.receipts.length, request.timeline.length);
  let before: Json | undefined;
  let last: string | undefined;
  for (const [index, one] of (saved.receipts as Json[]).entries()) {
    const { payload, protectedHeader } = await compactVerify(one.receipt as string, key);
    assert.equal(protectedHeader['typ'], 'request-step+jwt');
    const text = Buffer.from(payload).toString();
    const claims = JSON.parse(text) as Json;
    assert.equal(text, canonicalJson(claims));
    const step = request.timeline[index];
    assert.deepEqual([claims.iss, claims.request, claims.request_kind, claims.step, claims.event, claims.to, claims.role, claims.at],
      [origin, request.id, 'correction', index + 1, step.event, step.state, step.actor.role, step.at]);
    assert.equal(claims.from, before === undefined ? 'draft' : before.to);
    assert.equal(claims.previous, last);
    assert.equal(claims.said, digest(one.salt as string, one.said));
    assert.deepEqual([one.said.student, one.said.text], [demo.child, step.text]);
    assert.equal(claims.values, one.values === null ? undefined : digest(one.values_salt as string, one.values));
    for (const secret of [demo.child, demo.parent, demo.clerk, demo.staleStreet, demo.rightStreet, 'Zoë', 'lease', 'Room 2']) {
      assert.ok(!text.includes(secret), `${secret} in ${text}`);
    }
    before = claims;
    last = createHash('sha256').update(one.receipt as string).digest('base64url');
  }
  assert.deepEqual(saved.receipts[0].values, [{ entry: 'contact.street', label: 'Street address', old_value: demo.staleStreet, new_value: demo.rightStreet }]);
  assert.deepEqual(saved.receipts.at(-1).said.hearing, { at: '2099-12-15T17:00:00Z', place: 'Room 2' });
  assert.deepEqual(before?.deadline, { due: request.deadline.due_date, days: request.deadline.days, kind_of_day: request.deadline.kind_of_day,
    counted_from: request.deadline.counted_from, source: request.deadline.source, certainty: request.deadline.certainty });
  assert.equal(new Set((saved.receipts as Json[]).map((one) => one.salt as string)).size, saved.receipts.length);
});

test('verify says in words what happened and what was checked', () => {
  const { status, stdout, stderr } = verify(saved);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^signature good, of 7 steps/);
  for (const line of [`district  ${origin}`, `request   ${request.id}, correction`, `student   ${demo.child}`, '  said    We moved, says Zoë.',
    `  entry   Street address: "${demo.staleStreet}" -> "${demo.rightStreet}"`, '  hearing 2099-12-15T17:00:00Z, Room 2']) {
    assert.ok(stdout.includes(`${line}\n`), `${line} in\n${stdout}`);
  }
  assert.match(stdout, /^step 4 +\S+Z, by staff: refuse; triaged -> refused$/m);
  assert.match(stdout, /next step due on \d{4}-\d\d-\d\d: \d+ calendar days from .*99\.22\(a\).*district's own target/);
  assert.match(stdout, /^checked +the signature, that each step follows on the one before it, 1 to 7, what was said in 7 of them, and about whom, the entries asked about in 1$/m);
  assert.match(stdout, /^unchecked the district \(--district\), whether there was a step after step 7$/m);
  assert.match(verify(saved, '--district', origin).stdout, /^checked .*the district,/m);
  const other = verify(saved, '--district', 'https://other.example');
  assert.equal(other.status, 1);
  assert.match(other.stdout, /not https:\/\/other\.example/);

  // One receipt alone, and a file without the salts, say less; they are no less signed.
  assert.match(verify(saved.receipts[3].receipt).stdout, /^signature good.*\n[^]*unchecked .*what was said, and the steps before it/m);
  const bare = { receipts: (saved.receipts as Json[]).slice(2).map(({ receipt }) => ({ receipt: receipt as string })) };
  assert.match(verify(bare).stdout, /^unchecked .*what was said in 5 \(no salt in the file\).*the steps before step 3/m);
});

test('what was changed is found, and where', () => {
  const broken = (change: (file: Json) => void, where: RegExp): void => {
    const changed = copy();
    change(changed);
    const { status, stdout, stderr } = verify(changed);
    assert.equal(status, 1, stdout);
    assert.match(stderr, where);
    assert.doesNotMatch(stdout, /^signature good/m);
  };
  broken((it) => { it.receipts[3].said.text = 'It was proven.'; }, /\/receipts\/3\/said: This is not what was signed/);
  broken((it) => { it.receipts[3].said.student = demo.secondChild; }, /\/receipts\/3\/said/);
  broken((it) => { it.receipts[0].values[0].new_value = '1 Castle Street'; }, /\/receipts\/0\/values/);
  broken((it) => { it.receipts.splice(3, 1); }, /\/receipts\/3: Step 5 does not follow/);
  broken((it) => { it.receipts.reverse(); }, /\/receipts\/1: /);
  broken((it) => { it.receipts[6].said.hearing.at = '2099-12-16T17:00:00Z'; }, /\/receipts\/6\/said/);
  broken((it) => {
    const [head, payload, signature] = (it.receipts[3].receipt as string).split('.');
    const claims = Buffer.from(payload ?? '', 'base64url').toString().replace('"to":"refused"', '"to":"amended"');
    assert.match(claims, /amended/);
    it.receipts[3].receipt = [head, Buffer.from(claims).toString('base64url'), signature].join('.');
  }, /\/receipts\/3\/receipt: /);
  broken((it) => { it.receipts = []; }, /There is no receipt in this file/);
  const { status, stderr } = spawnSync(native, ['verify', '--signer', 'A'.repeat(43), '-'], { encoding: 'utf8', input: JSON.stringify(saved) });
  assert.equal(status, 1);
  assert.match(stderr, /None of the given keys has made this signature/);
});

test('nobody else gets them, and staff leave a trace', async () => {
  for (const account of [demo.otherParent, demo.stranger]) {
    assertProblem(await as(account, 'GET', `/requests/${request.id}/receipts`), 404, 'not_found');
  }
  assertProblem(await as(demo.parent, 'GET', '/requests/none/receipts'), 404, 'not_found');
  assert.deepEqual(await good(demo.clerk, 'GET', `/requests/${request.id}/receipts`), saved);
  const { disclosures } = await good(demo.parent, 'GET', `/students/${demo.child}/disclosures`);
  assert.equal(disclosures[0].interest, 'Saved the receipts of a parent\'s request');
});

test('a server whose receipts nobody could check does not start', async () => {
  const refused = async (more: Record<string, string>, why: RegExp): Promise<void> => {
    await assert.rejects(District.start({ ...flags(), database: file('other.sqlite'), ...more }), why);
  };
  writeFileSync(file('bad.jwk'), '{}');
  await refused({ 'receipt-key': file('bad.jwk') }, /--receipt-key: .*hallpass keys --new-key/);
  await refused({ 'receipt-key': file('none.jwk') }, /--receipt-key: .*cannot be read/);
  newKey('unpublished.jwk');
  await refused({ 'receipt-key': file('unpublished.jwk') }, /--receipt-key: .*not in the --key-list.*--also/);
  await assert.rejects(District.start({ database: file('other.sqlite'), issuer: provider.issuer, 'receipt-key': file('receipts.jwk') }),
    /--key-list: .*required with --receipt-key/);
  // The next list keeps the key.
  publish('--after', file('keys.json'));
  assert.equal(verify(saved).status, 0);
});
