// Packs the portal's translations, web/portal/texts/TAG.json, for the page: build/web/portal/texts/TAG.json holds the
// texts in the order of portal/model/texts.inc, so that no names travel, and plural forms as that file writes them.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Calendar } from '../../web/portal/calendar.ts';
import type { Pack } from '../../web/portal/languages.ts';

export interface Translation {
  readonly review: string;
  readonly calendar?: Calendar;
  readonly texts: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

/** Every text's name and English, in order. */
export const englishTexts = (): (readonly [name: string, english: string])[] =>
  [...readFileSync('portal/model/texts.inc', 'utf8').matchAll(/^HALLPASS_TEXT\((\w+),\s*((?:"(?:[^"\\]|\\.)*"\s*)+)\)/gm)]
    .map(([, name = '', literals = '']) =>
      [name, [...literals.matchAll(/"(?:[^"\\]|\\.)*"/g)].map(([literal]) => JSON.parse(literal) as string).join('')]);

export const readTranslation = (tag: string): Translation =>
  JSON.parse(readFileSync(`web/portal/texts/${tag}.json`, 'utf8')) as Translation;

export const translatedTags = (): string[] =>
  readdirSync('web/portal/texts').map((file) => file.replace(/\.json$/, ''));

export const packTranslation = ({ texts, calendar }: Translation): Pack => ({
  texts: englishTexts().map(([name]) => {
    const text = texts[name] ?? '';
    return typeof text === 'string' ? text : Object.entries(text).map(([category, form]) => `${category}=${form}`).join('|');
  }),
  ...(calendar === undefined ? {} : { calendar }),
});

/** Writes every translation for the page. */
export const writePortalTexts = (): void => {
  mkdirSync('build/web/portal/texts', { recursive: true });
  for (const tag of translatedTags()) {
    writeFileSync(`build/web/portal/texts/${tag}.json`, JSON.stringify(packTranslation(readTranslation(tag))));
  }
};
