// Hiding a part of a record over the real server; Prism holds requests and answers against the contract.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { start, type IdentityProvider } from '../../examples/district/identity-provider.ts';
import { demo } from '../../scripts/generate-district.ts';
import { assertProblem, call, startJudge, type Answer, type Call, type Json, type Judge } from './client.ts';
import { District, makeFolder } from './district-process.ts';
import { audience, clientId, redirectUri, signIn } from './sign-in.ts';

const folder = makeFolder(20);
let provider: IdentityProvider;
let district: District;
let judge: Judge;
const tokens = new Map<string, string>();
const contract = new URL('../../district/openapi.yaml', import.meta.url).pathname;
const path = `/students/${demo.child}/redactions`;
const entry = 'accounts.learning_profile'; // Reads above grade level; prefers short texts
const part = 'prefers short';
const hide = { event: 'redact', entry_id: entry, part, reason: 'another_student', note: 'About a classmate' };

before(async () => {
  provider = await start({ audience, clients: [{ clientId, redirectUris: [redirectUri] }] });
  district = await District.start({ database: folder.database, import: folder.zip, issuer: provider.issuer });
  judge = await startJudge(`${district.url}/v1`, contract);
  for (const account of [demo.parent, demo.otherParent, demo.barredParent, demo.stranger, demo.clerk, demo.siteClerk, demo.officer, demo.young]) {
    tokens.set(account, await signIn({ issuer: provider.issuer, account }));
  }
});
after(async () => {
  await judge.stop();
  await provider.close();
  folder.remove();
});

const as = (account: string, method: string, target: string, more: Call = {}): Promise<Answer> =>
  call(judge.url, method, target, { token: tokens.get(account), ...more });
async function good(account: string, method: string, target: string, json?: unknown, status = 200): Promise<Json> {
  const answer = await as(account, method, target, { json });
  assert.equal(answer.status, status, new TextDecoder().decode(answer.bytes));
  return answer.json();
}
const entryOf = (record: Json): Json => record.categories.flatMap((one: Json) => one.entries).find((one: Json) => one.id === entry);
const seenBy = async (account: string): Promise<Json> => entryOf(await good(account, 'GET', `/students/${demo.child}/record`));

test('only staff of the student’s school hide, and nobody else learns that one can', async () => {
  for (const account of [demo.parent, demo.barredParent, demo.stranger, demo.siteClerk, demo.young]) {
    assertProblem(await as(account, 'POST', path, { json: hide }), 404, 'not_found');
    assertProblem(await as(account, 'POST', path, { json: { event: 'lift', redaction_id: 'x' } }), 404, 'not_found');
  }
  assertProblem(await call(`${district.url}/v1`, 'POST', path, { json: hide }), 401, 'unauthenticated', 'Authorization');
  assertProblem(await as(demo.clerk, 'POST', path, { json: { ...hide, part: 'not there' } }), 409, 'conflict', '/part');
  assertProblem(await as(demo.clerk, 'POST', path, { json: { ...hide, entry_id: 'identity.family_name', part: 'García' } }), 400, 'invalid_argument', '/entry_id');
  // Past the judge, which would not let these through.
  const directly = (json: unknown): Promise<Answer> => call(`${district.url}/v1`, 'POST', path, { token: tokens.get(demo.clerk), json });
  assertProblem(await directly({ ...hide, reason: 'embarrassing' }), 400, 'invalid_argument', '/reason');
  assertProblem(await directly({ ...hide, more: 1 }), 400, 'invalid_argument', '');
  assertProblem(await directly({ event: 'lift' }), 400, 'invalid_argument', '/redaction_id');
});

test('what is hidden goes to no parent, neither in the record nor in what was asked before', async () => {
  const ask = { kind: 'correction', entries: [{ entry_id: entry, old_value: 'Reads above grade level; prefers short texts', new_value: 'Reads well' }],
    reason: `She never ${part} texts.` };
  const key = { headers: { 'idempotency-key': 'redaction-test-key-1' } };
  const sent = await as(demo.parent, 'POST', `/students/${demo.child}/requests`, { json: ask, ...key });
  assert.equal(sent.status, 201);
  const asked = sent.json();
  const staff = entryOf(await good(demo.clerk, 'POST', path, hide));
  assert.deepEqual([staff.value, staff.redactions[0].part, staff.redactions[0].note, staff.redactions[0].may_lift],
    ['Reads above grade level; prefers short texts', part, 'About a classmate', false]);

  for (const account of [demo.parent, demo.otherParent]) {
    const seen = await seenBy(account);
    assert.equal(seen.value, 'Reads above grade level; [***] texts');
    const [{ id, at, ...rest }] = seen.redactions;
    assert.ok(id !== '' && at !== '');
    assert.deepEqual(rest, { reason: 'another_student', explanation: 'A part about another student is hidden.', source: '34 CFR 99.12(a)',
      part: '', note: '', by: '', may_lift: false });
  }
  for (const target of [`/students/${demo.child}/record`, `/requests/${asked.id}`, `/requests/${asked.id}/receipts`, '/requests',
    `/students/${demo.child}/requests`, `/students/${demo.child}/disclosures`]) {
    const text = new TextDecoder().decode((await as(demo.parent, 'GET', target)).bytes);
    assert.doesNotMatch(text, new RegExp(part), target);
  }
  assertProblem(await as(demo.parent, 'POST', `/students/${demo.child}/requests`, { json: ask, ...key }), 409, 'conflict', 'Idempotency-Key');
  await good(demo.parent, 'POST', `/requests/${asked.id}/steps`, { event: 'withdraw' });
});

test('a parent’s correction leaves it in place', async () => {
  const ask = (value: string): Promise<Answer> => as(demo.parent, 'POST', `/students/${demo.child}/requests`, { json: { kind: 'correction',
    entries: [{ entry_id: entry, old_value: 'Reads above grade level; [***] texts', new_value: value }], reason: 'It is outdated.' } });
  assertProblem(await ask('Reads well'), 400, 'invalid_argument', '/entries/0/new_value');
  const asked = await ask('Reads well; [***] texts');
  assert.equal(asked.status, 201);
  const id = asked.json().id as string;
  assert.equal(asked.json().entries[0].new_value, 'Reads well; [***] texts');
  assert.equal((await good(demo.clerk, 'GET', `/requests/${id}`)).entries[0].new_value, `Reads well; ${part} texts`);
  await good(demo.clerk, 'POST', `/requests/${id}/steps`, { event: 'approve', text: 'We agree.' });
  assert.equal((await seenBy(demo.parent)).value, 'Reads well; [***] texts');
  assert.equal((await seenBy(demo.clerk)).value, `Reads well; ${part} texts`);
});

test('only an officer shows it again', async () => {
  const { id } = (await seenBy(demo.clerk)).redactions[0];
  assertProblem(await as(demo.clerk, 'POST', path, { json: { event: 'lift', redaction_id: id } }), 409, 'conflict', '/event');
  assert.equal((await seenBy(demo.officer)).redactions[0].may_lift, true);
  assert.deepEqual(entryOf(await good(demo.officer, 'POST', path, { event: 'lift', redaction_id: id })).redactions, []);
  assertProblem(await as(demo.officer, 'POST', path, { json: { event: 'lift', redaction_id: id } }), 409, 'conflict', '/redaction_id');
  assert.equal((await seenBy(demo.parent)).value, `Reads well; ${part} texts`);
  assert.equal(await district.end(), 0);
});
