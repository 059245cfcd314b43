// Every language of the portal is whole, and its days, times and plurals are the browser's own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { englishTexts, packTranslation, readTranslation, translatedTags } from '../../scripts/lib/portal-texts.ts';
import { calendarOf, isKnown, pluralsOf, type Calendar } from '../../web/portal/calendar.ts';
import { bestLanguage, directionOf, languages } from '../../web/portal/languages.ts';

const english = new Map(englishTexts());
const slots = (text: string): string => [...new Set(text.match(/\{\d\}/g))].sort().join('');
const isPlural = (text: string): boolean => /^(zero|one|two|few|many|other)=/.test(text);

test('every language of the choice has its file', () => {
  assert.deepEqual(languages.map(([tag]) => tag).filter((tag) => tag !== 'en').sort(), translatedTags().sort());
});

test('English plural texts have the forms that English has', () => {
  const plurals = [...english.values()].filter(isPlural);
  assert.ok(plurals.length >= 6);
  for (const text of plurals) assert.match(text, /^(one=.+\|)?other=/);
});

for (const tag of translatedTags()) {
  const { review, texts, calendar } = readTranslation(tag);
  // Of numbers that a record can hold: CLDR's Spanish and French "many" are for millions.
  const categories = [...new Set(isKnown(tag) ? [...pluralsOf(tag)].map((digit) => ['zero', 'one', 'two', 'few', 'many', 'other'][Number(digit)] ?? '') : ['other'])];

  test(`${tag}: every text is there, with the same values to put in`, () => {
    assert.deepEqual(Object.keys(texts), [...english.keys()]);
    for (const [name, said] of english) {
      const text = texts[name] ?? '';
      const where = `${tag} ${name}`;
      if (isPlural(said)) {
        assert.equal(typeof text, 'object', `${where}: a number changes its words`);
        for (const [category, form] of Object.entries(text)) {
          assert.ok(categories.includes(category), `${where}: ${category} is not a category of this language`);
          // "One file" may say its number in words.
          if (category === 'other') assert.equal(slots(form), slots(said), where);
          assert.doesNotMatch(form, /[|]/, where);
        }
        // One form for all is said as `other`.
        const said_ = Object.keys(text);
        assert.ok(said_.length === 1 ? said_[0] === 'other' : categories.every((category) => said_.includes(category)), `${where}: ${said_.join()} of ${categories.join()}`);
      } else {
        assert.equal(typeof text, 'string', where);
        assert.notEqual(text, '', where);
        assert.equal(slots(text as string), slots(said), where);
        // What is longer than a word or two must have been translated.
        if (said.length > 20 && slots(said) === '') assert.notEqual(text, said, where);
      }
    }
  });

  test(`${tag}: says who has read it, and has its own calendar where a browser may not`, () => {
    assert.ok(review === 'none' || review.length > 10);
    if (!isKnown(tag)) assert.equal(calendar?.months.length, 12);
    assert.equal(packTranslation({ review, texts }).texts.length, english.size);
  });
}

const fill = (pattern: string, values: readonly string[]): string =>
  pattern.replaceAll(/\{(\d)\}/g, (_, slot: string) => values[Number(slot)] ?? '');

// V8 writes other spaces in whole than in parts.
const spaces = (text: string): string => text.replaceAll(/[\u202f\u00a0]/g, ' ');

/** As portal/model/texts.cpp does. */
const inWords = (calendar: Calendar, at: Date, pattern: string): string => {
  const hours = at.getUTCHours();
  const hour = calendar.twelveHours ? (hours + 11) % 12 + 1 : hours;
  return fill(pattern, [String(at.getUTCDate()), calendar.months[at.getUTCMonth()] ?? '', String(at.getUTCFullYear()),
    String(hour).padStart(calendar.twoDigitHours ? 2 : 1, '0'), String(at.getUTCMinutes()).padStart(2, '0'), hours < 12 ? calendar.am : calendar.pm]);
};

for (const locale of ['en-US', 'en-GB', 'es-US', 'es-ES', 'ar', 'ar-SA', 'zh-Hans', 'vi', 'ru', 'pt-BR', 'fil', 'ko', 'fr', 'fr-CA']) {
  test(`${locale}: every day and hour of a year reads as Intl writes it`, () => {
    const calendar = calendarOf(locale);
    const common = { calendar: 'gregory', numberingSystem: 'latn', timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' } as const;
    const dates = new Intl.DateTimeFormat(locale, common);
    const times = new Intl.DateTimeFormat(locale, { ...common, hour: 'numeric', minute: '2-digit' });
    for (let hour = 0; hour < 365 * 24; hour += 5) {
      const at = new Date(Date.UTC(2027, 0, 1, hour, hour % 60));
      assert.equal(spaces(inWords(calendar, at, calendar.date)), spaces(dates.format(at)));
      assert.equal(spaces(inWords(calendar, at, calendar.dateTime)), spaces(times.format(at)));
    }
  });
}

test('plural categories are Intl’s; from 200 on they are those of n mod 100', () => {
  for (const [tag] of languages) {
    const plurals = pluralsOf(tag === 'en' ? 'en-US' : tag);
    const rules = new Intl.PluralRules(tag);
    for (let n = 0; n < 200; n += 1) assert.equal(['zero', 'one', 'two', 'few', 'many', 'other'][Number(plurals[n])], rules.select(n), `${tag} ${n}`);
    for (let n = 200; n < 20_000; n += 7) {
      assert.equal(['zero', 'one', 'two', 'few', 'many', 'other'][Number(plurals[100 + n % 100])], rules.select(n), `${tag} ${n}`);
    }
  }
});

test('the first language of the person that there is, whatever its region or script', () => {
  assert.equal(bestLanguage(['es-MX', 'en']), 'es');
  assert.equal(bestLanguage(['xx', 'es-419']), 'es');
  assert.equal(bestLanguage(['est']), 'en');
  assert.equal(bestLanguage(['not a tag!', '']), 'en');
  assert.equal(bestLanguage([]), 'en');
});

test('direction', () => {
  assert.equal(directionOf('ar'), 'rtl');
  assert.equal(directionOf('es'), 'ltr');
  assert.equal(directionOf('arn'), 'ltr');
});
