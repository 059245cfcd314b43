// A district signs, and everybody can check it: `hallpass authorise`, `hallpass verify`, and jose as the independent judge.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { CompactSign, compactVerify, importJWK, type JWK } from 'jose';

const folder = mkdtempSync(join(tmpdir(), 'hallpass-authorise-'));
after(() => { rmSync(folder, { recursive: true }); });
const run = (args: readonly string[], input = ''): { status: number | null; stdout: string; stderr: string } =>
  spawnSync('build/native/cli/hallpass', args, { encoding: 'utf8', input });

const keyFile = join(folder, 'district.jwk');
assert.equal(run(['authorise', '--new-key', keyFile]).status, 0);
const jwk = JSON.parse(readFileSync(keyFile, 'utf8')) as JWK & { x: string; kid: string };
const keysFile = join(folder, 'keys.json');
writeFileSync(keysFile, JSON.stringify({ keys: [{ kty: jwk.kty, crv: jwk.crv, x: jwk.x, kid: jwk.kid }] }));
const district = 'https://district.example';
const site = 'https://vendor.example';
const sign = (...more: string[]): ReturnType<typeof run> =>
  run(['authorise', '-k', keyFile, '--district', district, '--by', 'Chief "Privacy" Officer', '--for', site, '--until', '2099-06-30', ...more]);
const verify = (statement: string, ...more: string[]): ReturnType<typeof run> => run(['verify', '-k', keysFile, ...more, '-'], statement);

test('a key is private, made once, and any JOSE library takes it', async () => {
  assert.equal(statSync(keyFile).mode & 0o777, 0o600);
  const again = run(['authorise', '--new-key', keyFile]);
  assert.equal(again.status, 1);
  assert.match(again.stderr, /never overwritten/);
  assert.ok(await importJWK(jwk, 'EdDSA'));
});

test('jose verifies what we sign', async () => {
  const { status, stdout, stderr } = sign('--agreement', 'DPA-2026-17', '--purpose', 'analytics', '--for', 'registration', '--from', '2026-08-01');
  assert.equal(status, 0, stderr);
  const { payload, protectedHeader } = await compactVerify(stdout.trim(), await importJWK({ kty: 'OKP', crv: 'Ed25519', x: jwk.x }, 'EdDSA'));
  assert.deepEqual(protectedHeader, { alg: 'EdDSA', kid: jwk.kid, typ: 'school-authorisation+jwt' });
  const { iat, nbf, ...claims } = JSON.parse(Buffer.from(payload).toString()) as Record<string, unknown>;
  assert.deepEqual(claims, {
    iss: district, authorised_by: 'Chief "Privacy" Officer', aud: [site, 'registration'], agreement: 'DPA-2026-17', purposes: ['analytics'],
    exp: Date.parse('2099-07-01T00:00:00Z') / 1000, // the last day is a whole one
  });
  assert.ok(Math.abs(Number(iat) - Date.now() / 1000) < 60);
  assert.equal(nbf, Math.max(Number(iat), Date.parse('2026-08-01T00:00:00Z') / 1000));
});

test('verify says who authorised, for what, until when, and whether all of it holds', () => {
  const statement = sign('--agreement', 'DPA-2026-17').stdout;
  const good = verify(statement, '--for', site);
  assert.equal(good.status, 0, good.stderr);
  assert.match(good.stdout, /^signature +good, by the key /);
  assert.match(good.stdout, /^district +https:\/\/district\.example$/m);
  assert.match(good.stdout, /^authorised +by Chief "Privacy" Officer, 20/m);
  assert.match(good.stdout, /^agreement +DPA-2026-17$/m);
  assert.match(good.stdout, /^in force +20.* to 2099-07-01T00:00:00Z$/m);
  assert.match(good.stdout, /^site +https:\/\/vendor\.example is named$/m);
  for (const [options, message] of [
    [['--for', 'https://other.example'], /is not named/], [['--now', '2099-07-01T00:00:00Z'], /: over$/m], [['--now', '2020-01-01T00:00:00Z'], /: not yet$/m],
  ] as const) {
    const refused = verify(statement, ...options);
    assert.equal(refused.status, 1, options.join(' '));
    assert.match(refused.stdout, message);
  }
  const [header, body, signature] = statement.trim().split('.');
  const altered = Buffer.from(Buffer.from(body ?? '', 'base64url').toString().replace('2026-17', '2026-18')).toString('base64url');
  assert.match(verify([header, altered, signature].join('.')).stderr, /was changed, or the key does not fit/);
});

test('verify compares with the policy: this key for that district', () => {
  const policy = JSON.parse(readFileSync('examples/steptech/policy.json', 'utf8')) as object;
  const file = join(folder, 'policy.json');
  const statement = sign().stdout;
  const write = (issuer: string, x: string): void => writeFileSync(file, JSON.stringify({ ...policy, authorisations: { districts: { one: { name: 'One', issuer, keys: [x] } } } }));
  write(district, jwk.x);
  assert.equal(verify(statement, '--policy', file).status, 0);
  write('https://another.example', jwk.x);
  assert.equal(verify(statement, '--policy', file).status, 1);
  write(district, '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo');
  assert.match(verify(statement, '--policy', file).stdout, /does not believe this key for that district/);
});

test('verify reads what jose has signed, and says what is wrong with it', async () => {
  const key = await importJWK(jwk, 'EdDSA');
  const whole = { iss: district, authorised_by: 'The board', aud: site, iat: 1_760_000_000, exp: 4_000_000_000 };
  const make = (claims: object, typ = 'school-authorisation+jwt'): Promise<string> =>
    new CompactSign(Buffer.from(JSON.stringify(claims))).setProtectedHeader({ alg: 'EdDSA', kid: jwk.kid, typ }).sign(key);
  assert.equal(verify(await make(whole)).status, 0);
  for (const [claims, where] of [
    [{ ...whole, iss: 1 }, '/iss'], [{ ...whole, authorised_by: undefined }, '/authorised_by'], [{ ...whole, aud: [] }, '/aud'], [{ ...whole, aud: [7] }, '/aud/0'],
    [{ ...whole, exp: 'never' }, '/exp'], [{ ...whole, exp: 1.5 }, '/exp'], [{ ...whole, nbf: -1 }, '/nbf'], [{ ...whole, purposes: 'analytics' }, '/purposes'],
  ] as const) {
    const { status, stderr } = verify(await make(claims));
    assert.equal(status, 1, where);
    assert.ok(stderr.includes(where), stderr);
  }
  assert.match(verify(await make(whole, 'JWT')).stderr, /it is not a consent receipt/);
});

test('wrong arguments are said', () => {
  const options = ['-k', keyFile, '--district', district, '--by', 'x', '--for', site, '--until', '2099-01-01'];
  for (let at = 0; at < options.length; at += 2) assert.equal(run(['authorise', ...options.toSpliced(at, 2)]).status, 2, options[at]);
  for (const args of [['--until', 'tomorrow'], ['--from', '1'], ['--what', 'x'], ['--by']]) assert.equal(run(['authorise', ...options, ...args]).status, 2, args.join(' '));
  assert.equal(run(['authorise', ...options, '--until', '2020-01-01']).status, 1);
  assert.equal(run(['authorise', ...options, '-k', join(folder, 'none')]).status, 2);
  writeFileSync(join(folder, 'mixed.jwk'), JSON.stringify({ ...jwk, x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }));
  assert.match(run(['authorise', ...options, '-k', join(folder, 'mixed.jwk')]).stderr, /not the public key of that secret one/);
});
