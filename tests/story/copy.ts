// A parent takes a copy of the record along: to print, for a spreadsheet, for another program, and locked.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

import { accessibilityFindings } from '../support/accessibility.ts';
import { activate, choose, tabTo, type } from './keyboard.ts';
import { asPerson, assertAccessible, button, openRecord, signIn, title, type StoryOptions } from './person.ts';

interface Copy {
  readonly student: { readonly display_name: string };
  readonly categories: readonly { readonly id: string; readonly entries: readonly {
    readonly id: string; readonly value: string; readonly source: string; readonly statements: readonly { readonly text: string }[];
  }[] }[];
}

/** Presses "Save the copy" and returns where the browser put it. */
const save = async (page: Page, folder: string): Promise<string> => {
  const download = page.waitForEvent('download');
  await activate(page, button(page, 'Save the copy'));
  const file = join(folder, (await download).suggestedFilename());
  await (await download).saveAs(file);
  await page.getByText('The copy was saved on this device.').waitFor();
  return file;
};

export const openCopy = async (page: Page): Promise<void> => {
  await openRecord(page);
  await activate(page, button(page, /^Get a copy of Luc/));
  await title(page, /^A copy of the record of Luc/).waitFor();
};

export const saveData = async (page: Page, folder: string): Promise<Copy> => {
  await choose(page, page.getByRole('radio', { name: 'Data for another program (JSON)' }));
  return JSON.parse(readFileSync(await save(page, folder), 'utf8')) as Copy;
};

/** The standard tool asks for a passphrase at its terminal. */
const openWithAge = (file: string, passphrase: string): string => {
  const opened = `${file}.opened`;
  execFileSync('script', ['-qec', `age -d -o '${opened}' '${file}'`, '/dev/null'], { input: `${passphrase}\n`, stdio: ['pipe', 'ignore', 'inherit'] });
  return readFileSync(opened, 'utf8');
};

/** The copy on its own, away from the portal: read on a phone, and printed. */
const assertReadable = async (options: StoryOptions, file: string): Promise<void> => {
  const page = await options.browser.newPage({ viewport: { width: 320, height: 800 } });
  try {
    await page.goto(`file://${file}`);
    await title(page, /^Record of Luc/).waitFor();
    await page.getByText('118 Old Mill Road').waitFor();
    await page.getByText('34 CFR 99.31(a)(1)').waitFor();
    assert.deepEqual(await accessibilityFindings(page), [], 'no checker finds anything in the copy');
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320), 'no sideways scroll at 320 px');
    await page.emulateMedia({ media: 'print' });
    assert.ok((await page.pdf()).length > 10_000, 'it prints');
  } finally {
    await page.close();
  }
};

export const runCopy = (options: StoryOptions): Promise<void> => asPerson(options.browser, async (page) => {
  const { folder } = options;
  const asked: string[] = [];
  page.on('request', (request) => { asked.push(new URL(request.url()).pathname); });
  await signIn(page, options, 'María García');
  await title(page, 'My children').waitFor();
  await openCopy(page);
  await assertAccessible(page, 'the copy');
  const here = await save(page, folder);
  assert.match(here, /school-record-\d{4}-\d\d-\d\d\.html$/);
  await assertReadable(options, here);

  await choose(page, page.getByRole('radio', { name: 'A table for a spreadsheet (CSV)' }));
  const table = readFileSync(await save(page, folder), 'utf8');
  assert.ok(table.startsWith('\uFEFF"Part","What it is"'), 'a byte order mark and titles');
  assert.match(table, /\r\n"How to reach you","Street address","118 Old Mill Road","[^"]+","[^"]+","","","[^"]+99\.31[^"]+"\r\n/);

  const data = await saveData(page, folder);
  assert.match(data.student.display_name, /^Luc[ií]a/);
  const street = data.categories.flatMap(({ entries }) => entries).find(({ id }) => id === 'contact.street');
  assert.equal(street?.value, '118 Old Mill Road');
  assert.ok(!asked.some((path) => path.includes('vault')), 'the vault is not loaded for open copies');

  await tabTo(page, page.getByRole('checkbox', { name: 'Lock the copy with a passphrase' }));
  await page.keyboard.press('Space');
  await activate(page, button(page, 'Save the copy'));
  const passphrase = page.getByRole('textbox', { name: 'Passphrase' });
  await page.getByText('Write at least 12 letters.').waitFor();
  assert.ok(await passphrase.evaluate((field) => field === document.activeElement), 'the field with the error has the focus');
  assert.equal(await passphrase.getAttribute('type'), 'password');
  await assertAccessible(page, 'the copy to be locked');
  await type(page, passphrase, 'sieben stille Boote');
  await tabTo(page, page.getByRole('checkbox', { name: 'Show what I write' }));
  await page.keyboard.press('Space');
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('[name=copy-passphrase]')?.type === 'text');
  assert.equal(await passphrase.inputValue(), 'sieben stille Boote');
  const locked = await save(page, folder);
  assert.match(locked, /\.json\.age$/);
  assert.ok(!readFileSync(locked, 'latin1').includes('Old Mill'), 'ciphertext');
  assert.deepEqual((JSON.parse(openWithAge(locked, 'sieben stille Boote')) as Copy).categories, data.categories, 'age -d opens it');
  assert.equal(await passphrase.inputValue(), '', 'the passphrase is forgotten');
});
