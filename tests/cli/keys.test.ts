// A district signs the keys that it is written to, and everybody can check it: `hallpass keys`, `hallpass verify`, and jose
// as the independent judge of the signatures, both ways.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { CompactSign, compactVerify, createLocalJWKSet, importJWK, type JSONWebKeySet, type JWK } from 'jose';
import { canonicalJson } from '../../web/proof/canonical-json.ts';

const folder = mkdtempSync(join(tmpdir(), 'hallpass-keys-'));
after(() => { rmSync(folder, { recursive: true }); });
const run = (args: readonly string[], input = ''): { status: number | null; stdout: string; stderr: string } =>
  spawnSync('build/native/cli/hallpass', args, { encoding: 'utf8', input });

const keyFile = join(folder, 'district.jwk');
assert.equal(run(['keys', '--new-key', keyFile]).status, 0);
const jwk = JSON.parse(readFileSync(keyFile, 'utf8')) as JWK & { x: string; kid: string };
const district = 'https://district.example';
const first = 'age18dluzu3vz80r3zjhh02xxg9498c75dldpk2hwulpzg77hnakygsq0kpkmc';
const second = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';
const file = (name: string): string => join(folder, name);
const sign = (...more: string[]): ReturnType<typeof run> => run(['keys', '-k', keyFile, '--district', district, '-r', first, ...more]);
const verify = (text: string, ...more: string[]): ReturnType<typeof run> => run(['verify', '--signer', jwk.x, ...more, '-'], text);

interface Published extends JSONWebKeySet { readonly encryption_keys: string }
interface List { readonly iss: string; readonly sequence: number; readonly iat: number; readonly exp: number; readonly keys: object[] }
const listOf = (published: string): List =>
  JSON.parse(Buffer.from((JSON.parse(published) as Published).encryption_keys.split('.')[1] ?? '', 'base64url').toString()) as List;

test('jose verifies what we sign, with the JWK Set that it stands in', async () => {
  const { status, stdout, stderr } = sign('--id', 'main "office"', '--from', '2026-01-01', '--until', '2099-12-31', '-r', second, '--days', '90');
  assert.equal(status, 0, stderr);
  const published = JSON.parse(stdout) as Published;
  const { payload, protectedHeader } = await compactVerify(published.encryption_keys, createLocalJWKSet(published));
  assert.deepEqual(protectedHeader, { alg: 'EdDSA', kid: jwk.kid, typ: 'encryption-keys+jwt' });
  assert.deepEqual(published.keys, [{ alg: 'EdDSA', crv: 'Ed25519', kid: jwk.kid, kty: 'OKP', use: 'sig', x: jwk.x }]);
  const text = Buffer.from(payload).toString();
  const { iat, exp, ...list } = JSON.parse(text) as List;
  assert.equal(text, canonicalJson(JSON.parse(text)), 'the payload is canonical JSON');
  assert.equal(`${canonicalJson(published)}\n`, stdout);
  assert.ok(Math.abs(iat - Date.now() / 1000) < 60);
  assert.equal(exp, iat + 90 * 86_400);
  assert.deepEqual(list, {
    iss: district, sequence: 1, keys: [
      { id: 'main "office"', recipient: first, nbf: iat, exp: Date.parse('2100-01-01T00:00:00Z') / 1000 },
      { id: second.slice(0, 12), recipient: second, nbf: iat, exp },
    ],
  });
});

test('verify explains a list: whose, until when, which keys forms encrypt to, and what was checked', () => {
  const { stdout } = sign('--id', 'old', '--until', '2099-12-31', '-r', second, '--id', 'next', '--from', '2099-01-01', '--until', '2099-12-31');
  const good = verify(stdout, '--district', district);
  assert.equal(good.status, 0, good.stderr);
  assert.match(good.stdout, /^signature good, by the key /);
  assert.match(good.stdout, /^district +https:\/\/district\.example$/m);
  assert.match(good.stdout, /^list +1$/m);
  assert.match(good.stdout, new RegExp(`^key +old: ${first}, .* in force$`, 'm'));
  assert.match(good.stdout, new RegExp(`^key +next: ${second}, .* not yet$`, 'm'));
  assert.match(good.stdout, /^forms +encrypt to 1 of these keys$/m);
  assert.match(good.stdout, /^checked +the signature, the time, the keys' checksums, the district$/m);
  assert.match(good.stdout, /^unchecked +that it replaces an older list \(--after\)$/m);
  for (const [options, message] of [
    [['--district', 'https://other.example'], /it is another district's/], [['--now', '2098-01-01T00:00:00Z'], /it is over/],
    [['--now', '2020-01-01T00:00:00Z'], /issued in the future/],
  ] as const) {
    const refused = verify(stdout, ...options);
    assert.equal(refused.status, 1, options.join(' '));
    assert.match(refused.stdout, message);
  }
});

test('every next list has the next number, and verify does not go back behind an older one', () => {
  writeFileSync(file('1.json'), sign().stdout);
  const next = sign('--after', file('1.json'));
  assert.equal(next.status, 0, next.stderr);
  assert.equal(listOf(next.stdout).sequence, 2);
  writeFileSync(file('2.json'), next.stdout);
  assert.equal(verify(next.stdout, '--after', file('1.json')).status, 0);
  assert.equal(verify(next.stdout, '--after', file('2.json')).status, 0, 'the very list');
  const replayed = verify(readFileSync(file('1.json'), 'utf8'), '--after', file('2.json'));
  assert.equal(replayed.status, 1);
  assert.match(replayed.stdout, /older than the one given with --after/);
  const twin = verify(sign('--sequence', '2', '-r', second).stdout, '--after', file('2.json'));
  assert.equal(twin.status, 1);
  assert.match(twin.stdout, /signed two/);
  assert.equal(listOf(sign('--sequence', '9007199254740991').stdout).sequence, Number.MAX_SAFE_INTEGER);
});

test('a new signing key: the old one stays in the set, and both lists are verified with the new file', () => {
  writeFileSync(file('old.json'), sign().stdout);
  const newKeyFile = file('new.jwk');
  assert.equal(run(['keys', '--new-key', newKeyFile]).status, 0);
  const { x } = JSON.parse(readFileSync(newKeyFile, 'utf8')) as { x: string };
  const { status, stdout, stderr } = run(['keys', '-k', newKeyFile, '--district', district, '--after', file('old.json'), '-r', first]);
  assert.equal(status, 0, stderr);
  assert.deepEqual((JSON.parse(stdout) as Published).keys.map((key) => key.x), [x, jwk.x]);
  assert.equal(listOf(stdout).sequence, 2);
  writeFileSync(file('new.json'), stdout);
  assert.equal(run(['verify', '-k', file('new.json'), file('old.json')]).status, 0);
  assert.equal(run(['verify', '-k', file('new.json'), '--after', file('old.json'), file('new.json')]).status, 0);
  const unpinned = verify(stdout);
  assert.equal(unpinned.status, 1, 'who pins the old key alone does not believe the new one');
  assert.match(unpinned.stderr, /None of the given keys/);
});

test('another district’s file, a damaged one, and one without a list, do not lead to a next list', () => {
  const other = run(['keys', '-k', keyFile, '--district', 'https://other.example', '-r', first]).stdout;
  const damaged = sign().stdout.replace(/"encryption_keys":"(.{200})./, '"encryption_keys":"$1_');
  for (const [text, message] of [[other, /another district's/], [damaged, /was changed|not base64url|not a JSON object/], ['{"keys":[]}', /no Ed25519 key/], ['', /not a JSON object/]] as const) {
    writeFileSync(file('former.json'), text);
    const { status, stderr, stdout } = sign('--after', file('former.json'));
    assert.notEqual(status, 0, text);
    assert.equal(stdout, '');
    assert.match(stderr, message);
  }
});

test('verify reads what jose has signed, and says what is wrong with it', async () => {
  const key = await importJWK(jwk, 'EdDSA');
  const whole = { iss: district, sequence: 1, iat: 1_790_000_000, exp: 1_800_000_000, keys: [{ id: 'a', recipient: first }] };
  const now = ['--now', '2026-12-01T00:00:00Z'];
  const make = async (claims: object, typ = 'encryption-keys+jwt'): Promise<string> => JSON.stringify({
    keys: [], encryption_keys: await new CompactSign(Buffer.from(JSON.stringify(claims))).setProtectedHeader({ alg: 'EdDSA', kid: jwk.kid, typ }).sign(key),
  });
  const good = verify(await make(whole), ...now);
  assert.equal(good.status, 0, good.stderr + good.stdout);
  for (const [claims, where] of [
    [{ ...whole, iss: 1 }, '/iss'], [{ ...whole, sequence: 0 }, '/sequence'], [{ ...whole, exp: 2e9 }, '/exp'], [{ ...whole, iat: '1' }, '/iat'],
    [{ ...whole, keys: [] }, '/keys'], [{ ...whole, keys: [{ id: 'a', recipient: 'age1' }] }, '/keys/0/recipient'], [{ ...whole, keys: [{ recipient: first }] }, '/keys/0/id'],
  ] as const) {
    const { status, stderr } = verify(await make(claims), ...now);
    assert.equal(status, 1, where);
    assert.ok(stderr.includes(where), stderr);
  }
  const wrongChecksum = verify(await make({ ...whole, keys: [{ id: 'a', recipient: `${first.slice(0, -1)}q` }] }), ...now);
  assert.equal(wrongChecksum.status, 1);
  assert.match(wrongChecksum.stdout, /its checksum is wrong/);
  assert.match(verify(await make(whole, 'JWT')).stderr, /a list of keys/);
});

test('verify says of every other file what it is', () => {
  assert.match(verify('{"keys":[]}').stderr, /no signed list of keys/);
  assert.match(verify('age-encryption.org/v1\n').stderr, /encrypted, not signed/);
  assert.match(verify('-----BEGIN AGE ENCRYPTED FILE-----\n').stderr, /encrypted, not signed/);
  assert.match(verify('').stderr, /nothing in this file/);
  assert.match(verify('a.b').stderr, /three parts/);
  assert.match(run(['verify', '--signer', 'x', '-'], 'a.b.c').stderr, /--signer: This must be 32 bytes/);
});

test('no changed character of a published list passes', () => {
  const { stdout } = sign();
  const begin = stdout.indexOf('"encryption_keys":"') + '"encryption_keys":"'.length;
  const end = stdout.indexOf('"', begin);
  for (let at = begin; at < end; at += 23) {
    const changed = stdout.slice(0, at) + (stdout[at] === 'A' ? 'B' : 'A') + stdout.slice(at + 1);
    assert.equal(verify(changed).status, 1, String(at));
  }
});

test('wrong arguments are said', () => {
  const options = ['-k', keyFile, '--district', district, '-r', first];
  for (let at = 0; at < options.length; at += 2) assert.equal(run(['keys', ...options.toSpliced(at, 2)]).status, 2, options[at]);
  for (const args of [
    ['--days', '0'], ['--days', '401'], ['--days', '1x'], ['--sequence', '0'], ['--sequence', '9007199254740992'], ['-r', 'age1nonsense'], ['-r', `${first.slice(0, -1)}q`],
    ['--until', 'tomorrow'], ['--from', '1'], ['--id', ''], ['--what', 'x'], ['--id'], ['--after', keyFile, '--sequence', '3'], ['--after', file('none')],
  ]) assert.equal(run(['keys', ...options, ...args]).status, 2, args.join(' '));
  assert.equal(run(['keys', '--id', 'x', ...options]).status, 2, 'an id before any key');
  assert.equal(sign('--until', '2020-01-01').status, 1);
  assert.equal(sign('-r', first).status, 1, 'two keys of the same name');
  const later = sign('--from', '2099-01-01', '--until', '2099-12-31');
  assert.equal(later.status, 0);
  assert.match(later.stderr, /none of these keys is in force yet/);
});
