// Ways around the gate for a script that already runs in the page, on the weakest site there is: no CSP. What passes is
// known by name, and a change either way fails here.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EngineName } from '../../../scripts/lib/engines/engine.ts';
import { wantedEngines, withEngine } from '../../../scripts/lib/engines/index.ts';
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

/** These pass: nothing a script can replace stands in their way, or not in time. */
const passes: Readonly<Record<EngineName, readonly string[]>> = {
  chromium: 'frame-location frame-location-href frame-location-replace frame-window-open window-open link-into-frame script-module-inline script-speculation css-import css-import-escaped css-nested-import-blob rtc-stun import import-blob import-map payment'.split(' '),
  firefox: 'frame-location frame-location-href frame-location-replace frame-window-open window-open link-into-frame script-module-inline css-import css-import-escaped import import-blob import-map'.split(' '),
  webkit: 'frame-document-write frame-xslt frame-location frame-location-href frame-location-replace frame-window-open link-into-frame attr-node attr-named-item document-write script-module-inline svg-image-base-val css-import css-import-escaped css-variable css-nested-import-blob import import-blob import-map'.split(' '),
};

/** With the generated headers these pass still: no CSP stops them. */
const passesWithHeaders: Readonly<Record<EngineName, readonly string[]>> = {
  chromium: ['window-open', 'script-speculation', 'rtc-stun'], firefox: ['window-open'], webkit: [],
};
/** A race with the engine: now held, now not. */
const unsteady: readonly string[] = ['css-nested-import-blob'];
const steady = (names: readonly string[]): readonly string[] => names.filter((name) => !unsteady.includes(name));

const isShort = !process.env['HALLPASS_LONG'] && wantedEngines.length === 1;

for (const name of wantedEngines) {
  test(`${name}: what passes the gate`, (t) => withEngine(name, async (engine) => {
    const passed = await passing(engine, { gated: true, atOnce: 3 });
    t.diagnostic(`${name.padEnd(8)} ${passed.length} of ${vectors.length - idle[name].length} vectors pass: ${passed.join(' ')}`);
    assert.deepEqual(steady(passed), steady(passes[name]));
  }));

  test(`${name}: what passes the gate and the generated headers`, { skip: isShort }, (t) => withEngine(name, async (engine) => {
    const passed = await passing(engine, { gated: true, headers: true, atOnce: 3 });
    t.diagnostic(`${name.padEnd(8)} ${passed.length} of ${vectors.length - idle[name].length} vectors pass with headers: ${passed.join(' ')}`);
    assert.deepEqual(passed, passesWithHeaders[name]);
  }));

  // Without this a vector that can do nothing would count as held.
  test(`${name}: without a gate every vector gets through`, { skip: isShort }, () => withEngine(name, async (engine) => {
    assert.deepEqual(await passing(engine, { gated: false, atOnce: 3 }),
      vectors.filter((vector) => ![...needsGate, ...idle[name]].includes(vector)));
  }));
}
