/**
 * How a language writes days, times and numbers of things, asked of the browser's Intl once per language: patterns for
 * portal/model/language.hpp, which fills them in. Always the Gregorian calendar and Latin digits, as records have them.
 */

export interface Calendar {
  readonly months: readonly string[];
  /** {0} day, {1} month's name, {2} year. */
  readonly date: string;
  /** The same, and {3} hour, {4} minute, {5} AM or PM. */
  readonly dateTime: string;
  readonly am: string;
  readonly pm: string;
  readonly twelveHours: boolean;
  readonly twoDigitHours: boolean;
}

const slots: Readonly<Partial<Record<Intl.DateTimeFormatPartTypes, string>>> = {
  day: '{0}', month: '{1}', year: '{2}', hour: '{3}', minute: '{4}', dayPeriod: '{5}',
};
const day = { day: 'numeric', month: 'long', year: 'numeric' } as const;
const common = { calendar: 'gregory', numberingSystem: 'latn', timeZone: 'UTC' } as const;

// The drawn fonts have the no-break space, not the narrow one.
const plain = (text: string): string => text.replaceAll('\u202f', '\u00a0');
const pattern = (parts: readonly Intl.DateTimeFormatPart[]): string =>
  plain(parts.map(({ type, value }) => slots[type] ?? value).join(''));
const value = (parts: readonly Intl.DateTimeFormatPart[], type: Intl.DateTimeFormatPartTypes): string =>
  plain(parts.find((part) => part.type === type)?.value ?? '');

/** Most visitors' own, which is known without Intl: an old phone takes a third of a second to read Intl's data in. */
const american: Calendar = {
  months: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
  date: '{1} {0}, {2}', dateTime: '{1} {0}, {2} at {3}:{4}\u00a0{5}', am: 'AM', pm: 'PM', twelveHours: true, twoDigitHours: false,
};

/** Whether the browser knows this language. */
export const isKnown = (locale: string): boolean => locale === 'en-US' || Intl.DateTimeFormat.supportedLocalesOf([locale]).length > 0;

export const calendarOf = (locale: string): Calendar => {
  if (locale === 'en-US') return american;
  const dates = new Intl.DateTimeFormat(locale, { ...common, ...day });
  const times = new Intl.DateTimeFormat(locale, { ...common, ...day, hour: 'numeric', minute: '2-digit' });
  const morning = times.formatToParts(Date.UTC(2027, 0, 7, 7, 5));
  const evening = times.formatToParts(Date.UTC(2027, 0, 7, 19, 5));
  return {
    months: Array.from({ length: 12 }, (_, month) => value(dates.formatToParts(Date.UTC(2027, month, 7)), 'month')),
    date: pattern(dates.formatToParts(Date.UTC(2027, 0, 7))),
    dateTime: pattern(morning),
    am: value(morning, 'dayPeriod'),
    pm: value(evening, 'dayPeriod'),
    twelveHours: Number(value(evening, 'hour')) < 12,
    twoDigitHours: value(morning, 'hour').length === 2,
  };
};

const categories: readonly Intl.LDMLPluralRule[] = ['zero', 'one', 'two', 'few', 'many', 'other'];

/** The plural category of 0 … 199 as digits; from there on it depends on n mod 100 alone. */
export const pluralsOf = (locale: string): string => {
  if (locale === 'en-US') return `51${'5'.repeat(198)}`;
  const rules = new Intl.PluralRules(locale);
  return Array.from({ length: 200 }, (_, count) => categories.indexOf(rules.select(count))).join('');
};
