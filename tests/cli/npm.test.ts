// The npm package as a web team gets it: packed, installed into an empty folder without a network, and run by npx. Its
// answers are the native command's.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';

const folder = mkdtempSync(join(tmpdir(), 'hallpass-npm-'));
after(() => { rmSync(folder, { recursive: true }); });
const native = resolve('build/native/cli/hallpass');
const run = (command: string, ...args: string[]): SpawnSyncReturns<string> => spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
const inNode = (...args: string[]): SpawnSyncReturns<string> => run('npx', '--offline', '--loglevel=error', 'hallpass', ...args);
const installed = join(folder, 'node_modules/hallpass');

before(() => {
  execFileSync('npm', ['pack', resolve('build/npm'), '--pack-destination', folder], { stdio: 'ignore' });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${tarball}`], { cwd: folder, stdio: 'ignore' });
  copyFileSync('examples/steptech/policy.json', join(folder, 'policy.json'));
});

test('it needs no other package, runs no script at install, and is small', () => {
  const { dependencies, scripts } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Record<string, unknown>;
  assert.deepEqual([dependencies, scripts], [undefined, undefined]);
  assert.deepEqual(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.')), ['hallpass']);
  const sizes = readdirSync(installed, { recursive: true, withFileTypes: true }).map((file) => (file.isFile() ? statSync(join(file.parentPath, file.name)).size : 0));
  assert.ok(sizes.reduce((sum, size) => sum + size, 0) < 1_500_000);
});

test('check, build and explain answer as the native command does', () => {
  const broken = readFileSync(join(folder, 'policy.json'), 'utf8').replace('"kind": "script"', '"kind": "scirpt"');
  writeFileSync(join(folder, 'broken.json'), broken);
  for (const [status, ...args] of [
    [0, 'check', 'policy.json'], [1, 'check', 'broken.json', '--json'], [2, 'check', 'none.json'], [2], [0, 'build', '--help'],
    [0, 'explain', 'policy.json', '--region', 'US-CA', '--gpc', 'on', '--now', '2026-12-02T12:00:00Z'],
  ] as const) {
    const [here, there] = [inNode(...args), run(native, ...args)];
    assert.deepEqual([here.status, here.stdout, here.stderr], [there.status, there.stdout, there.stderr], args.join(' '));
    assert.equal(here.status, status, args.join(' '));
  }
  const here = inNode('build', 'policy.json', '-o', 'site', '--headers', 'conf');
  assert.equal(here.status, 0, here.stderr);
  assert.match(here.stderr, /^hallpass build: \d+ files into site\nhallpass build: server settings into conf\n$/);
  assert.equal(here.stdout, run(native, 'build', 'policy.json', '-o', 'site2', '--headers', 'conf2', '--web', resolve('build/web')).stdout);
  for (const [one, other] of [['site', 'site2'], ['conf', 'conf2']] as const) {
    assert.equal(run('diff', '-r', one, other).stdout, '');
    assert.ok(readdirSync(join(folder, one)).length > 2);
  }
});

test('a long answer into a slow pipe is whole', () => {
  const many = JSON.parse(readFileSync(join(folder, 'policy.json'), 'utf8')) as { contact: Record<string, unknown> };
  for (let index = 0; index < 190; ++index) many.contact[`${'y'.repeat(400)}${String(index)}`] = 1;
  writeFileSync(join(folder, 'many.json'), JSON.stringify(many));
  const slow = run('bash', '-c', 'npx --offline --loglevel=error hallpass check many.json --json | (sleep 1; cat)');
  assert.ok(slow.stdout.length > 100_000, String(slow.stdout.length));
  assert.equal(slow.stdout, run(native, 'check', 'many.json', '--json').stdout);
});

test('encryption works too, with keys from the system’s randomness', () => {
  assert.equal(inNode('keygen', '-o', 'key').status, 0);
  assert.notEqual(inNode('keygen').stdout, inNode('keygen').stdout);
  assert.equal(statSync(join(folder, 'key')).mode & 0o777, 0o600);
  const recipient = inNode('keygen', '-y', 'key').stdout.trim();
  writeFileSync(join(folder, 'plain'), 'x'.repeat(200_000));
  assert.equal(inNode('encrypt', '-r', recipient, '-o', 'secret.age', 'plain').status, 0);
  assert.equal(run('age', '-d', '-i', 'key', 'secret.age').stdout, 'x'.repeat(200_000));
  assert.equal(statSync(join(folder, 'secret.age')).mode & 0o777, 0o600);
  assert.equal(inNode('decrypt', '-i', 'key', 'secret.age').stdout, 'x'.repeat(200_000));
  assert.equal(inNode('keygen', '-o', 'other').status, 0);
  assert.equal(inNode('keys', '--new-key', 'signing.jwk').status, 0);
  assert.equal(inNode('keys', '-k', 'signing.jwk', '--district', 'https://district.example', '-r', recipient, '--id', 'office', '-o', 'keys.json').status, 0);
  // A file that is cut is named by its chunk, one for somebody else by the keys, and a list by its signature.
  writeFileSync(join(folder, 'cut.age'), readFileSync(join(folder, 'secret.age')).subarray(0, 150_000));
  for (const [status, ...args] of [
    [1, 'decrypt', '-i', 'key', '-o', 'never', 'cut.age'], [1, 'decrypt', '-i', 'other', 'secret.age'], [2, 'decrypt'],
    [0, 'verify', '-k', 'keys.json', 'keys.json'], [1, 'verify', '-k', 'keys.json', '--district', 'https://other.example', 'keys.json'], [1, 'verify', '-k', 'keys.json', 'key'],
  ] as const) {
    const [here, there] = [inNode(...args), run(native, ...args)];
    assert.deepEqual([here.status, here.stdout, here.stderr], [there.status, there.stdout, there.stderr], args.join(' '));
    assert.equal(here.status, status, `${args.join(' ')}: ${here.stdout}${here.stderr}`);
  }
  assert.ok(!readdirSync(folder).includes('never'));
});

test('its types and its module are found by name', () => {
  writeFileSync(join(folder, 'use.mts'), "import { hallpass, type Outcomes } from 'hallpass';\nexport const outcomes: Outcomes = hallpass.outcomes();\n// @ts-expect-error: no such thing\nhallpass.nothing();\n");
  const options = ['--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--lib', 'es2022,dom', '--module', 'nodenext', '--typeRoots', folder];
  assert.equal(run('node', resolve('node_modules/typescript/bin/tsc'), ...options, 'use.mts').stdout, '');
  assert.match(run('node', '--input-type=module', '-e', 'globalThis.window = {}; await import("hallpass")').stderr, /there is no gate on this page/);
});

test('the vault is found by name: in node it encrypts what age opens, and its types are whole', () => {
  const script = `import { encrypt, decrypt, generateKey, openFile, readAll } from 'hallpass/vault';
import { writeFileSync } from 'node:fs';
const key = await generateKey();
const file = await readAll(encrypt([key.recipient], new TextEncoder().encode('x'.repeat(300_000))));
writeFileSync('from-node.age', file);
writeFileSync('node-key', key.export());
console.log((await readAll(decrypt([key], file))).length, (await openFile([key], file)).size);
key.wipe();`;
  assert.deepEqual(run('node', '--input-type=module', '-e', script).stdout.split(/\s/), ['300000', '300000', '']);
  assert.equal(run('age', '-d', '-i', 'node-key', 'from-node.age').stdout, 'x'.repeat(300_000));
  assert.match(run('node', '--input-type=module', '-e', 'await import("hallpass/drafts"); console.log("there")').stdout, /there/);

  writeFileSync(join(folder, 'vault.mts'), `import { decrypt, encrypt, openFile, readAll, HallpassError, type Identity } from 'hallpass/vault';
import { encryptForm } from 'hallpass/forms';
import { openDrafts, type Drafts } from 'hallpass/drafts';
export const file: ReadableStream<Uint8Array> = encrypt({ passphrase: 'x', workFactor: 15 }, new Blob(), { armor: true, workers: 2, onProgress: (done, total) => { console.log(done, total); } });
export const all = async (key: Identity): Promise<Uint8Array> => readAll(decrypt([key, 'AGE-SECRET-KEY-1'], file));
export const part = async (key: Identity): Promise<Uint8Array> => (await openFile([key], new Blob())).read(0, 1);
export const where = (error: unknown): string => error instanceof HallpassError && error.code === 'not_found' ? error.where : '';
export const body = (form: HTMLFormElement): Promise<Blob> => encryptForm(form);
export const drafts: Promise<Drafts> = openDrafts({ name: 'mine' });
// @ts-expect-error: recipients are a list
encrypt('age1', new Uint8Array());
// @ts-expect-error: there is no such code
export const never = (error: HallpassError): boolean => error.code === 'nonsense';
// @ts-expect-error: an identity is made by generateKey()
export const identity: Identity = { recipient: 'age1' };
`);
  const options = ['--ignoreConfig', '--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2023,dom,dom.iterable,dom.asynciterable', '--module', 'nodenext', '--typeRoots', folder];
  assert.equal(run('node', resolve('node_modules/typescript/bin/tsc'), ...options, 'vault.mts').stdout, '');
});
