// The made-up district: the same everywhere, the size that was asked for, every kind of family in it, and a zip that
// other programs read. (tests/district/api.test.ts imports it into the real server.)
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { demo, generateDistrict, generateTables } from '../../scripts/generate-district.ts';
import type { Table, Tables } from '../../scripts/lib/district/tables.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const objects = ({ header, rows }: Table): Record<string, string>[] =>
  rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ''])));
const rowsOf = (tables: Tables, name: string): Record<string, string>[] => {
  const table = tables[name];
  assert.ok(table, name);
  return objects(table);
};
const list = (text: string | undefined): string[] => (text ?? '').split(',').filter((item) => item !== '');

test('the same seed gives the same bytes, in any time zone; another seed gives another district', () => {
  const here = sha256(generateDistrict({ seed: 7, students: 60 }));
  const script = "import('./scripts/generate-district.ts').then(async (m) => process.stdout.write(m.generateDistrict({ seed: 7, students: 60 })))";
  for (const zone of ['UTC', 'Pacific/Kiritimati', 'America/St_Johns']) {
    assert.equal(sha256(execFileSync(process.execPath, ['-e', script], { env: { ...process.env, TZ: zone }, maxBuffer: 1 << 26 })), here, zone);
  }
  assert.notEqual(sha256(generateDistrict({ seed: 8, students: 60 })), here);
});

test('2,000 students in 4 schools, with shared, split and barred custody and names in many scripts', () => {
  const tables = generateTables();
  const users = rowsOf(tables, 'users');
  const roles = new Map(rowsOf(tables, 'roles').map((role) => [role['userSourcedId'], role['role']]));
  const students = users.filter((user) => roles.get(user['sourcedId']) === 'student');
  assert.equal(students.length, 2000);
  assert.equal(rowsOf(tables, 'orgs').filter((org) => org['type'] === 'school').length, 4);
  const guardiansOf = (student: Record<string, string>): number => list(student['agentSourcedIds']).length;
  const barred = students.filter((student) => list(student['metadata.hallpass.barredAgents']).length > 0);
  assert.ok(barred.length > 50 && barred.length < 250, `${barred.length} barred`);
  assert.ok(barred.every((student) => list(student['metadata.hallpass.barredAgents']).every((id) => list(student['agentSourcedIds']).includes(id))));
  assert.ok(students.filter((student) => guardiansOf(student) === 2).length > 1000);
  assert.ok(students.filter((student) => guardiansOf(student) === 1).length > 200);
  for (const script of ['Latin', 'Cyrillic', 'Greek', 'Arabic', 'Hebrew', 'Han', 'Hangul', 'Hiragana', 'Devanagari', 'Thai', 'Ethiopic', 'Armenian']) {
    assert.ok(students.some((student) => new RegExp(`\\p{Script=${script}}`, 'u').test(student['givenName'] ?? '')), script);
  }
});

test('every reference in the package names something in it', () => {
  const tables = generateTables({ seed: 3, students: 300 });
  const ids = (name: string): Set<string> => new Set(rowsOf(tables, name).map((row) => row['sourcedId'] ?? ''));
  for (const [name, table] of Object.entries(tables)) assert.equal(ids(name).size, table.rows.length, `${name}: an id is there twice`);
  const references: [string, string, string][] = [
    ['users', 'agentSourcedIds', 'users'], ['users', 'primaryOrgSourcedId', 'orgs'], ['roles', 'userSourcedId', 'users'], ['roles', 'orgSourcedId', 'orgs'],
    ['demographics', 'sourcedId', 'users'], ['userProfiles', 'userSourcedId', 'users'], ['courses', 'orgSourcedId', 'orgs'],
    ['classes', 'courseSourcedId', 'courses'], ['classes', 'termSourcedIds', 'academicSessions'], ['enrollments', 'classSourcedId', 'classes'],
    ['enrollments', 'userSourcedId', 'users'], ['lineItems', 'classSourcedId', 'classes'], ['lineItems', 'academicSessionSourcedId', 'academicSessions'],
    ['results', 'lineItemSourcedId', 'lineItems'], ['results', 'studentSourcedId', 'users'],
  ];
  for (const [from, column, to] of references) {
    const known = ids(to);
    for (const row of rowsOf(tables, from)) {
      assert.ok(column in row, `${from} has no ${column}`);
      for (const id of list(row[column])) assert.ok(known.has(id), `${from}.${column} names ${id}`);
    }
  }
});

test('the people of the stories are there', () => {
  const users = new Map(rowsOf(generateTables({ students: 3 }), 'users').map((user) => [user['sourcedId'], user]));
  const child = users.get(demo.child);
  assert.deepEqual(list(child?.['agentSourcedIds']), [demo.parent, demo.otherParent]);
  assert.equal(child?.['metadata.hallpass.street'], demo.staleStreet);
  assert.deepEqual(list(users.get(demo.secondChild)?.['metadata.hallpass.barredAgents']), [demo.barredParent]);
  assert.deepEqual(list(users.get(demo.strangersChild)?.['agentSourcedIds']), [demo.stranger]);
  for (const id of [demo.clerk, demo.siteClerk, demo.officer]) assert.ok(users.has(id), id);
});

test('unzip finds nothing wrong with the package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hallpass-district-'));
  try {
    writeFileSync(join(folder, 'district.zip'), generateDistrict({ students: 30 }));
    assert.match(execFileSync('unzip', ['-t', join(folder, 'district.zip')]).toString(), /No errors detected/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
