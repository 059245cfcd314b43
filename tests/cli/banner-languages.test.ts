// hallpass build: which languages the banner comes in, and whose words it has.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import * as words from '../../web/banner/words.ts';

interface Policy {
  languages?: readonly string[];
  texts: Record<string, { review?: string; banner?: Record<string, string> }>;
}

const folder = mkdtempSync(join(tmpdir(), 'hallpass-'));
after(() => { rmSync(folder, { recursive: true }); });
let builds = 0;

const build = (change: (policy: Policy) => void) => {
  const policy = JSON.parse(readFileSync('examples/steptech/policy.json', 'utf8')) as Policy;
  change(policy);
  const out = join(folder, String(++builds));
  writeFileSync(`${out}.json`, JSON.stringify(policy));
  const { status, stderr } = spawnSync('build/native/cli/hallpass', ['build', `${out}.json`, '-o', out], { encoding: 'utf8' });
  const banners = status === 0 ? readdirSync(out).flatMap((file) => /^banner\.(.+)\.js$/.exec(file)?.[1] ?? []).toSorted() : [];
  const texts = (tag: string): readonly string[] => {
    const script = readFileSync(join(out, `banner.${tag}.js`), 'utf8');
    return (JSON.parse(script.slice(script.lastIndexOf('})({"') + 3, script.lastIndexOf(')'))) as { texts: string[] }).texts;
  };
  return { status, stderr, banners, texts };
};

test('every standard language by itself; the policy’s "languages" beside its own texts otherwise', () => {
  assert.equal(build(() => undefined).banners.length, 33);
  assert.deepEqual(build((policy) => { policy.languages = ['fr', 'zh-Hant']; }).banners, ['en', 'es', 'fr', 'zh-Hant']);
});

test('the policy’s own words come before the standard ones, one by one', () => {
  const { texts } = build((policy) => { policy.texts['en'] = { ...policy.texts['en'], banner: { accept: 'Yes to all' } }; });
  assert.equal(texts('en')[words.accept], 'Yes to all');
  assert.equal(texts('en')[words.reject], 'Reject all');
});

test('a regional language starts from the standard texts of its language', () => {
  const { texts } = build((policy) => {
    policy.texts['fr-CA'] = { ...policy.texts['en'], banner: { save: 'Sauvegarder' } };
  });
  assert.equal(texts('fr-CA')[words.save], 'Sauvegarder');
  assert.equal(texts('fr-CA')[words.reject], texts('fr')[words.reject]);
});

test('a language without standard texts needs all of its own, and says which', () => {
  const { status, stderr } = build((policy) => { policy.texts['sv'] = { ...policy.texts['en'], banner: { title: 'Dina val' } }; });
  assert.equal(status, 1);
  assert.match(stderr, /\/texts\/sv\/banner: .*"body"/);
  const unknown = build((policy) => { policy.languages = ['sv']; });
  assert.equal(unknown.status, 1);
  assert.match(unknown.stderr, /\/languages: .*"sv"/);
});
