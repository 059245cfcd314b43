// The story of one correction and two deletions, over the real server, a real OpenID provider and OneRoster data;
// Prism stands between and holds every request and answer against district/openapi.yaml.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Decrypter, Encrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { start, type IdentityProvider } from '../../examples/district/identity-provider.ts';
import { demo } from '../../scripts/generate-district.ts';
import { assertProblem, call, startJudge, type Answer, type Call, type Json, type Judge } from './client.ts';
import { startPostgresql, type PostgresqlServer } from '../support/postgresql-server.ts';
import { District, makeFolder } from './district-process.ts';
import { audience, clientId, redirectUri, signIn } from './sign-in.ts';

const contract = new URL('../../district/openapi.yaml', import.meta.url).pathname;
const folder = makeFolder();
/** api-on-postgresql.test.ts asks for it. */
let postgresql: PostgresqlServer | undefined;
let provider: IdentityProvider;
let district: District;
let judge: Judge;
let identity: string;
const tokens = new Map<string, string>();

before(async () => {
  identity = await generateIdentity();
  provider = await start({ audience, clients: [{ clientId, redirectUris: [redirectUri] }] });
  if (process.env['HALLPASS_TEST_STORE'] === 'postgresql') postgresql = await startPostgresql();
  district = await District.start({ database: postgresql?.url ?? folder.database, import: folder.zip, issuer: provider.issuer,
    'age-recipient': await identityToRecipient(identity) });
  judge = await startJudge(`${district.url}/v1`, contract);
  for (const account of [demo.parent, demo.otherParent, demo.barredParent, demo.stranger, demo.clerk, demo.siteClerk, demo.officer, demo.adult, demo.young]) {
    tokens.set(account, await signIn({ issuer: provider.issuer, account }));
  }
});
after(async () => {
  await judge.stop();
  await provider.close();
  const code = await district.end();
  await postgresql?.stop();
  folder.remove();
  assert.equal(code, 0);
});

const as = (account: string, method: string, path: string, more: Call = {}): Promise<Answer> =>
  call(judge.url, method, path, { token: tokens.get(account), ...more });

/** Past the judge, which reads every body as text and so breaks ciphertext. */
const directly = (account: string, method: string, path: string, more: Call = {}): Promise<Answer> =>
  call(`${district.url}/v1`, method, path, { token: tokens.get(account), ...more });

async function good(account: string, method: string, path: string, status: number, more: Call = {}): Promise<Json> {
  const answer = await as(account, method, path, more);
  assert.equal(answer.status, status, new TextDecoder().decode(answer.bytes));
  return answer.json();
}

const record = `/students/${demo.child}/record`;
const entryOf = (json: Json, id: string): Json =>
  (json.categories as Json[]).flatMap((category) => category.entries as Json[]).find((entry) => entry.id === id);

test('the district says who it is to anybody', async () => {
  const answer = await call(judge.url, 'GET', '/district');
  assert.equal(answer.status, 200);
  assert.equal(answer.json().name, 'Lakeside Unified School District');
  assert.equal(answer.json().age_recipient, await identityToRecipient(identity));
});

test('a parent sees her own children, each parent theirs', async () => {
  const children = async (account: string): Promise<string[]> =>
    ((await good(account, 'GET', '/me', 200)).children as Json[]).map((child) => child.id as string).sort();
  assert.deepEqual(await children(demo.parent), [demo.child, demo.secondChild]);
  assert.deepEqual(await children(demo.otherParent), [demo.child]);
  assert.deepEqual(await children(demo.barredParent), []);
  assert.deepEqual(await children(demo.stranger), [demo.strangersChild]);
  assert.deepEqual((await good(demo.clerk, 'GET', '/me', 200)).role, 'staff');
});

test('the record comes in nine categories', async () => {
  const json = await good(demo.parent, 'GET', record, 200);
  assert.deepEqual((json.categories as Json[]).map((category) => category.id as string),
    ['identity', 'contact', 'enrollment', 'courses', 'results', 'attendance', 'health', 'financial', 'accounts']);
  assert.equal(entryOf(json, 'contact.street').value, demo.staleStreet);
  assert.equal(entryOf(json, 'accounts.learning_profile').deletion_basis, 'coppa');
  assert.equal(entryOf(json, 'contact.street').deletion_basis, 'none');
});

test('a stranger, a barred parent and staff of another school see nothing, and cannot tell why', async () => {
  const bodies = new Set<string>();
  for (const [account, student] of [[demo.stranger, demo.child], [demo.barredParent, demo.secondChild], [demo.siteClerk, demo.child],
    [demo.parent, demo.strangersChild], [demo.parent, 'student-nobody']] as const) {
    for (const part of ['record', 'disclosures', 'requests']) {
      const answer = await as(account, 'GET', `/students/${student}/${part}`);
      assertProblem(answer, 404, 'not_found');
      bodies.add(new TextDecoder().decode(answer.bytes));
    }
    assertProblem(await as(account, 'POST', `/students/${student}/requests`, { json: { kind: 'inspection' } }), 404, 'not_found');
  }
  assert.equal(bodies.size, 1);
});

test('from 18 on the record is the student’s own', async () => {
  const me = await good(demo.adult, 'GET', '/me', 200);
  assert.equal(me.role, 'student');
  assert.deepEqual(me.children.map((one: Json) => one.id), [demo.adult]);
  assert.equal((await good(demo.adult, 'GET', `/students/${demo.adult}/record`, 200)).student.id, demo.adult);
  assert.deepEqual((await good(demo.stranger, 'GET', '/me', 200)).children.map((one: Json) => one.id), [demo.strangersChild]);
  assertProblem(await as(demo.stranger, 'GET', `/students/${demo.adult}/record`), 404, 'not_found');
  const asked = await good(demo.adult, 'POST', `/students/${demo.adult}/requests`, 201, { json: { kind: 'inspection' } });
  assert.equal(asked.requester.role, 'student');
  await good(demo.adult, 'POST', `/requests/${asked.id}/steps`, 200, { json: { event: 'withdraw' } });
});

test('before 18 a student looks at the own record, and at nothing else', async () => {
  const me = await good(demo.young, 'GET', '/me', 200);
  assert.deepEqual([me.role, me.may_ask, me.children.map((one: Json) => one.id)], ['student', false, [demo.young]]);
  const record = await good(demo.young, 'GET', `/students/${demo.young}/record`, 200);
  assert.deepEqual([record.student.id, record.opted_out_since], [demo.young, null]);
  const asked = await good(demo.stranger, 'POST', `/students/${demo.young}/requests`, 201, { json: { kind: 'inspection' } });
  assert.deepEqual((await good(demo.young, 'GET', '/requests', 200)).requests, []);
  for (const path of [`/requests/${asked.id}`, `/requests/${asked.id}/receipts`, `/students/${demo.young}/requests`,
    `/students/${demo.young}/disclosures`, `/students/${demo.young}/directory-opt-out`, '/staff/queue', `/students/${demo.child}/record`]) {
    assertProblem(await as(demo.young, 'GET', path), 404, 'not_found');
  }
  assertProblem(await as(demo.young, 'POST', `/students/${demo.young}/requests`, { json: { kind: 'inspection' } }), 404, 'not_found');
  assertProblem(await as(demo.young, 'POST', `/students/${demo.young}/directory-opt-out`, { json: { event: 'opt_out' } }), 404, 'not_found');
  assertProblem(await as(demo.young, 'POST', `/requests/${asked.id}/steps`, { json: { event: 'message', text: 'Hello' } }), 404, 'not_found');
  assertProblem(await call(`${district.url}/v1`, 'GET', `/students/${demo.young}/record`), 401, 'unauthenticated');
  await good(demo.stranger, 'POST', `/requests/${asked.id}/steps`, 200, { json: { event: 'withdraw' } });
});

const evidence = new TextEncoder().encode('The lease, as a file');
let correction: Json;

test('a parent asks for a correction with encrypted evidence', async () => {
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(identity));
  const uploaded = await directly(demo.parent, 'POST', '/attachments', { age: await encrypter.encrypt(evidence) });
  assert.equal(uploaded.status, 201);
  const attachment = uploaded.json();
  assert.equal(uploaded.headers.get('location'), `/v1/attachments/${attachment.id}`);
  correction = await good(demo.parent, 'POST', `/students/${demo.child}/requests`, 201, { json: { kind: 'correction', entries: [{ entry_id: 'contact.street',
    old_value: demo.staleStreet, new_value: demo.rightStreet }], reason: 'We moved in August.', attachment_ids: [attachment.id] } });
  assert.equal(correction.open, true);
  assert.equal(correction.entries[0].category, 'contact');
  assert.equal(correction.attachments.length, 1);
  assert.equal(correction.timeline[0].state, 'submitted');
  assert.match(correction.deadline.due_date, /^\d{4}-\d\d-\d\d$/);
  assert.equal(correction.deadline.certainty, 'district_policy');
  assert.deepEqual(correction.may, ['withdraw', 'message']);
  assert.deepEqual((await good(demo.parent, 'GET', '/requests', 200)).requests.map((one: Json) => one.id), [correction.id]);
});

test('only who may see a request sees it and its evidence', async () => {
  const attachment = `/attachments/${correction.attachments[0].id}`;
  for (const account of [demo.stranger, demo.siteClerk, demo.barredParent]) {
    assertProblem(await as(account, 'GET', `/requests/${correction.id}`), 404, 'not_found');
    assertProblem(await as(account, 'GET', attachment), 404, 'not_found');
    assertProblem(await as(account, 'POST', `/requests/${correction.id}/steps`, { json: { event: 'withdraw' } }), 404, 'not_found');
    assertProblem(await as(account, 'POST', `/requests/${correction.id}/steps`, { json: { event: 'approve', text: 'x' } }), 404, 'not_found');
  }
  assertProblem(await as(demo.parent, 'GET', '/staff/queue'), 404, 'not_found');
  assertProblem(await as(demo.parent, 'POST', `/requests/${correction.id}/steps`, { json: { event: 'approve', text: 'x' } }), 409, 'conflict', '/event');
  const answer = await directly(demo.clerk, 'GET', attachment);
  assert.equal(answer.status, 200, new TextDecoder().decode(answer.bytes));
  assert.equal(answer.headers.get('content-disposition'), 'attachment');
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  assert.deepEqual(await decrypter.decrypt(answer.bytes), evidence);
});

test('staff approve it, the record changes, and it cannot be decided twice', async () => {
  const queue = await good(demo.clerk, 'GET', '/staff/queue', 200);
  assert.ok(queue.requests.some((one: Json) => one.id === correction.id && one.may.includes('approve')));
  const decided = await good(demo.clerk, 'POST', `/requests/${correction.id}/steps`, 200,
    { json: { event: 'approve', text: 'The lease shows it.' } });
  assert.equal(decided.state, 'amended');
  assert.equal(decided.open, false);
  assert.equal(entryOf(await good(demo.parent, 'GET', record, 200), 'contact.street').value, demo.rightStreet);
  assertProblem(await as(demo.clerk, 'POST', `/requests/${correction.id}/steps`, { json: { event: 'refuse', text: 'x' } }), 409, 'conflict');
  assertProblem(await as(demo.parent, 'POST', `/requests/${correction.id}/steps`, { json: { event: 'withdraw' } }), 409, 'conflict');
});

test('a correction of what has changed meanwhile is a conflict', async () => {
  assertProblem(await as(demo.parent, 'POST', `/students/${demo.child}/requests`, { json: { kind: 'correction', entries: [{ entry_id: 'contact.street',
    old_value: demo.staleStreet, new_value: 'Somewhere' }], reason: 'r' } }), 409, 'conflict', '/entries/0/old_value');
});

test('a deletion that the law gives, and one that it does not', async () => {
  const ask = (entry_id: string): Promise<Json> =>
    good(demo.parent, 'POST', `/students/${demo.child}/requests`, 201, { json: { kind: 'deletion', entry_id } });
  const profile = await ask('accounts.learning_profile');
  assert.equal(profile.basis.id, 'coppa');
  assert.match(profile.basis.source, /16 CFR 312/);
  const name = await ask('identity.birth_date');
  assert.equal(name.basis.id, 'none');
  assert.ok(name.basis.instead.length > 0);
  const approved = await good(demo.clerk, 'POST', `/requests/${profile.id}/steps`, 200, { json: { event: 'approve', text: 'Vendor directed.' } });
  assert.equal(approved.state, 'approved');
  // Nothing is destroyed on one person's word.
  assertProblem(await as(demo.clerk, 'POST', `/requests/${profile.id}/steps`, { json: { event: 'confirm' } }), 409, 'conflict', '/event');
  const gone = await good(demo.officer, 'POST', `/requests/${profile.id}/steps`, 200, { json: { event: 'confirm' } });
  assert.ok(['destroyed', 'vendor_directed'].includes(gone.state), gone.state);
  const refused = await good(demo.clerk, 'POST', `/requests/${name.id}/steps`, 200, { json: { event: 'refuse', text: 'No law gives it.' } });
  assert.equal(refused.open, false);
  assert.equal(refused.timeline.at(-1).text, 'No law gives it.');
  const after = await good(demo.parent, 'GET', record, 200);
  assert.ok(entryOf(after, 'identity.birth_date'));
  assert.equal(entryOf(after, 'accounts.learning_profile'), undefined);
});

test('a refused correction: hearing, denial, and a statement that stands beside the entry', async () => {
  const step = (who: string, status: number, json: Json): Promise<Json> => good(who, 'POST', `/requests/${asked.id}/steps`, status, { json });
  const before = entryOf(await good(demo.parent, 'GET', record, 200), 'contact.city') as { value: string };
  const asked = await good(demo.parent, 'POST', `/students/${demo.child}/requests`, 201, { json: { kind: 'correction', reason: 'We moved.',
    entries: [{ entry_id: 'contact.city', old_value: before.value, new_value: 'Elsewhere' }] } });
  const told = await step(demo.clerk, 200, { event: 'message', text: 'Please send the lease.' });
  assert.equal(told.state, 'triaged');
  const later = await step(demo.clerk, 200, { event: 'extend', text: 'The archive is closed.' });
  assert.equal(later.deadline.days, 60);
  assert.equal(later.deadline.extension_days, 0);
  await step(demo.clerk, 200, { event: 'refuse', text: 'No evidence.' });
  await step(demo.parent, 200, { event: 'request_hearing', text: 'You did not look.' });
  const at = `${new Date(Date.now() + 86_400_000).toISOString().slice(0, 19)}Z`;
  const scheduled = await step(demo.clerk, 200, { event: 'schedule_hearing', hearing: { at, place: 'Room 2' } });
  assert.deepEqual(scheduled.hearing, { at, place: 'Room 2' });
  assertProblem(await as(demo.clerk, 'POST', `/requests/${asked.id}/steps`, { json: { event: 'hold_hearing' } }), 409, 'conflict', '/event');
  await step(demo.officer, 200, { event: 'hold_hearing' });
  await step(demo.officer, 200, { event: 'deny', text: 'The register says otherwise.' });
  const attached = await step(demo.parent, 200, { event: 'attach_statement', text: 'We live there.' });
  assert.equal(attached.state, 'statement_attached');
  assert.deepEqual(attached.timeline.map((one: Json) => one.event), ['submit', 'check_identity', 'triage', 'message', 'extend', 'refuse', 'message',
    'request_hearing', 'schedule_hearing', 'hold_hearing', 'deny', 'message', 'attach_statement']);
  const city = entryOf(await good(demo.otherParent, 'GET', record, 200), 'contact.city') as { value: string; statements: Json[] };
  assert.equal(city.value, before.value);
  assert.deepEqual(city.statements.map((one) => one.text), ['We live there.']);
});

test('an inspection can be withdrawn once', async () => {
  const asked = await good(demo.otherParent, 'POST', `/students/${demo.child}/requests`, 201, { json: { kind: 'inspection' } });
  assert.deepEqual(asked.entries, []);
  const withdrawn = await good(demo.otherParent, 'POST', `/requests/${asked.id}/steps`, 200, { json: { event: 'withdraw' } });
  assert.equal(withdrawn.state, 'withdrawn');
  assertProblem(await as(demo.otherParent, 'POST', `/requests/${asked.id}/steps`, { json: { event: 'withdraw' } }), 409, 'conflict');
});

test('sent again under its key a request is made once; another under the key is refused', async () => {
  const path = `/students/${demo.child}/requests`, headers = { 'idempotency-key': '"key-1"' };
  const all = await Promise.all(Array.from({ length: 5 }, () => as(demo.parent, 'POST', path, { json: { kind: 'inspection' }, headers })));
  assert.deepEqual(all.map(({ status }) => status), [201, 201, 201, 201, 201]);
  const [first] = all as [Answer, ...Answer[]];
  for (const one of all) {
    assert.deepEqual(one.json(), first.json());
    assert.equal(one.headers.get('location'), `/v1/requests/${first.json().id}`);
  }
  assertProblem(await as(demo.parent, 'POST', path, { json: { kind: 'inspection' }, headers: { 'idempotency-key': '"key-2"' } }), 409, 'conflict', '/entry_id');
  assertProblem(await as(demo.parent, 'POST', path, { json: { kind: 'inspection', reason: 'r' }, headers }), 422, 'already_used', 'Idempotency-Key');
  assertProblem(await as(demo.parent, 'POST', `/students/${demo.secondChild}/requests`, { json: { kind: 'inspection' }, headers }), 422, 'already_used');
  const withdraw = (): Promise<Answer> => as(demo.parent, 'POST', `/requests/${first.json().id}/steps`, { json: { event: 'withdraw' }, headers: { 'idempotency-key': 'key-3' } });
  assert.equal((await withdraw()).json().state, 'withdrawn');
  assert.equal((await withdraw()).json().timeline.filter((one: Json) => one.event === 'withdraw').length, 1);
  const upload = (): Promise<Answer> => directly(demo.parent, 'POST', '/attachments',
    { age: new TextEncoder().encode('age-encryption.org/v1\n'), headers: { 'idempotency-key': '"key-4"' } });
  assert.equal((await upload()).json().id, (await upload()).json().id);
});

test('a step is not taken when the request has changed since it was seen', async () => {
  const asked = await as(demo.parent, 'POST', `/students/${demo.child}/requests`, { json: { kind: 'inspection' } });
  const path = `/requests/${asked.json().id}`;
  const seen = async (who: string): Promise<string> => (await as(who, 'GET', path)).headers.get('etag') ?? '';
  const tag = await seen(demo.clerk);
  assert.match(tag, /^"[\w-]{22}"$/);
  assert.equal(await seen(demo.clerk), tag);
  assert.equal(await seen(demo.parent), asked.headers.get('etag'));
  const approve = (tags: string): Promise<Answer> => as(demo.clerk, 'POST', `${path}/steps`, { json: { event: 'approve', text: 'Come on Monday.' }, headers: { 'if-match': tags } });
  await good(demo.parent, 'POST', `${path}/steps`, 200, { json: { event: 'message', text: 'After five, please.' } });
  assertProblem(await approve(tag), 412, 'precondition_failed', 'If-Match');
  assertProblem(await approve(`W/${await seen(demo.clerk)}`), 412, 'precondition_failed');
  assertProblem(await approve('x'), 400, 'malformed', 'If-Match');
  const approved = await approve(`"x", ${await seen(demo.clerk)}`);
  assert.equal(approved.json().state, 'available');
  assert.equal(await seen(demo.clerk), approved.headers.get('etag'));
  await good(demo.parent, 'POST', `${path}/steps`, 200, { json: { event: 'message', text: 'Thank you.' }, headers: { 'if-match': '*' } });
});

test('a list comes in pages, each with a cursor to the next', async () => {
  const all = (await good(demo.parent, 'GET', '/requests', 200)).requests as Json[];
  assert.ok(all.length > 4);
  const seen: Json[] = [];
  for (let path = '/requests?limit=2'; path !== '';) {
    const { requests, next } = await good(demo.parent, 'GET', path, 200);
    seen.push(...requests as Json[]);
    path = next === undefined ? '' : `/requests?limit=2&cursor=${next}`;
  }
  assert.deepEqual(seen, all);
  const log = `/students/${demo.child}/disclosures`;
  const first = await good(demo.parent, 'GET', `${log}?limit=1`, 200);
  assert.equal(first.disclosures.length, 1);
  assert.deepEqual((await good(demo.parent, 'GET', `${log}?cursor=${first.next}`, 200)).disclosures, (await good(demo.parent, 'GET', log, 200)).disclosures.slice(1));
  assert.equal((await directly(demo.parent, 'GET', '/requests?limit=0')).json().where, 'limit');
  assertProblem(await as(demo.parent, 'GET', '/requests?cursor=YQ'), 400, 'invalid_argument', 'cursor');
});

test('parents see that staff have looked', async () => {
  assert.equal((await as(demo.clerk, 'GET', record)).status, 200);
  const { disclosures } = await good(demo.parent, 'GET', `/students/${demo.child}/disclosures`, 200);
  assert.ok((disclosures as Json[]).some((one) => one.kind === 'staff_view' && one.party === 'Ruth Olsen'));
  assert.ok((disclosures as Json[]).every((one) => one.party !== 'María García'));
});

test('a court order takes effect at once, also for an open session, and can be lifted', async () => {
  const order = (barred: boolean): Promise<Json> => good(demo.clerk, 'PUT', `/students/${demo.child}/guardians/${demo.otherParent}/court-order`, 200,
    { json: { barred, reference: 'Family Court, docket 26-1234' } });
  assert.equal((await as(demo.otherParent, 'GET', record)).status, 200);
  assert.equal((await order(true)).barred, true);
  assertProblem(await as(demo.otherParent, 'GET', record), 404, 'not_found');
  assert.deepEqual((await good(demo.otherParent, 'GET', '/me', 200)).children, []);
  assert.equal((await order(false)).barred, false);
  assert.equal((await as(demo.otherParent, 'GET', record)).status, 200);
  assertProblem(await as(demo.parent, 'PUT', `/students/${demo.child}/guardians/${demo.otherParent}/court-order`,
    { json: { barred: true, reference: 'x' } }), 404, 'not_found');
});

test('the log names no person, no id, no token', () => {
  const log = district.log();
  assert.match(log, /GET \/v1\/students\/\{student_id\}\/record 200 \d+ms/);
  for (const secret of [demo.child, demo.parent, demo.clerk, 'García', 'Olsen', demo.rightStreet, demo.staleStreet, correction.id as string, 'lease', 'eyJ']) {
    assert.ok(!log.includes(secret), secret);
  }
});

test('the judge sees a breach of the contract', async () => {
  const answer = await as(demo.parent, 'POST', `/students/${demo.child}/requests`, { json: { kind: 'inspection', more: 1 } });
  assert.match(answer.json().type, /stoplight\.io\/prism\/errors/);
});
