// The audit log as it leaves the district: exported from a running server's database, walked by `hallpass verify`, and by
// this test itself with node's SHA-256 and jose.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { compactVerify, importJWK, type JWK } from 'jose';
import { start, type IdentityProvider } from '../../examples/district/identity-provider.ts';
import { demo } from '../../scripts/generate-district.ts';
import { canonicalJson } from '../../web/proof/canonical-json.ts';
import { call, type Json } from './client.ts';
import { District, exportAudit, makeFolder } from './district-process.ts';
import { audience, clientId, redirectUri, signIn } from './sign-in.ts';

const folder = makeFolder(20);
const file = (name: string): string => join(dirname(folder.database), name);
const run = (command: string, args: readonly string[], input = ''): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(command, args, { encoding: 'utf8', input });
const hallpass = 'build/native/cli/hallpass';
assert.equal(run(hallpass, ['keys', '--new-key', file('key.jwk')]).status, 0);
const jwk = JSON.parse(readFileSync(file('key.jwk'), 'utf8')) as JWK & { x: string };

let provider: IdentityProvider;
let district: District;
let first: string[];
let second: string[];

async function ask(token: string, reason: string): Promise<void> {
  const path = `/students/${demo.child}/requests`;
  const { id } = (await call(`${district.url}/v1`, 'POST', path, { token, json: { kind: 'inspection', reason } })).json() as { id: string };
  assert.equal((await call(`${district.url}/v1`, 'POST', `/requests/${id}/steps`, { token, json: { event: 'withdraw' } })).status, 200);
}

function exported(name: string): string[] {
  const answer = exportAudit(folder.database, file('key.jwk'), file(name));
  assert.equal(answer.status, 0, answer.stderr);
  return readFileSync(file(name), 'utf8').trimEnd().split('\n');
}

before(async () => {
  provider = await start({ audience, clients: [{ clientId, redirectUris: [redirectUri] }] });
  district = await District.start({ database: folder.database, issuer: provider.issuer, import: folder.zip });
  const token = await signIn({ issuer: provider.issuer, account: demo.parent });
  await ask(token, 'Because of Zoë');
  first = exported('first.jsonl');
  await ask(token, 'Once more');
  second = exported('second.jsonl');
});
after(async () => {
  await provider.close();
  await district.end();
  folder.remove();
});

const verify = (lines: readonly string[], ...more: string[]): ReturnType<typeof run> =>
  run(hallpass, ['verify', '--signer', jwk.x, ...more, '-'], `${lines.join('\n')}\n`);

test('anybody can walk it: node and jose come to the same hashes', async () => {
  let hash = Buffer.alloc(32);
  for (const [index, line] of second.slice(0, -1).entries()) {
    const { entry, hash: written } = JSON.parse(line) as { entry: { seq: number }; hash: string };
    assert.equal(entry.seq, index + 1);
    hash = createHash('sha256').update(hash).update(canonicalJson(entry)).digest();
    assert.equal(hash.toString('base64url'), written);
  }
  const { head } = JSON.parse(second.at(-1) ?? '') as { head: string };
  const { payload, protectedHeader } = await compactVerify(head, await importJWK({ ...jwk, d: undefined } as unknown as JWK, 'EdDSA'));
  assert.equal(protectedHeader['typ'], 'audit-head+jwt');
  const claims = JSON.parse(Buffer.from(payload).toString()) as Json;
  assert.equal(claims.count, second.length - 1);
  assert.equal(claims.hash, hash.toString('base64url'));
  assert.equal(claims.log, (JSON.parse(second[0] ?? '') as Json).entry.log);
});

test('verify says what the log holds, and what was checked', () => {
  const { status, stdout, stderr } = verify(second);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^signature good, of /);
  assert.match(stdout, new RegExp(`^entries +${second.length - 1}, from `, 'm'));
  for (const kind of ['log.begun: 1', 'roster.imported: 1', 'request.added: 2']) assert.ok(stdout.includes(kind), stdout);
  assert.match(stdout, /^checked +the signature, the hash of every entry, that none is missing up to the head$/m);
  assert.match(stdout, /^unchecked +that it goes on from an older log \(--after\)$/m);
  assert.match(verify(second, '--after', file('first.jsonl')).stdout, /^checked .*, that it goes on from an older log$/m);
});

test('it holds nobody\'s name or words', () => {
  assert.equal(statSync(file('second.jsonl')).mode & 0o777, 0o600);
  for (const secret of ['Zoë', 'Because', 'García', demo.staleStreet]) assert.ok(!second.join('\n').includes(secret), secret);
});

test('what was changed, taken out or cut off is found, and where', () => {
  const broken = (lines: readonly string[], where: RegExp, ...more: string[]): void => {
    const { status, stdout, stderr } = verify(lines, ...more);
    assert.equal(status, 1, stdout);
    assert.match(stderr, where);
    assert.doesNotMatch(stdout, /^signature good/m);
  };
  const changed = (at: number, from: string, to: string): string[] =>
    second.map((line, index) => { if (index === at) { assert.ok(line.includes(from)); return line.replace(from, to); } return line; });
  broken(changed(2, demo.parent, demo.otherParent), /line 3: .*chain breaks at entry 3/);
  broken(second.filter((_, index) => index !== 4), /line 5: .*should be entry 5/);
  broken(second.slice(0, -1), /signed head is missing/);
  broken([...second.slice(0, -2), second.at(-1) ?? ''], /signed head is of/);
  broken([...first.slice(0, -1), second.at(-1) ?? ''], /signed head is of/);
  broken(first, /some are gone/, '--after', file('second.jsonl'));
  broken(changed(second.length - 1, '"head":"ey', '"head":"eY'), /hallpass verify: -: /);
  assert.equal(run(hallpass, ['verify', '--signer', 'A'.repeat(43), file('second.jsonl')]).status, 1);
});

test('an export needs a key, a place and a log that holds', () => {
  assert.match(exportAudit(folder.database, file('nothing'), file('x')).stderr, /--signing-key/);
  writeFileSync(file('nokey'), '{}');
  assert.match(exportAudit(folder.database, file('nokey'), file('x')).stderr, /hallpass keys --new-key/);
  assert.match(exportAudit(folder.database, file('key.jwk'), file('no/such/folder')).stderr, /--export-audit/);
  assert.match(exportAudit(file('empty.sqlite'), file('key.jwk'), file('x')).stderr, /Nothing has been logged/);
  assert.ok(!existsSync(file('x')) && !existsSync(file('x.part')));
});
