// The records of an employee and an applicant, by the district's own policy, over the real server; Prism holds every
// request and answer against district/openapi.yaml.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { start, type IdentityProvider } from '../../examples/district/identity-provider.ts';
import { demo } from '../../scripts/generate-district.ts';
import { assertProblem, call, startJudge, type Answer, type Json, type Judge } from './client.ts';
import { District, makeFolder } from './district-process.ts';
import { audience, clientId, redirectUri, signIn } from './sign-in.ts';

const file = (path: string): string => new URL(`../../${path}`, import.meta.url).pathname;
const folder = makeFolder(20);
let provider: IdentityProvider;
let district: District;
let judge: Judge;
const tokens = new Map<string, string>();

before(async () => {
  provider = await start({ audience, clients: [{ clientId, redirectUris: [redirectUri] }] });
  district = await District.start({ database: folder.database, import: folder.zip, issuer: provider.issuer, policy: file('examples/district/policy.json') });
  judge = await startJudge(`${district.url}/v1`, file('district/openapi.yaml'));
  for (const account of [demo.employee, demo.applicant, demo.clerk, demo.officer, demo.parent]) {
    tokens.set(account, await signIn({ issuer: provider.issuer, account }));
  }
});
after(async () => {
  await judge.stop();
  await provider.close();
  const code = await district.end();
  folder.remove();
  assert.equal(code, 0);
});

const as = (account: string, method: string, path: string, json?: unknown): Promise<Answer> =>
  call(judge.url, method, path, { token: tokens.get(account), json });
async function good(account: string, method: string, path: string, json?: unknown): Promise<Json> {
  const answer = await as(account, method, path, json);
  assert.ok(answer.status === 200 || answer.status === 201, new TextDecoder().decode(answer.bytes));
  return answer.json();
}
const valuesOf = (record: Json): Record<string, string> => Object.fromEntries((record.categories as Json[])
  .flatMap((category) => category.entries as Json[]).map((entry) => [entry.id as string, entry.value as string]));

test('the import says how many of them there are', () => {
  assert.match(district.log(), /imported 20 students, \d+ guardians, 3 staff, \d+ employees, 1 applicants, \d+ entries/);
});

test('an employee gets her own record and nothing else', async () => {
  const me = await good(demo.employee, 'GET', '/me');
  assert.deepEqual([me.role, me.may_ask, me.children.length], ['employee', true, 1]);
  assert.deepEqual([me.children[0].kind, me.children[0].may_request, me.children[0].school], ['employee', ['inspection', 'correction'], '']);
  const record = await good(demo.employee, 'GET', `/students/${demo.employee}/record`);
  assert.deepEqual((record.categories as Json[]).map(({ id }) => id as string), ['identity', 'contact', 'employment', 'qualifications', 'background', 'accounts']);
  const values = valuesOf(record);
  assert.equal(values[`employment.position/role-${demo.employee}`], 'Bus driver');
  assert.equal(values['identity.social_security_last_four'], '4821');
  assertProblem(await as(demo.employee, 'GET', `/students/${demo.child}/record`), 404, 'not_found');
  assertProblem(await as(demo.employee, 'GET', `/students/${demo.employee}/directory-opt-out`), 404, 'not_found');
  for (const other of [demo.parent, demo.applicant, demo.clerk]) {
    assertProblem(await as(other, 'GET', `/students/${demo.employee}/record`), 404, 'not_found');
  }
});

test('what the policy does not grant is refused with where it says so', async () => {
  const answer = await as(demo.employee, 'POST', `/students/${demo.employee}/requests`, { kind: 'deletion', entry_id: 'background.check' });
  assertProblem(answer, 409, 'conflict', '/kind');
});

test('a refused correction ends with her statement in the record; the applicant’s is approved', async () => {
  const old = 'Class B with school bus endorsement, until 2026-06-30';
  const asked = await good(demo.employee, 'POST', `/students/${demo.employee}/requests`, { kind: 'correction', reason: 'I renewed it.',
    entries: [{ entry_id: 'qualifications.license', old_value: old, new_value: old.replace('2026', '2031') }] });
  assert.deepEqual([asked.requester.role, asked.student.kind, asked.deadline.source, asked.deadline.days],
    ['employee', 'employee', "The district's privacy policy", 30]);
  assert.deepEqual((await good(demo.clerk, 'GET', '/staff/queue')).requests, []);
  assert.equal((await good(demo.officer, 'GET', '/staff/queue')).requests.length, 1);
  const refused = await good(demo.officer, 'POST', `/requests/${asked.id as string}/steps`, { event: 'refuse', text: 'Bring the new license.' });
  assert.equal(refused.state, 'statement_offered');
  const may = (await good(demo.employee, 'GET', `/requests/${asked.id as string}`)).may as string[];
  assert.deepEqual(may, ['attach_statement', 'message']);
  await good(demo.employee, 'POST', `/requests/${asked.id as string}/steps`, { event: 'attach_statement', text: 'It was renewed in May.' });
  const record = await good(demo.employee, 'GET', `/students/${demo.employee}/record`);
  const entry = (record.categories as Json[]).flatMap((category) => category.entries as Json[]).find(({ id }) => id === 'qualifications.license');
  assert.deepEqual((entry.statements as Json[]).map(({ author, text }) => [author as string, text as string]), [['Noor Haddad', 'It was renewed in May.']]);

  const other = await good(demo.applicant, 'POST', `/students/${demo.applicant}/requests`, { kind: 'correction', reason: 'A slip of mine.',
    entries: [{ entry_id: 'contact.postal_code', old_value: '94302', new_value: '94303' }] });
  assert.equal((await good(demo.officer, 'POST', `/requests/${other.id as string}/steps`, { event: 'approve', text: 'Changed.' })).state, 'amended');
  assert.equal(valuesOf(await good(demo.applicant, 'GET', `/students/${demo.applicant}/record`))['contact.postal_code'], '94303');
});

test('each look of the office is told', async () => {
  await good(demo.officer, 'GET', `/students/${demo.employee}/record`);
  const { disclosures } = await good(demo.employee, 'GET', `/students/${demo.employee}/disclosures`);
  const [latest] = disclosures as Json[];
  assert.deepEqual([latest.party, latest.interest, latest.required_by_law], ['Hana Suzuki', 'Opened the personnel record', false]);
});
