// A correction is refused: the parent writes, asks for a hearing, and in the end places a statement in the record.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

import { openCopy, saveData } from './copy.ts';
import { activate, tabTo, type } from './keyboard.ts';
import {
  asPerson, assertAccessible, button, fillStep, openFromQueue, openMine, openRecord, send, sendStep, signIn, takeStep, title, type StoryOptions,
} from './person.ts';

const asParent = (options: StoryOptions, use: Parameters<typeof asPerson>[1]): Promise<void> => asPerson(options.browser, async (page, context) => {
  await signIn(page, options, 'María García');
  await title(page, 'My children').waitFor();
  await use(page, context);
});
const asStaff = (options: StoryOptions, who: string, use: Parameters<typeof asPerson>[1]): Promise<void> => asPerson(options.browser, async (page, context) => {
  await signIn(page, options, who);
  await title(page, 'Requests to decide').waitFor();
  await use(page, context);
});

const writeMessage = async (page: Page, text: string): Promise<void> => {
  const message = page.getByRole('form', { name: 'Write a message' });
  await type(page, message.getByRole('textbox', { name: 'Your message' }), text);
  await activate(page, message.getByRole('button', { name: 'Check and send', exact: true }));
  await sendStep(page);
};

const statement = 'We have lived in Cedar Falls since August, and the lease says so.';

export const runHearing = async (options: StoryOptions): Promise<void> => {
  await asParent(options, async (page) => {
    await openRecord(page);
    const city = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'City', exact: true }) });
    await activate(page, city.getByRole('button', { name: /^Correct / }));
    await title(page, 'Ask for a correction').waitFor();
    await type(page, page.getByRole('textbox', { name: 'City: it should say' }), 'Cedar Falls');
    await type(page, page.getByRole('textbox', { name: 'Why is it wrong?' }), 'We moved.');
    await send(page);
    await writeMessage(page, 'The lease is on its way.');
  });
  await asStaff(options, 'Ruth Olsen', async (page) => {
    await openFromQueue(page, /^Correction: City/);
    await page.getByText('The lease is on its way.').waitFor();
    await takeStep(page, { what: 'Take more time', text: 'The archive is closed this week.' });
    await page.getByText(/60 days after/).waitFor();
    const refusal = { what: 'Refuse', text: 'The county’s register says Lakeside.' };
    await asParent(options, async (parents) => {
      await openMine(parents, /^Correction: City/);
      await writeMessage(parents, 'The lease is in the mail of today.');
    });
    await fillStep(page, refusal);
    await activate(page, button(page, 'Send'));
    await page.getByText(/^This has changed since you opened it\./).waitFor();
    await assertAccessible(page, 'a decision on what was not seen');
    await activate(page, button(page, 'Change something'));
    await page.getByText('The lease is in the mail of today.').waitFor();
    const reason = page.getByRole('form', { name: 'What you can do now' }).getByRole('textbox', { name: 'Reason' });
    assert.equal(await reason.inputValue(), refusal.text, 'what was written is still there');
    await activate(page, page.getByRole('form', { name: 'What you can do now' }).getByRole('button', { name: 'Check and send', exact: true }));
    await sendStep(page);
  });
  await asParent(options, async (page) => {
    await openMine(page, /^Correction: City/);
    await page.getByText('The archive is closed this week.').waitFor();
    await assertAccessible(page, 'a refused request');
    await takeStep(page, { field: 'What was overlooked or wrong?', text: 'You did not look at the lease.' });
  });
  const nextYear = new Date().getFullYear() + 1;
  await asStaff(options, 'Ruth Olsen', async (page) => {
    await openFromQueue(page, /^Correction: City/);
    await takeStep(page, { what: 'Set the day and place of the hearing', fill: async () => {
      await tabTo(page, page.getByLabel('Day of the hearing'));
      await page.keyboard.type(`0115${nextYear}`);
      await tabTo(page, page.getByLabel('Time of day'));
      await page.keyboard.type('0930AM');
      await type(page, page.getByRole('textbox', { name: 'Place' }), 'District office, room 2');
    } });
    // Who refused does not hear.
    assert.equal(await page.getByRole('radio', { name: 'Record that the hearing was held' }).count(), 0);
  });
  await asParent(options, async (page) => {
    await openMine(page, /^Correction: City/);
    const hearing = page.getByRole('region', { name: 'The hearing' });
    await hearing.getByText(`January 15, ${nextYear} at 9:30`).waitFor();
    await hearing.getByText('District office, room 2').waitFor();
    await assertAccessible(page, 'a hearing');
  });
  await asStaff(options, 'Hana Suzuki', async (page) => {
    await openFromQueue(page, /^Correction: City/);
    await takeStep(page, { what: 'Record that the hearing was held' });
    await takeStep(page, { what: 'Decide that the record stays', text: 'The lease names another family.' });
  });
  await asParent(options, async (page) => {
    await openMine(page, /^Correction: City/);
    await page.getByText('The lease names another family.').first().waitFor();
    await takeStep(page, { field: 'Your statement', text: statement });
    await openRecord(page);
    await page.getByRole('region', { name: 'How to reach you' }).getByRole('listitem').filter({ hasText: statement }).waitFor();
    await assertAccessible(page, 'a record with a statement');
    // What is contested and what the parent says about it go out together (34 CFR 99.22(c)).
    await openCopy(page);
    const { categories } = await saveData(page, options.folder);
    const city = categories.flatMap(({ entries }) => entries).find(({ id }) => id === 'contact.city');
    assert.deepEqual(city?.statements.map(({ text }) => text), [statement]);
  });
};
