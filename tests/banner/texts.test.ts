// What the banner says: complete in every language, plain in English, fair in all.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as words from '../../web/banner/words.ts';
import { readingGrade } from './reading-level.ts';

interface Texts {
  readonly review: string;
  readonly banner: Readonly<Record<string, string>>;
  readonly placeholder: Readonly<Record<string, string>>;
}

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const languages = ['am', 'ar', 'bn', 'de', 'en', 'es', 'fa', 'fr', 'hi', 'hmn', 'ht', 'it', 'ja', 'ko', 'ksw', 'mh', 'my', 'ne', 'nl', 'nv', 'pa',
  'pl', 'ps', 'pt-BR', 'ru', 'so', 'sw', 'tl', 'uk', 'ur', 'vi', 'zh-Hans', 'zh-Hant'];
const texts = new Map(languages.map((tag) => [tag, json(`web/banner/texts/${tag}.json`) as Texts]));
const english = texts.get('en')?.banner ?? {};

test('every language is there and says everything, and who has read it', () => {
  assert.deepEqual(readdirSync('web/banner/texts').map((file) => file.replace('.json', '')).toSorted(), languages);
  for (const [tag, { review, banner, placeholder }] of texts) {
    assert.deepEqual(Object.keys(placeholder), ['from', 'held', 'unknown', 'show', 'once'], tag);
    for (const [key, text] of Object.entries(placeholder)) {
      assert.ok(text.trim() === text && text !== '', `${tag} ${key}`);
      assert.deepEqual(text.match(/\{[^}]*\}?/g) ?? [], key === 'from' ? ['{host}'] : [], `${tag} ${key}: placeholders`);
      assert.ok(tag === 'en' || text !== texts.get('en')?.placeholder[key], `${tag} ${key} is translated`);
    }
    assert.ok(['person', 'none'].includes(review), tag);
    assert.deepEqual(Object.keys(banner).toSorted(), Object.keys(words).toSorted(), tag);
    for (const [key, text] of Object.entries(banner)) {
      assert.ok(text.trim() === text && text !== '', `${tag} ${key}`);
      assert.deepEqual(text.match(/\{[^}]*\}?/g) ?? [], key === 'body' ? ['{controller}'] : [], `${tag} ${key}: placeholders`);
    }
    assert.match(banner['gpc_notice'] ?? '', /Global Privacy Control/, tag);
    assert.match(banner['dnt_notice'] ?? '', /Do Not Track/, tag);
    const same = Object.keys(english).filter((key) => banner[key] === english[key]);
    assert.ok(tag === 'en' || same.length <= 2, `${tag} is translated: ${same.join()}`);
  }
});

test('the built banners hold each text in its place, in the right direction', () => {
  for (const [tag, { banner }] of texts) {
    const script = readFileSync(`build/web/site/banner.${tag}.js`, 'utf8');
    const values = JSON.parse(script.slice(script.lastIndexOf('})({"') + 3, script.lastIndexOf(')'))) as
      { language: string; direction: string; texts: string[]; purposeLanguage: string };
    assert.equal(values.language, tag);
    assert.equal(values.direction, ['ar', 'fa', 'ps', 'ur'].includes(tag) ? 'rtl' : 'ltr', tag);
    assert.equal(values.purposeLanguage, tag === 'es' ? 'es' : 'en');
    assert.equal(values.texts.length, Object.keys(words).length);
    for (const [key, place] of Object.entries(words)) assert.equal(values.texts[place], banner[key]?.replace('{controller}', 'Steptech'), `${tag} ${key}`);
  }
});

test('the reading level is what the formula says', () => {
  // Worked by hand: 6 words, 1 sentence, 6 syllables; 4 words, 2 sentences, 8 + 2 + 5 + 4 syllables.
  assert.ok(Math.abs(readingGrade('The cat sat on the mat.') - (0.39 * 6 + 11.8 - 15.59)) < 1e-9);
  assert.ok(Math.abs(readingGrade('Interoperability matters. Considerable obligation.') - (0.39 * 2 + 11.8 * 19 / 4 - 15.59)) < 1e-9);
  assert.ok(readingGrade('Notwithstanding applicable jurisdictional requirements, personalization functionality necessitates authorization.') > 12);
});

test('English can be read in grade 8, each sentence in grade 9', () => {
  const policy = json('examples/steptech/policy.json') as { texts: { en: { purposes: Record<string, { description: string }> } } };
  const own = ['body', 'reload_notice', 'strictly_necessary', 'default_denied', 'default_granted', 'dnt_notice', 'gpc_notice', 'do_not_sell_done'].map((key) => english[key] ?? '');
  own.push(...Object.values(texts.get('en')?.placeholder ?? {}).map((text) => text.replace('{host}', 'us')));
  const descriptions = Object.values(policy.texts.en.purposes).map(({ description }) => description);
  const grade = readingGrade([...own, ...descriptions].join(' ').replaceAll('{controller}', 'Steptech'));
  assert.ok(grade <= 8, `grade ${grade}`);
  // The two signals' names are nobody's to shorten.
  for (const text of own) assert.ok(/Global Privacy Control/.test(text) || readingGrade(text.replace('{controller}', 'we')) <= 9, `${text} ${readingGrade(text)}`);
});

// CNIL, EDPB 03/2022, 11 CCR 7004, 4 CCR 904-3-7.09
test('no guilt, urgency, praise or "later"; two answers of one kind, and a double negative nowhere', () => {
  const steering = /\b(?:sorry|unfortunately|please|miss|lose|best|better|enhance|improve|recommended?|love|enjoy|great|now only|hurry|later|only|agree and|continue|got it)\b/i;
  for (const [key, text] of Object.entries(english)) {
    assert.doesNotMatch(text, steering, key);
    assert.doesNotMatch(text, /\b(?:not|don’t|never)\b.*\b(?:not|never|without|refuse|reject)\b/i, key);
  }
  for (const [tag, { banner }] of texts) {
    for (const [key, text] of Object.entries(banner)) assert.doesNotMatch(text, /[!！¡]/, `${tag} ${key}`);
    const { accept = '', reject = '' } = banner;
    assert.notEqual(accept, reject);
    // About as long: neither is a sentence where the other is a word.
    assert.ok(Math.max(accept.length, reject.length) <= 2 * Math.min(accept.length, reject.length) + 4, `${tag}: ${accept} / ${reject}`);
  }
});
