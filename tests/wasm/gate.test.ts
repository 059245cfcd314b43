// The visitors of tests/vectors/decision-visitors.json, decided by the very module that a visitor's browser loads.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { runInThisContext } from 'node:vm';
import { openModule, type GateExports, type Request } from '../../web/gate/module.ts';
import { nameKind, refusedVendor } from '../../web/gate/name-kind.ts';

interface Vector {
  readonly name: string;
  readonly input: {
    readonly signals: { gpc?: string; dnt?: string; region?: string; audience?: string; age?: number; authorised?: boolean };
    readonly record: string;
    readonly now: string;
  };
  readonly expect: { outcomes: Record<string, string>; prompt: string; signals_in_force: number; consent_types: number };
}

const folder = mkdtempSync(join(tmpdir(), 'hallpass-'));
after(() => { rmSync(folder, { recursive: true }); });
execFileSync('build/native/cli/hallpass', ['build', 'tests/vectors/decision-policy.json', '-o', folder], { stdio: 'ignore' });
const image = readFileSync(join(folder, 'policy.image'));
/** As a visitor's browser gets it, and as one without WebAssembly does. */
const modules = {
  wasm: readFileSync('build/wasm/wasm/gate/gate.wasm'),
  javascript: runInThisContext(readFileSync('build/web/gate-module.js', 'utf8')) as GateExports,
};
const vectors = JSON.parse(readFileSync('tests/vectors/decision-visitors.json', 'utf8')) as Vector[];
const purposes = ['essential', 'analytics', 'advertising', 'chat'];

const toRequest = ({ signals, record, now }: Vector['input']): Request => ({
  now: Date.parse(now), record, gpc: ['unknown', 'off', 'on'].indexOf(signals.gpc ?? 'unknown'), dnt: signals.dnt ?? '',
  region: signals.region ?? '', audience: signals.audience ?? '', age: signals.age ?? 255, authorised: signals.authorised ?? false,
});

for (const [kind, code] of Object.entries(modules)) {
  test(`${kind}: every visitor gets the decision of the vectors`, () => {
    assert.ok(vectors.length > 50);
    const gate = openModule(code, image, purposes);
    for (const { name, input, expect } of vectors) {
      const answer = gate.decide(toRequest(input));
      const outcomes = Object.fromEntries(Object.entries(answer.outcomes).map(([id, { state, reason }]) => [id, `${state} ${reason}`]));
      assert.deepEqual({ outcomes, prompt: answer.prompt, signals: Number(answer.gpc) + 2 * Number(answer.dnt), types: answer.consentTypes },
        { outcomes: expect.outcomes, prompt: expect.prompt, signals: expect.signals_in_force, types: expect.consent_types }, name);
    }
  });

  test(`${kind}: a click gives a record that decides the same the next time`, () => {
    const gate = openModule(code, image, purposes);
    const visitor = toRequest({ signals: { region: 'DE', gpc: 'on' }, record: '', now: '2026-11-23T12:00:00Z' });
    for (let granted = 0; granted < 16; ++granted) {
      const record = gate.choose(visitor, granted, '');
      assert.match(record, /^1\.[0-9a-f]{1,16}\.[0-9a-f]+\.1(\.[a-z]+:\d+[+-]){3}$/);
      const clicked = gate.decide({ ...visitor, record });
      assert.deepEqual(purposes.filter((id, index) => index > 0 && clicked.outcomes[id]?.state === 'granted'), purposes.filter((_, index) => index > 0 && granted >> index & 1));
      assert.equal(clicked.prompt, 'none');
      assert.equal(clicked.everything, Object.values(clicked.outcomes).every(({ state }) => state === 'granted'));
    }
  });

  test(`${kind}: a vendor refused by itself is not let through, whatever its purpose, and nothing else is lost`, () => {
    const gate = openModule(code, image, purposes);
    const visitor = toRequest({ signals: { region: 'DE' }, record: '', now: '2026-11-23T12:00:00Z' });
    const record = gate.choose(visitor, 15, 'adverts nobody_knows');
    assert.match(record, /\.chat:1\+\.adverts!$/);
    const answer = gate.decide({ ...visitor, record });
    assert.equal(answer.outcomes['advertising']?.state, 'granted');
    assert.equal(answer.everything, false);
    assert.equal(gate.find(nameKind.host, 'ads.adverts.example'), refusedVendor);
    assert.equal(gate.find(nameKind.vendor, 'adverts'), refusedVendor);
    assert.equal(gate.find(nameKind.vendor, 'nobody_knows'), undefined);
    assert.equal(gate.find(nameKind.host, 'chat.example'), 'chat');
    gate.decide({ ...visitor, record: gate.choose(visitor, 15, '') });
    assert.equal(gate.find(nameKind.host, 'ads.adverts.example'), 'advertising');
  });

  test(`${kind}: names are found by pattern`, () => {
    const gate = openModule(code, image, purposes);
    assert.equal(gate.find(nameKind.cookie, '_ga_X1'), 'analytics');
    assert.equal(gate.find(nameKind.localStorage, 'ad_id'), 'advertising');
    assert.equal(gate.find(nameKind.host, 'a.pixel.example'), 'advertising');
    assert.equal(gate.find(nameKind.host, 'unheard.example'), undefined);
    assert.equal(gate.find(nameKind.cookie, 'unheard_of'), undefined);
    assert.equal(gate.find(nameKind.cookie, 'x'.repeat(20_000)), undefined);
    assert.equal(gate.find(nameKind.purpose, 'chat'), 'chat');
  });

  test(`${kind}: a damaged image does not open, and a broken request is not decided`, () => {
    for (let at = 0; at < image.length; at += 7) {
      const damaged = Buffer.from(image);
      damaged.writeUInt8(damaged.readUInt8(at) ^ 4, at);
      assert.throws(() => openModule(code, damaged, purposes), /broken image/, `byte ${at}`);
      assert.throws(() => openModule(code, image.subarray(0, at), purposes), /broken image/, `cut at ${at}`);
    }
    const gate = openModule(code, image, purposes);
    const visitor = toRequest({ signals: {}, record: '', now: '2026-11-23T12:00:00Z' });
    for (const broken of [{ now: NaN }, { now: -1 }, { now: Infinity }, { record: 'x'.repeat(9_000) }, { audience: 'x'.repeat(300) }]) {
      assert.throws(() => gate.decide({ ...visitor, ...broken }), /no decision/, JSON.stringify(broken));
    }
    assert.equal(gate.decide(visitor).prompt, 'ask');
  });
}

test('the module asks nothing of its host', () => {
  assert.deepEqual(WebAssembly.Module.imports(new WebAssembly.Module(modules.wasm)), []);
});
