// Corrections on their way back to the district's own system: a parent asks, staff accept, and the delta package holds
// the rows that came in, but for what was corrected. The real server and, beside it, the export.
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { start, type IdentityProvider } from '../../examples/district/identity-provider.ts';
import { demo, generateTables } from '../../scripts/generate-district.ts';
import { startPostgresql, type PostgresqlServer } from '../support/postgresql-server.ts';
import { call, type Json } from './client.ts';
import { District, exportRoster, makeFolder } from './district-process.ts';
import { audience, clientId, redirectUri, signIn } from './sign-in.ts';

const students = 20;
const folder = makeFolder(students);
const out = join(dirname(folder.database), 'out');
mkdirSync(out);
const file = (name: string): string => join(out, name);
/** export-roster-on-postgresql.test.ts asks for it. */
let postgresql: PostgresqlServer | undefined;
let provider: IdentityProvider;
let district: District;
let database: string;
const tokens = new Map<string, string>();

before(async () => {
  provider = await start({ audience, clients: [{ clientId, redirectUris: [redirectUri] }] });
  if (process.env['HALLPASS_TEST_STORE'] === 'postgresql') postgresql = await startPostgresql();
  database = postgresql?.url ?? folder.database;
  district = await District.start({ database, import: folder.zip, issuer: provider.issuer });
  for (const account of [demo.parent, demo.clerk]) tokens.set(account, await signIn({ issuer: provider.issuer, account }));
});
after(async () => {
  await provider.close();
  const code = await district.end();
  await postgresql?.stop();
  folder.remove();
  assert.equal(code, 0);
});

async function good(account: string, method: string, path: string, json?: unknown): Promise<Json> {
  const answer = await call(`${district.url}/v1`, method, path, { token: tokens.get(account), json });
  assert.ok(answer.status === 200 || answer.status === 201, new TextDecoder().decode(answer.bytes));
  return answer.json();
}

async function valueOf(entry: string): Promise<string> {
  const record = await good(demo.parent, 'GET', `/students/${demo.child}/record`);
  const all = record.categories.flatMap((category: Json) => category.entries) as Json[];
  return all.find((one) => one.id === entry).value as string;
}

/** The parent asks, the office accepts. */
async function correct(values: Readonly<Record<string, string>>): Promise<string> {
  const entries = await Promise.all(Object.entries(values).map(async ([entry_id, new_value]) => ({ entry_id, new_value, old_value: await valueOf(entry_id) })));
  const { id } = await good(demo.parent, 'POST', `/students/${demo.child}/requests`, { kind: 'correction', entries, reason: 'It is wrong.' });
  assert.equal((await good(demo.clerk, 'POST', `/requests/${id as string}/steps`, { event: 'approve', text: 'We agree.' })).state, 'amended');
  return id as string;
}

/** RFC 4180 in another hand than the server's. */
function readCsv(text: string): Record<string, string>[] {
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  const rows: string[][] = [[]];
  for (let at = 0; at < text.length; at = cell.lastIndex) {
    cell.lastIndex = at;
    const found = cell.exec(text);
    assert.ok(found, `no CSV from ${at} on`);
    rows.at(-1)?.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === '\r\n') rows.push([]);
  }
  assert.deepEqual(rows.pop(), []);
  const [header, ...rest] = rows;
  assert.ok(header);
  return rest.map((row) => { assert.equal(row.length, header.length); return Object.fromEntries(header.map((name, i) => [name, row[i] ?? ''])); });
}

function unpack(zip: string): { names: string[]; rows: (name: string) => Record<string, string>[] } {
  const files = unzipSync(readFileSync(zip));
  return { names: Object.keys(files), rows: (name) => readCsv(strFromU8(files[name] ?? new Uint8Array())) };
}

/** The row as the district's own system had sent it. */
function imported(table: string): Record<string, string> {
  const { header, rows } = generateTables({ students })[table] ?? { header: [], rows: [] };
  const row = rows.find(([id]) => id === demo.child);
  assert.ok(row);
  return Object.fromEntries(header.map((name, at) => [name, row[at] ?? '']));
}

/** But for empty own extensions, which need no column. */
function assertRow(row: Record<string, string> | undefined, expected: Record<string, string>): void {
  assert.ok(row);
  const { status, dateLastModified, ...cells } = row;
  assert.equal(status, 'active');
  assert.ok(Math.abs(Date.parse(dateLastModified ?? '') - Date.now()) < 600_000, dateLastModified);
  // A bulk package has nothing in those two.
  const wanted = Object.entries(expected).filter(([name, value]) => name in cells || value !== '');
  assert.deepEqual(cells, Object.fromEntries(wanted));
}

const street = '27 "Harbor", View\nLane — 王 =1+1';

test('nothing was corrected: it says so and writes nothing', () => {
  const { status, stdout, stderr } = exportRoster(database, file('none.zip'));
  assert.deepEqual([status, stdout, stderr], [0, 'nothing to export\n', '']);
  assert.deepEqual(readdirSync(out), []);
});

test('accepted corrections go out as whole rows, and what has no cell into a table beside them', async () => {
  const score = (await good(demo.parent, 'GET', `/students/${demo.child}/record`)).categories
    .flatMap((category: Json) => category.entries).find((one: Json) => one.field === 'results.score') as Json;
  await correct({ 'contact.street': street, 'identity.birth_date': '2018-01-02' });
  const request = await correct({ [score.id as string]: '=98' });
  const { status, stdout, stderr } = exportRoster(database, file('first.zip'));
  assert.equal(status, 0, stderr);
  assert.equal(stdout, `${file('first.zip')}: 2 corrections to import\n${file('first.rest.csv')}: 1 correction to type in by hand\n`);
  assert.deepEqual(readdirSync(out).sort(), ['first.rest.csv', 'first.zip']);
  for (const name of ['first.zip', 'first.rest.csv']) assert.equal(statSync(file(name)).mode & 0o777, 0o600);

  const { names, rows } = unpack(file('first.zip'));
  assert.deepEqual(names, ['manifest.csv', 'users.csv', 'demographics.csv']);
  const manifest = new Map(rows('manifest.csv').map(({ propertyName, value }) => [propertyName, value]));
  assert.equal(manifest.get('manifest.version'), '1.0');
  assert.equal(manifest.get('oneroster.version'), '1.2');
  assert.equal(manifest.get('file.users'), 'delta');
  assert.equal(manifest.get('file.results'), 'absent');
  assert.equal([...manifest.keys()].filter((name) => name?.startsWith('file.')).length, 21);
  assert.deepEqual([rows('users.csv').length, rows('demographics.csv').length], [1, 1]);
  assertRow(rows('users.csv')[0], { ...imported('users'), 'metadata.hallpass.street': street });
  assertRow(rows('demographics.csv')[0], { ...imported('demographics'), birthDate: '2018-01-02' });

  const text = readFileSync(file('first.rest.csv'), 'utf8');
  assert.ok(text.startsWith('\uFEFF'));
  const [rest, ...more] = readCsv(text.slice(1));
  assert.ok(rest);
  assert.deepEqual(more, []);
  const { decidedAt, ...told } = rest;
  assert.ok(Math.abs(Date.parse(decidedAt ?? '') - Date.now()) < 600_000, decidedAt);
  assert.deepEqual(told, { studentSourcedId: demo.child, entry: score.id as string, label: 'Score', detail: score.detail as string,
    oldValue: score.value as string, newValue: "'=98", request, why: 'The package has no cell for it.' });
});

test('the next export has only what came since; a flag has all of it', async () => {
  assert.equal(exportRoster(database, file('second.zip')).stdout, 'nothing to export\n');
  await correct({ 'identity.given_name': 'Lucia' });
  assert.equal(exportRoster(database, file('second.zip')).stdout, `${file('second.zip')}: 1 correction to import\n`);
  assert.ok(!existsSync(file('second.rest.csv')));
  const { names, rows } = unpack(file('second.zip'));
  assert.deepEqual(names, ['manifest.csv', 'users.csv']);
  assertRow(rows('users.csv')[0], { ...imported('users'), 'metadata.hallpass.street': street, givenName: 'Lucia' });
  assert.equal(exportRoster(database, file('all.zip'), '--since-beginning').stdout,
    `${file('all.zip')}: 3 corrections to import\n${file('all.rest.csv')}: 1 correction to type in by hand\n`);
  assert.deepEqual(readFileSync(file('all.rest.csv')), readFileSync(file('first.rest.csv')));
});

test('what cannot be written is said, and goes out the next time', async () => {
  await correct({ 'contact.city': 'Cedar Falls' });
  const refused = (to: string, why: RegExp): void => {
    const { status, stdout, stderr } = exportRoster(database, to);
    assert.equal(status, 1, stdout);
    assert.equal(stdout, '');
    assert.match(stderr, why);
  };
  const before = readFileSync(file('first.zip'));
  refused(file('first.zip'), /--export-roster: .*There is a file of that name/);
  assert.deepEqual(readFileSync(file('first.zip')), before);
  writeFileSync(file('third.rest.csv'), 'mine');
  refused(file('third.zip'), /third\.rest\.csv/);
  symlinkSync(file('nowhere'), file('link.zip'));
  refused(file('link.zip'), /There is a file of that name/);
  refused(out, /There is a file of that name/);
  refused(join(file('no/such/folder'), 'x.zip'), /--export-roster: .*This file cannot be written/);
  if (process.getuid?.() !== 0) {
    chmodSync(out, 0o500);
    refused(file('fourth.zip'), /This file cannot be written/);
    chmodSync(out, 0o700);
  }
  assert.match(exportRoster(database, '').stderr, /required/);
  assert.ok(readdirSync(out).every((name) => !name.endsWith('.part')));
  assert.equal(exportRoster(database, file('fourth.zip')).stdout, `${file('fourth.zip')}: 1 correction to import\n`);
  assert.equal(unpack(file('fourth.zip')).rows('users.csv')[0]?.['metadata.hallpass.city'], 'Cedar Falls');
});
