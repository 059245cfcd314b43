// Staff hide what a record says about another student; the parent reads a mark and why. A student of 15 looks at her own.
import assert from 'node:assert/strict';

import { openCopy, saveData } from './copy.ts';
import { activate, type } from './keyboard.ts';
import { asPerson, assertAccessible, button, openFromQueue, openRecord, send, signIn, title, type StoryOptions } from './person.ts';

const profile = /^Learning profile/;

export const runHidden = async (options: StoryOptions): Promise<void> => {
  await asPerson(options.browser, async (page) => {
    await signIn(page, options, 'María García');
    await title(page, 'My children').waitFor();
    await openRecord(page);
    await activate(page, page.getByRole('row', { name: profile }).getByRole('button', { name: /^Delete / }));
    await title(page, 'Ask to delete').waitFor();
    await send(page);
  });
  await asPerson(options.browser, async (page) => {
    await signIn(page, options, 'Ruth Olsen');
    await title(page, 'Requests to decide').waitFor();
    await openFromQueue(page, /^Deletion: Learning profile/);
    await activate(page, button(page, /^See the record of Luc/));
    await page.getByText('This is what the district keeps about Lucía García.').waitFor();
    await assertAccessible(page, 'a record as staff see it');
    await activate(page, page.getByRole('row', { name: profile }).getByRole('button', { name: /^Hide a part/ }));
    await title(page, 'Hide a part of an entry').waitFor();
    await activate(page, button(page, 'Hide it'));
    await page.getByText('Write it exactly as it stands in the entry, at least three letters.').waitFor();
    await assertAccessible(page, 'the form that hides a part, with its errors');
    await type(page, page.getByRole('textbox', { name: 'The part to hide' }), 'prefers short');
    await type(page, page.getByRole('textbox', { name: 'Why, for the office' }), 'It is about a classmate');
    await activate(page, button(page, 'Hide it'));
    await page.getByText('It is hidden. The family reads [***] in its place.').waitFor();
    await page.getByText('Hidden from the family: “prefers short” (Ruth Olsen: It is about a classmate)').waitFor();
    assert.equal(await button(page, /^Show it again/).count(), 0, 'a clerk does not show it again');
  });
  await asPerson(options.browser, async (page) => {
    await signIn(page, options, 'María García');
    await title(page, 'My children').waitFor();
    await openRecord(page);
    await page.getByText('A part about another student is hidden. (34 CFR 99.12(a))').waitFor();
    assert.equal(await page.getByText('prefers short').count(), 0);
    await assertAccessible(page, 'a record with a hidden part');
    await openCopy(page);
    const copy = await saveData(page, options.folder);
    assert.ok(!JSON.stringify(copy).includes('prefers short'), 'the copy does not hold it either');
  });
  await asPerson(options.browser, async (page) => {
    await signIn(page, options, "Siân O'Neill");
    await title(page, 'My record').waitFor();
    await activate(page, button(page, /^See the record/));
    await page.getByText('Until you are 18, your parents are the ones who ask').waitFor();
    await assertAccessible(page, 'the own record of a student before 18');
    for (const name of [/^Correct/, /^Delete/, /^Ask for all/, /^Who has seen/, /^Directory/]) assert.equal(await button(page, name).count(), 0, String(name));
    assert.equal(await page.getByRole('link', { name: 'My requests' }).count(), 0);
  });
};
