// Opting out of directory information over the real server; Prism holds requests and answers against the contract.
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

/** A period that is over today, or none. */
async function serve(period: Readonly<Record<string, string>>): Promise<void> {
  district = await District.start({ database: folder.database, issuer: provider.issuer, ...period });
  judge = await startJudge(`${district.url}/v1`, contract);
}
async function end(): Promise<void> {
  await judge.stop();
  assert.equal(await district.end(), 0);
}

before(async () => {
  provider = await start({ audience, clients: [{ clientId, redirectUris: [redirectUri] }] });
  for (const account of [demo.parent, demo.otherParent, demo.barredParent, demo.stranger, demo.clerk, demo.siteClerk, demo.adult]) {
    tokens.set(account, await signIn({ issuer: provider.issuer, account }));
  }
  await serve({ import: folder.zip });
});
after(async () => {
  await end();
  await provider.close();
  folder.remove();
});

const path = (student: string): string => `/students/${student}/directory-opt-out`;
const as = (account: string, method: string, target: string, more: Call = {}): Promise<Answer> =>
  call(judge.url, method, target, { token: tokens.get(account), ...more });
async function good(account: string, method: string, target: string, json?: unknown): Promise<Json> {
  const answer = await as(account, method, target, { json });
  assert.equal(answer.status, 200, new TextDecoder().decode(answer.bytes));
  return answer.json();
}

test('a parent says no; the other parent and staff see that it holds', async () => {
  const before = await good(demo.parent, 'GET', path(demo.child));
  assert.deepEqual([before.since, before.mine, before.may, before.opt_out_bar, before.period, before.history], [null, false, ['opt_out'], 'none', null, []]);
  assert.deepEqual(before.limits.map((limit: Json) => limit.source), ['34 CFR 99.37(c)(1)', '34 CFR 99.37(c)(2)']);
  assert.equal((await good(demo.clerk, 'GET', `/students/${demo.child}/record`)).opted_out_since, null);

  const said = await good(demo.parent, 'POST', path(demo.child), { event: 'opt_out' });
  assert.match(said.since, /Z$/);
  assert.deepEqual(said.may, ['rescind']);
  assertProblem(await as(demo.parent, 'POST', path(demo.child), { json: { event: 'opt_out' } }), 409, 'conflict', '/event');
  const other = await good(demo.otherParent, 'GET', path(demo.child));
  assert.deepEqual([other.since, other.mine, other.history[0].actor], [said.since, false, { role: 'parent', display_name: '' }]);
  assertProblem(await as(demo.otherParent, 'POST', path(demo.child), { json: { event: 'rescind' } }), 409, 'conflict', '/event');
  assert.equal((await good(demo.clerk, 'GET', `/students/${demo.child}/record`)).opted_out_since, said.since);
  assert.notEqual((await good(demo.clerk, 'GET', path(demo.child))).history[0].actor.display_name, '');
});

test('who may not see the student sees none of it, and staff say nothing for a family', async () => {
  for (const account of [demo.stranger, demo.siteClerk]) {
    assertProblem(await as(account, 'GET', path(demo.child)), 404, 'not_found');
    assertProblem(await as(account, 'POST', path(demo.child), { json: { event: 'rescind' } }), 404, 'not_found');
  }
  assertProblem(await as(demo.barredParent, 'POST', path(demo.secondChild), { json: { event: 'opt_out' } }), 404, 'not_found');
  assertProblem(await as(demo.parent, 'GET', path('student-nobody')), 404, 'not_found');
  assertProblem(await as(demo.clerk, 'POST', path(demo.child), { json: { event: 'rescind' } }), 404, 'not_found');
  // Past the judge, which would not let these through.
  const directly = (json: unknown): Promise<Answer> => call(`${district.url}/v1`, 'POST', path(demo.child), { token: tokens.get(demo.parent), json });
  assertProblem(await directly({ event: 'nothing' }), 400, 'invalid_argument', '/event');
  assertProblem(await directly({}), 400, 'invalid_argument', '/event');
  assertProblem(await directly({ event: 'rescind', more: 1 }), 400, 'invalid_argument', '');
});

test('a student of 18 says it for themselves', async () => {
  assertProblem(await as(demo.stranger, 'GET', path(demo.adult)), 404, 'not_found');
  assert.equal((await good(demo.adult, 'POST', path(demo.adult), { event: 'opt_out' })).history[0].actor.role, 'student');
});

test('outside the district’s period a no is not taken, but it still holds and can be taken back', async () => {
  await end();
  const today = new Date();
  const day = (offset: number): string => new Date(today.getTime() + offset * 86_400_000).toISOString().slice(5, 10);
  await serve({ 'opt-out-period': `${day(-40)}..${day(-20)}` });
  const other = await good(demo.otherParent, 'GET', path(demo.child));
  assert.deepEqual([other.opt_out_bar, other.may, other.period.from.slice(5), other.period.until.slice(5)], ['outside_period', [], day(-40), day(-20)]);
  const late = await as(demo.otherParent, 'POST', path(demo.child), { json: { event: 'opt_out' } });
  assertProblem(late, 409, 'conflict', '/event');
  assert.match(late.json().detail as string, new RegExp(`from \\d{4}-${day(-40)} to \\d{4}-${day(-20)}`));
  const back = await good(demo.parent, 'POST', path(demo.child), { event: 'rescind' });
  assert.deepEqual([back.since, back.history.map((one: Json) => one.event)], [null, ['opt_out', 'rescind']]);
  await assert.rejects(District.start({ database: folder.database, issuer: provider.issuer, 'opt-out-period': '08-01' }), /--opt-out-period: .*08-01\.\.09-30/);
});
