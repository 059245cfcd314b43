// The rooms and arrows of docs/architecture.md, enforced: every C++ #include and every TypeScript import between
// rooms must be an arrow named here.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { globSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';

/** Room -> the rooms it may name. A room may always name itself. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'sdk/base': [],
  'sdk/crypto': ['sdk/base'],
  'sdk/age': ['sdk/base', 'sdk/crypto'],
  'sdk/policy': ['sdk/base'],
  'sdk/signal': ['sdk/base'],
  'sdk/decision': ['sdk/base', 'sdk/policy', 'sdk/signal'],
  'sdk/consent': ['sdk/base', 'sdk/policy', 'sdk/signal', 'sdk/decision', 'sdk/crypto'],
  'sdk/interop': ['sdk/base', 'sdk/policy', 'sdk/decision'],
  'sdk/records': ['sdk/base'],
  'sdk/proof': ['sdk/base', 'sdk/crypto', 'sdk/policy'],
  'wasm': ['sdk/*', 'portal/app', 'portal/surface', 'portal/model', 'portal/views'],
  'cli': ['sdk/*'],
  'portal/model': ['sdk/*'],
  'portal/surface': ['sdk/base', 'portal/model'],
  'portal/views': ['sdk/base', 'sdk/records', 'portal/model', 'portal/surface'],
  'portal/app': ['sdk/*', 'portal/model', 'portal/surface', 'portal/views'],
  'district/store': ['sdk/*', 'district/store'],
  'district/roster': ['sdk/*', 'district/store'],
  'district/service': ['sdk/*', 'district/store', 'district/roster'],
  'district/api': ['sdk/*', 'district/service'],
  'district/server': ['sdk/*', 'district/api', 'district/service', 'district/store', 'district/roster'],
  'web/gate': ['web/base'],
  'web/policy': ['web/base'],
  'web/banner': ['web/base', 'web/gate/api.ts', 'web/receipts'],
  'web/placeholder': ['web/base', 'web/gate/api.ts', 'web/gate/name-kind.ts'],
  'web/receipts': ['web/base', 'web/gate/api.ts'],
  'web/consent-signals': ['web/base', 'web/gate/api.ts'],
  'web/vault': ['web/base', 'web/proof/jws.ts', 'web/proof/key-list.ts'],
  'web/portal': ['web/base', 'web/vault'],
  'web/esm': ['web/gate/api.ts'],
  'web/proof': ['web/gate/api.ts', 'web/gate/natives.ts', 'web/gate/server-timing.ts'],
  'web/self-test': ['web/gate/api.ts', 'web/gate/name-kind.ts'],
  'web/headers': [],
  'web/service-worker': ['web/base', 'web/gate', 'web/headers/policy-text.ts'],
  'web/site': ['web/base', 'web/gate', 'web/banner', 'web/vault', 'web/headers', 'web/receipts', 'web/proof/canonical-json.ts'],
};

const roomOf = (path: string): string | undefined =>
  Object.keys(allowed).filter((room) => path === room || path.startsWith(`${room}/`)).sort((a, b) => b.length - a.length)[0];

const mayName = (room: string, target: string): boolean =>
  target === room || target.startsWith(`${room}/`) || (allowed[room] ?? []).some((rule) =>
    rule.endsWith('/*') ? target.startsWith(rule.slice(0, -1)) : target === rule || target.startsWith(`${rule}/`));

function* references(file: string): Generator<string> {
  const text = readFileSync(file, 'utf8');
  if (file.endsWith('.ts')) {
    for (const match of text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)) yield normalize(join(dirname(file), match[1] ?? ''));
  } else {
    for (const match of text.matchAll(/^#include "([^"]+)"/gm)) yield match[1] ?? '';
  }
}

export const violations = (files: readonly string[]): string[] => files.flatMap((file) => {
  const room = roomOf(file);
  if (room === undefined) return [];
  return [...references(file)].filter((target) => /^(sdk|wasm|cli|portal|district|web|tests)\//.test(target))
    .filter((target) => !mayName(room, target)).map((target) => `${file} names ${target}`);
});

test('no file names a room that the architecture does not allow it', () => {
  const files = globSync(['{sdk,wasm,cli,portal,district}/**/*.{cpp,hpp}', 'web/**/*.ts']);
  assert.ok(files.length > 3, 'the sources were found');
  assert.deepEqual(violations(files), []);
});

test('libsodium is named only in sdk/crypto', () => {
  const named = globSync('{sdk,wasm,cli,portal,district}/**/*.{cpp,hpp}').filter((file) => /#include <sodium/.test(readFileSync(file, 'utf8')));
  assert.deepEqual(named.filter((file) => !file.startsWith('sdk/crypto/')), []);
});
