// Ways around the gate for a script that already runs in the page, on the weakest site there is: no CSP. What passes is
// known by name, and a change either way fails here.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EngineName } from '../../../scripts/lib/engines/engine.ts';
import { wantedEngines, withEngine } from '../../../scripts/lib/engines/index.ts';
import { isLong } from '../../support/long.ts';
import { passing, vectors } from './judge.ts';

/** These work on a gate: without one there is nothing for them to do. */
const needsGate: readonly string[] = ['attr-stringified-twice', 'fetch-stringified-twice', 'polluted-calls', 'label-necessary-script',
  'label-necessary-image', 'label-relabelled', 'cookie-stringified-twice', 'cookie-store-twice'];

/** These do nothing in that engine, gate or not. */
const idle: Readonly<Record<EngineName, readonly string[]>> = {
  chromium: ['link-preconnect'],
  firefox: ['object-realm', 'link-ping', 'area-ping', 'script-speculation', 'css-rule-map', 'css-typed', 'fetch-later', 'rtc-stun', 'worklet-paint', 'payment'],
  webkit: ['window-open', 'script-speculation', 'svg-image-set', 'link-prefetch', 'css-rule-map', 'fetch-later', 'web-transport', 'rtc-stun',
    'worklet-paint', 'payment', 'cookie-store', 'file-system'],
};

/** These pass in every engine: nothing a script can replace stands in their way. */
const passes: readonly string[] = ['frame-location', 'frame-location-href', 'frame-location-replace', 'import'];

const isShort = !isLong && wantedEngines.length === 1;

for (const name of wantedEngines) {
  test(`${name}: what passes the gate`, (t) => withEngine(name, async (engine) => {
    const passed = await passing(engine, { gated: true, atOnce: 3 });
    t.diagnostic(`${name.padEnd(8)} ${passed.length} of ${vectors.length - idle[name].length} vectors pass: ${passed.join(' ')}`);
    assert.deepEqual(passed, passes);
  }));

  test(`${name}: what passes the gate and the generated headers`, { skip: isShort }, (t) => withEngine(name, async (engine) => {
    const passed = await passing(engine, { gated: true, headers: true, atOnce: 3 });
    t.diagnostic(`${name.padEnd(8)} ${passed.length} of ${vectors.length - idle[name].length} vectors pass with headers: ${passed.join(' ')}`);
    assert.deepEqual(passed, []);
  }));

  // Without this a vector that can do nothing would count as held.
  test(`${name}: without a gate every vector gets through`, { skip: isShort }, () => withEngine(name, async (engine) => {
    assert.deepEqual(await passing(engine, { gated: false, atOnce: 3 }),
      vectors.filter((vector) => ![...needsGate, ...idle[name]].includes(vector)));
  }));
}
