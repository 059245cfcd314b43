// An employee at her own record: a refused correction ends with her statement, and she sees who has looked. An applicant
// has what the policy grants him, and no more.
import assert from 'node:assert/strict';

import { activate, type } from './keyboard.ts';
import { asPerson, assertAccessible, button, openFromQueue, openMine, send, signIn, takeStep, title, type StoryOptions } from './person.ts';

const statement = 'It was renewed in May; the office has a copy.';

const asThemselves = (options: StoryOptions, name: string, use: Parameters<typeof asPerson>[1]): Promise<void> => asPerson(options.browser, async (page, context) => {
  await signIn(page, options, name);
  await title(page, 'My record').waitFor();
  await assertAccessible(page, 'the way to the own record');
  await activate(page, button(page, new RegExp(`^See the record of ${name}`)));
  await page.getByRole('region', { name: 'Education and licenses' }).waitFor();
  await assertAccessible(page, 'the own record');
  await use(page, context);
});

export const runPersonnel = async (options: StoryOptions): Promise<void> => {
  await asThemselves(options, 'Noor Haddad', async (page) => {
    await page.getByRole('row', { name: /^Position.*Bus driver/ }).waitFor();
    assert.equal(await button(page, /^Delete /).count(), 0, 'the policy grants no deletion');
    assert.equal(await page.getByText(/your child|student|parent/i).count(), 0, 'nothing speaks of a family');
    const license = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'License or certificate', exact: true }) });
    await activate(page, license.getByRole('button', { name: /^Correct / }));
    await title(page, 'Ask for a correction').waitFor();
    await type(page, page.getByRole('textbox', { name: 'License or certificate: it should say' }), 'Class B, until 2031-06-30');
    await type(page, page.getByRole('textbox', { name: 'Why is it wrong?' }), 'I renewed it.');
    await send(page);
    await page.getByText('The district’s privacy policy').or(page.getByText("The district's privacy policy")).first().waitFor();
  });
  await asPerson(options.browser, async (page) => {
    await signIn(page, options, 'Hana Suzuki');
    await title(page, 'Requests to decide').waitFor();
    await openFromQueue(page, /^Correction: License/);
    await takeStep(page, { what: 'Refuse', text: 'Bring the new license first.' });
  });
  await asThemselves(options, 'Noor Haddad', async (page) => {
    await openMine(page, /^Correction: License/);
    await page.getByText('Bring the new license first.').first().waitFor();
    assert.equal(await page.getByText(/hearing/i).count(), 0, 'no hearing is offered');
    await takeStep(page, { field: 'Your statement', text: statement });
    await activate(page, page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'My record' }));
    await activate(page, button(page, /^See the record of Noor/));
    await page.getByRole('region', { name: 'Education and licenses' }).getByRole('listitem').filter({ hasText: statement }).waitFor();
    await activate(page, button(page, /^Who has seen it/));
    await page.getByRole('row').filter({ hasText: 'Hana Suzuki' }).first().waitFor();
    await assertAccessible(page, 'who has seen the own record');
  });
  await asThemselves(options, 'Jonas Weber', async (page) => {
    await page.getByRole('row', { name: /^Post applied for.*Librarian/ }).waitFor();
  });
};
