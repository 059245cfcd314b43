// The policy's module in node: the vectors of tests/sdk/policy, and the native command's answers to the same files.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadPolicyModule, type Severity } from '../../web/policy/index.ts';

interface Vector {
  readonly name: string;
  readonly input: { readonly text?: string; readonly hex?: string; readonly replace?: readonly (readonly [string, string])[] };
  readonly expect: readonly { readonly severity: Severity; readonly code: string; readonly where: string; readonly suggestion?: string }[];
}

const text = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const minimal = text('tests/vectors/policy-minimal.json');
const vectors = JSON.parse(text('tests/vectors/policy-check.json')) as readonly Vector[];
const native = new URL('../../build/native/cli/hallpass', import.meta.url).pathname;
const inNode = new URL('../../build/wasm/cli/hallpass.cjs', import.meta.url).pathname;
const module = await loadPolicyModule(readFileSync(new URL('../../build/wasm/wasm/policy/policy.wasm', import.meta.url)));

const inputOf = ({ input }: Vector): Uint8Array => {
  if (input.hex !== undefined) return Buffer.from(input.hex, 'hex');
  const whole = input.text ?? (input.replace ?? []).reduce((policy, [from, to]) => policy.replace(from, () => to), minimal);
  return Buffer.from(whole, 'utf8');
};

test('every vector gives in wasm exactly the findings it gives natively', () => {
  assert.ok(vectors.length > 50);
  for (const vector of vectors) {
    const { findings, errors } = module.check(inputOf(vector));
    assert.deepEqual(findings.map(({ severity, code, where }) => ({ severity, code, where })),
      vector.expect.map(({ severity, code, where }) => ({ severity, code, where })), vector.name);
    vector.expect.forEach(({ suggestion }, index) => {
      if (suggestion !== undefined) assert.equal(findings[index]?.suggestion, suggestion, vector.name);
    });
    assert.equal(errors, vector.expect.filter(({ severity }) => severity === 'error').length, vector.name);
  }
});

test('a policy compiles in wasm, one with errors does not', () => {
  const image = module.compile(text('examples/steptech/policy.json'));
  assert.equal(Buffer.from(image?.subarray(0, 4) ?? []).toString(), 'HPIM');
  assert.equal(module.compile('{}'), undefined);
  assert.throws(() => module.check(new Uint8Array((16 << 20) + 1)), RangeError);
});

test('the command answers the same natively and in node: text, JSON, exit status', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hallpass-check-'));
  try {
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, minimal.replace('"kind": "script"', '"kind": "scirpt"'));
    const clean = join(folder, 'clean.json');
    writeFileSync(clean, minimal);
    const reference = new URL('../../examples/steptech/policy.json', import.meta.url).pathname;
    const expected: Readonly<Record<string, number>> = { [broken]: 1, [clean]: 0, [reference]: 0, [join(folder, 'none.json')]: 2, [folder]: 2 };
    for (const [file, status] of Object.entries(expected)) {
      for (const options of [[], ['--json']]) {
        const one = spawnSync(native, ['check', file, ...options], { encoding: 'utf8' });
        const other = spawnSync(process.execPath, [inNode, 'check', file, ...options], { encoding: 'utf8' });
        assert.equal(one.status, status, `${file} ${one.stderr}`);
        assert.equal(other.status, status, `${file} ${other.stderr}`);
        assert.equal(one.stdout, other.stdout);
        assert.equal(one.stderr === '', status !== 2);
      }
    }
    const words = spawnSync(native, ['check', broken], { encoding: 'utf8' }).stdout.split('\n');
    assert.match(words[0] ?? '', /broken\.json:\d+:\d+: error: "scirpt" is not allowed here\. \[unknown_value \/technologies\/ads_script\/kind\]$/);
    assert.equal(words[1], '    Did you mean "script"?');
    assert.equal(spawnSync(native, ['check'], { encoding: 'utf8' }).status, 2);
    assert.equal(spawnSync(native, ['check', clean, '--colour'], { encoding: 'utf8' }).status, 2);
    assert.match(spawnSync(native, ['check', '--help'], { encoding: 'utf8' }).stdout, /exit status: 0 no errors/);
    assert.equal(spawnSync(native, ['check', '-'], { encoding: 'utf8', input: minimal }).status, 0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('every code of a finding is documented, and has a vector', () => {
  const sources = ['base/json_tree.cpp', ...['fields', 'read', 'report', 'rules', 'form_rules', 'gaps', 'text_rules', 'sections_purposes']
    .map((name) => `policy/${name}.cpp`), 'policy/fields.hpp'].map((path) => text(`sdk/${path}`)).join('\n');
  const patterns = [/(?:error|warning|gap|check_stated)\(\s*"([a-z_0-9]+)"/g, /Severity::\w+, "([a-z_0-9]+)"/g, /JsonProblem\{\w+, "([a-z_0-9]+)"/g,
    /\? "([a-z_0-9]+)" : "[a-z_0-9]+", place/g, /\? "[a-z_0-9]+" : "([a-z_0-9]+)", place/g, /_bytes, "([a-z_0-9]+)"/g];
  const codes = new Set(patterns.flatMap((pattern) => [...sources.matchAll(pattern)].map((match) => match[1] ?? '')));
  const documented = new Set([...text('docs/policy.md').matchAll(/`([a-z_0-9]+)`/g)].map((match) => match[1]));
  const tried = new Set(vectors.flatMap(({ expect }) => expect.map(({ code }) => code)));
  const triedElsewhere = new Set(['too_large', 'too_many_findings']); // tests/sdk/policy/check_test.cpp
  assert.ok(codes.size > 60, String(codes.size));
  for (const code of codes) {
    assert.ok(documented.has(code), `${code} is in docs/policy.md`);
    assert.ok(tried.has(code) || triedElsewhere.has(code), `${code} has a vector`);
  }
  for (const code of tried) assert.ok(codes.has(code), `the test's patterns find ${code}`);
});
