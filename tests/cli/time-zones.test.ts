// The time zones that `hallpass build` puts into the gate: none opens anything that an unknown region keeps closed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openModule } from '../../web/gate/module.ts';

interface Policy {
  readonly purposes: Record<string, object>;
  readonly regimes: Record<string, object>;
  readonly regions: readonly { readonly codes: readonly string[] }[];
  unknown_region: { readonly regime: string; readonly child_age: number; readonly time_zone_hint?: boolean };
}

const folder = mkdtempSync(join(tmpdir(), 'hallpass-zones-'));
after(() => { rmSync(folder, { recursive: true }); });
const reference = JSON.parse(readFileSync('examples/steptech/policy.json', 'utf8')) as Policy;
const wasm = readFileSync('build/web/gate.wasm');

const build = (unknown_region: Policy['unknown_region']): { zones: Record<string, string>; script: string } => {
  writeFileSync(join(folder, 'policy.json'), JSON.stringify({ ...reference, unknown_region }));
  execFileSync('build/native/cli/hallpass', ['build', join(folder, 'policy.json'), '-o', folder], { stdio: 'ignore' });
  const script = readFileSync(join(folder, 'hallpass.js'), 'utf8');
  return { zones: JSON.parse(/"zones":(\{.*?\})/.exec(script)?.[1] ?? '{}') as Record<string, string>, script };
};

test('without the policy’s word there are no zones, nor anything that reads one', () => {
  const { zones, script } = build({ regime: 'us_other', child_age: 13 });
  assert.deepEqual(zones, {});
  assert.doesNotMatch(script, /timeZone/);
});

test('where an unknown region is the strictest, only a country with a higher child age helps', () => {
  const { zones, script } = build({ regime: 'strictest', child_age: 16, time_zone_hint: true });
  assert.deepEqual(zones, { 'Asia/Calcutta': 'IN', 'Asia/Kolkata': 'IN' });
  assert.match(script, /timeZone/);
});

test('no zone opens anything, under any rule for unknown regions', () => {
  let compared = 0;
  for (const regime of Object.keys(reference.regimes)) {
    for (const child_age of [13, 16, 18]) {
      const { zones } = build({ regime, child_age, time_zone_hint: true });
      const purposes = Object.keys(reference.purposes);
      const gate = openModule(wasm, readFileSync(join(folder, 'policy.image')), purposes);
      for (const region of new Set(Object.values(zones))) {
        assert.ok(reference.regions.some(({ codes }) => codes.includes(region)), region);
        for (let age = 10; age < 20; ++age) {
          for (const gpc of [0, 1, 2]) {
            const visitor = { now: 1.8e12, gpc, dnt: '', age, authorised: false, audience: '', record: '' };
            const there = gate.decide({ ...visitor, region }).outcomes;
            const unknown = gate.decide({ ...visitor, region: '' }).outcomes;
            for (const purpose of purposes) {
              ++compared;
              const opens = there[purpose]?.state === 'granted' && unknown[purpose]?.state !== 'granted';
              assert.ok(!opens, JSON.stringify({ regime, child_age, region, age, gpc, purpose }));
            }
          }
        }
      }
    }
  }
  assert.ok(compared > 20_000, String(compared));
});
