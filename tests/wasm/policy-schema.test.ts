// docs/policy.schema.json says the same as the reader: same keys, same required keys, same values of every enumeration.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { loadPolicyModule } from '../../web/policy/index.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly string[];
}

const text = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const schema = JSON.parse(text('docs/policy.schema.json')) as Schema;
const minimal = JSON.parse(text('tests/vectors/policy-minimal.json')) as Json;
const module = await loadPolicyModule(readFileSync(new URL('../../build/wasm/wasm/policy/policy.wasm', import.meta.url)));
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema as object);

const resolve = (part: Schema): Schema => part.$ref === undefined ? part
  : schema.$defs?.[part.$ref.replace('#/$defs/', '')] ?? assert.fail(`no ${part.$ref}`);

/** `value` with the member at `path` replaced, or removed where `member` is undefined. */
const changed = (value: Json, path: readonly string[], member: Json | undefined): Json => {
  const [key, ...rest] = path;
  if (key === undefined) return member ?? null;
  if (Array.isArray(value)) return value.map((item: Json, index) => String(index) === key ? changed(item, rest, member) : item);
  const object = value as Readonly<Record<string, Json>>;
  if (rest.length > 0 || member !== undefined) return { ...object, [key]: changed(object[key] ?? {}, rest, member) };
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
};

const pointer = (path: readonly string[]): string => path.map((step) => `/${step}`).join('');
const suggestionAt = (policy: Json, code: string, where: string): string =>
  module.check(JSON.stringify(policy)).findings.find((finding) => finding.code === code && finding.where === where)?.suggestion
    ?? assert.fail(`no ${code} at ${where}`);

let objects = 0;
let enumerations = 0;

/** Walks schema and policy together. A key the minimal policy leaves out is put there with a value that cannot be. */
const compare = (part: Schema, policy: Json, path: readonly string[]): void => {
  const at = resolve(part);
  if (at.enum !== undefined && path.at(-1) !== 'lifetime') {
    enumerations += 1;
    const found = suggestionAt(changed(policy, path, '~~~~~~~~'), 'unknown_value', pointer(path));
    assert.equal(found, `One of: ${at.enum.join(', ')}.`, pointer(path));
  }
  const value = path.reduce<Json | undefined>((inner, step) => (inner as Record<string, Json> | undefined)?.[step], policy);
  if (at.items !== undefined && Array.isArray(value) && value.length > 0) compare(at.items, policy, [...path, '0']);
  if (at.properties !== undefined) {
    objects += 1;
    const unknown = suggestionAt(changed(policy, [...path, '~'], 0), 'unknown_key', `${pointer(path)}/~0`);
    const keys = unknown.replace(/^Known keys: |\.$/g, '').split(', ').toSorted();
    assert.deepEqual(keys, Object.keys(at.properties).toSorted(), pointer(path));
    for (const [key, inner] of Object.entries(at.properties)) {
      const needed = module.check(JSON.stringify(changed(policy, [...path, key], undefined))).findings
        .some(({ code, where, message }) => code === 'missing_key' && where === pointer(path) && message.includes(`"${key}"`));
      assert.equal(needed, at.required?.includes(key) ?? false, `${pointer(path)}/${key} is required`);
      compare(inner, policy, [...path, key]);
    }
  } else if (typeof at.additionalProperties === 'object' && typeof value === 'object' && value !== null) {
    const [first] = Object.keys(value);
    if (first !== undefined) compare(at.additionalProperties, policy, [...path, first]);
  }
};

test('keys, required keys and enumerations agree with the reader', () => {
  const filled = changed(changed(minimal, ['partners'], { one: { name: 'P', data_categories: ['usage'] } }),
    ['disclosures'], { one: { kind: 'vendor', audiences: ['visitor'], conditions: ['law'] } });
  const whole = changed(changed(filled, ['purposes', 'site', 'consent_mode'], ['ad_storage']), ['purposes', 'site', 'denied_by'], ['gpc']);
  const listed = changed(whole, ['recipients', 'district', 'key_list'],
    { address: '/keys.json', issuer: 'https://district.example', signers: ['11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'] });
  compare(schema, listed, []);
  assert.ok(objects > 30, `${String(objects)} objects were compared`);
  assert.ok(enumerations > 20, `${String(enumerations)} enumerations were compared`);
});

test('the schema accepts the reference policy and the minimal one', () => {
  for (const path of ['examples/steptech/policy.json', 'tests/vectors/policy-minimal.json']) {
    assert.ok(validate(JSON.parse(text(path))), JSON.stringify(validate.errors?.slice(0, 3)));
  }
});

test('the schema refuses what the reader calls misshapen, and only that', () => {
  const misshapen = new Set(['wrong_type', 'missing_key', 'unknown_key', 'unknown_value', 'out_of_range', 'bad_id', 'bad_url',
    'bad_email', 'bad_region', 'bad_host', 'bad_name', 'bad_recipient', 'bad_key', 'bad_text', 'bad_duration',
    'bad_language', 'duplicate_item', 'too_few', 'too_many', 'too_long']);
  // What a pattern cannot say: the calendar, the largest duration.
  const beyond = new Set(['bad_date', 'duration_too_long', 'student_data_in_marketing']);
  const vectors = JSON.parse(text('tests/vectors/policy-check.json')) as
    { name: string; input: { replace?: [string, string][]; text?: string }; expect: { code: string }[] }[];
  let compared = 0;
  for (const { name, input, expect } of vectors) {
    const given = input.text ?? (input.replace ?? []).reduce((policy, [from, to]) => policy.replace(from, () => to), text('tests/vectors/policy-minimal.json'));
    if (beyond.has(name) || expect.some(({ code }) => code.startsWith('duplicate_key') || code === 'bad_json' || code === 'bad_utf8' || code === 'too_deep')) continue;
    if (input.replace === undefined && input.text === undefined) continue;
    compared += 1;
    assert.equal(validate(JSON.parse(given)), !expect.some(({ code }) => misshapen.has(code)), `${name}: ${JSON.stringify(validate.errors?.slice(0, 2))}`);
  }
  assert.ok(compared > 50);
});
