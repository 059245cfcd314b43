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
});

test('its types and its module are found by name', () => {
  writeFileSync(join(folder, 'use.mts'), "import { hallpass, type Outcomes } from 'hallpass';\nexport const outcomes: Outcomes = hallpass.outcomes();\n// @ts-expect-error: no such thing\nhallpass.nothing();\n");
  const options = ['--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--lib', 'es2022,dom', '--module', 'nodenext', '--typeRoots', folder];
  assert.equal(run('node', resolve('node_modules/typescript/bin/tsc'), ...options, 'use.mts').stdout, '');
  assert.match(run('node', '--input-type=module', '-e', 'globalThis.window = {}; await import("hallpass")').stderr, /there is no gate on this page/);
});
