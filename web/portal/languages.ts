/** The portal's languages: which there are, which suits this person, and what the module needs of one. */
import { HallpassError } from '../base/error.ts';
import { calendarOf, isKnown, pluralsOf, type Calendar } from './calendar.ts';

/** Tag (BCP 47) and own name, in the order of the choice. Texts of all but English: texts/TAG.json. */
export const languages = [
  ['en', 'English'], ['es', 'Español'], ['ar', 'العربية'], ['zh-Hans', '简体中文'], ['vi', 'Tiếng Việt'], ['so', 'Soomaali'], ['ru', 'Русский'],
  ['ht', 'Kreyòl ayisyen'], ['pt-BR', 'Português'], ['tl', 'Tagalog'], ['ko', '한국어'], ['fr', 'Français'],
] as const;
export type Tag = (typeof languages)[number][0];

export interface Language {
  readonly tag: string;
  /** In the order of portal/model/texts.inc; empty: said in English. */
  readonly texts: readonly string[];
  readonly calendar: Calendar;
  readonly plurals: string;
}

/** What scripts/portal-texts.ts makes of a texts/TAG.json. */
export interface Pack {
  readonly texts: readonly string[];
  /** Of a language that not every browser's Intl knows. */
  readonly calendar?: Calendar;
}

const storageKey = 'hallpass-portal-language';
const rightToLeft = /^(ar|fa|he|ur|ps)\b/;

/** The language without its region; Filipino is Tagalog here. */
const base = (locale: string): string => {
  try {
    const { language } = new Intl.Locale(locale);
    return language === 'fil' ? 'tl' : language;
  } catch { return ''; }
};
const known = (tag: string | null): Tag | undefined => languages.find(([own]) => own === tag)?.[0];

/** The one chosen before on this device, else the first of the person's own languages that there is, else English. */
export const bestLanguage = (wanted: readonly string[] = navigator.languages): Tag => {
  let chosen: string | null = null;
  try { chosen = localStorage.getItem(storageKey); } catch { /* storage is off */ }
  const own = wanted.map((locale) => languages.find(([tag]) => base(tag) === base(locale))?.[0]);
  return known(chosen) ?? own.find((tag) => tag !== undefined) ?? 'en';
};

export const rememberLanguage = (tag: string): void => {
  try { localStorage.setItem(storageKey, tag); } catch { /* storage is off: the choice lasts for this page */ }
};

export const directionOf = (tag: string): 'ltr' | 'rtl' => rightToLeft.test(tag) ? 'rtl' : 'ltr';

/** Days as the person's own region writes them, where they have one for this language; else as the US does. */
const localeFor = (tag: string, wanted: readonly string[]): string => {
  const own = wanted.find((locale) => base(locale) === base(tag) && new Intl.Locale(locale).region !== undefined);
  const regional = { en: 'en-US', es: 'es-US', tl: 'fil' }[tag];
  return own ?? regional ?? tag;
};

/**
 * Throws what `fetch` throws, and HallpassError for a file that is not there. Of dates and plurals the browser has much to
 * read up, and nothing else goes on meanwhile: that waits for `leave`.
 */
export const loadLanguage = async (tag: string, wanted: readonly string[] = navigator.languages, leave?: Promise<unknown>): Promise<Language> => {
  const pack: Pack = tag === 'en' ? { texts: [] } : await fetch(`texts/${tag}.json`).then((response) => {
    if (!response.ok) throw new HallpassError('unavailable', `texts/${tag}.json`);
    return response.json() as Promise<Pack>;
  });
  await leave;
  const locale = localeFor(tag, wanted);
  return isKnown(locale) ? { tag, texts: pack.texts, calendar: calendarOf(locale), plurals: pluralsOf(locale) }
    : { tag, texts: pack.texts, calendar: pack.calendar ?? calendarOf('en-US'), plurals: '' };
};

/** For the start: English where the person's own cannot be had. */
export const firstLanguage = (tag: Tag, leave: Promise<unknown>): Promise<Language> =>
  loadLanguage(tag, navigator.languages, leave).catch(() => loadLanguage('en'));
