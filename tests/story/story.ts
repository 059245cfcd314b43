// The whole product in one story: a visitor refuses and writes to the district; a parent finds a wrong address, asks for
// a correction and two deletions; staff decide; the parent sees what became of it and who has looked. The real server,
// the real identity provider, real OneRoster data, a real browser, the keyboard alone.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { activate, tabTo, type } from './keyboard.ts';
import { asPerson, assertAccessible, button, loseAnswer, openFromQueue, openRecord, send, signIn, takeStep, title, type StoryOptions } from './person.ts';

const visitor = ({ world, browser, folder }: StoryOptions): Promise<void> => asPerson(browser, async (page, context) => {
  const { site } = world;
  const seen = site.trackerLog.length;
  await page.goto(`${site.origin}/contact`);
  const banner = page.getByRole('region', { name: 'Your privacy choices' });
  await banner.waitFor();
  await assertAccessible(page, 'the site with its banner');
  assert.deepEqual(await context.cookies(), [], 'no cookie before a choice');
  await activate(page, banner.getByRole('button', { name: 'Reject all', exact: true }));
  await banner.waitFor({ state: 'hidden' });
  await type(page, page.getByLabel('Your name'), 'Ada Zażółć');
  await type(page, page.getByLabel('Your role'), 'Registrar');
  await type(page, page.getByLabel('Email address'), 'ada@school.example');
  await type(page, page.getByLabel('How can we help?'), 'A question about our records');
  await activate(page, button(page, 'Encrypt and send'));
  await page.getByText('Sent. Only the recipient can read it.', { exact: true }).waitFor();
  assert.equal(site.trackerLog.length, seen, 'no tracker heard of the visit');
  assert.deepEqual((await context.cookies()).map(({ name }) => name), ['hallpass'], 'only the refusal itself is kept');
  const believed = await page.evaluate(() => localStorage.getItem('hallpass_key_lists') ?? '{}');
  assert.deepEqual(Object.keys(JSON.parse(believed) as object), ['https://lakeside.example'], 'the list of the district’s keys that was believed');

  const file = join(folder, 'message.age');
  const stored = site.inbox.at(-1);
  assert.ok(stored !== undefined, 'the vendor stored the message');
  assert.ok(!stored.includes('Ada Za'), 'and stored ciphertext');
  writeFileSync(file, stored);
  const message = JSON.parse(execFileSync('age', ['-d', '-i', world.identityFile, file], { encoding: 'utf8' })) as { fields: Record<string, string[]> };
  assert.deepEqual(message.fields['name'], ['Ada Zażółć'], 'the district reads it with the standard tool');
});

const staleStreet = '118 Old Mill Road';
const rightStreet = '27 Harbor View Lane';
const rightPostalCode = '47021';
const proof = 'Lease: 27 Harbor View Lane, since August 2026';

const parentAsks = (options: StoryOptions): Promise<void> => asPerson(options.browser, async (page) => {
  const { world, folder } = options;
  await signIn(page, options, 'María García');
  await title(page, 'My children').waitFor();
  await assertAccessible(page, 'the list of children');
  await openRecord(page);
  const street = page.getByRole('row').filter({ hasText: staleStreet });
  await street.waitFor();
  await assertAccessible(page, 'the record');

  await activate(page, street.getByRole('button', { name: /^Correct / }));
  await title(page, 'Ask for a correction').waitFor();
  await type(page, page.getByRole('textbox', { name: 'Street address: it should say' }), rightStreet);
  // Who moves has more than one entry to correct: one request for all.
  await activate(page, button(page, 'Also correct another entry'));
  await title(page, /^Record of Lucía/).waitFor();
  await assertAccessible(page, 'the record while a correction is begun');
  const postalCode = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Postal code', exact: true }) });
  await activate(page, postalCode.getByRole('button', { name: /^Also correct / }));
  const second = page.getByRole('textbox', { name: 'Postal code: it should say' });
  await second.waitFor();
  assert.ok(await second.evaluate((field) => field === document.activeElement), 'the new entry has the focus');
  await type(page, second, rightPostalCode);
  await type(page, page.getByRole('textbox', { name: 'Why is it wrong?' }), 'We moved in August.');
  const paper = join(folder, 'lease.txt');
  writeFileSync(paper, proof);
  const chooser = page.waitForEvent('filechooser');
  await tabTo(page, page.getByLabel('A paper that shows it (optional)'));
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(paper);
  await assertAccessible(page, 'the correction form');
  await send(page);
  await page.getByText('34 CFR 99.20').first().waitFor();
  for (const value of [rightStreet, rightPostalCode]) {
    await page.getByRole('table', { name: 'What is to change' }).getByRole('row').filter({ hasText: value }).waitFor();
  }
  await assertAccessible(page, 'a request');

  // The law lets her delete what an app collected from a child under 13 …
  await openRecord(page);
  const profile = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: /learning profile/i }) });
  await activate(page, profile.getByRole('button', { name: /^Delete / }));
  await title(page, 'Ask to delete').waitFor();
  await page.getByText('A federal law, COPPA').waitFor();
  await assertAccessible(page, 'the deletion form');
  await send(page);
  await page.getByText('16 CFR 312.6').first().waitFor();

  // … and not a grade; she sees why, and asks anyway.
  await openRecord(page);
  const score = page.getByRole('region', { name: 'Grades and tests' }).getByRole('row').nth(1);
  await activate(page, score.getByRole('button', { name: /^Delete / }));
  await title(page, 'Ask to delete').waitFor();
  await page.getByText('No law makes the school delete this.').waitFor();
  await loseAnswer(page, '**/v1/students/*/requests');
  await send(page, { lost: true });
  assert.ok(world.recipient.startsWith('age1'));
});

const staffDecide = (options: StoryOptions): Promise<void> => asPerson(options.browser, async (page) => {
  const { world, folder } = options;
  await signIn(page, options, 'Ruth Olsen');
  await title(page, 'Requests to decide').waitFor();
  await openFromQueue(page, /^Correction/);
  const download = page.waitForEvent('download');
  await activate(page, button(page, /^Save file 1/));
  const file = join(folder, 'lease.age');
  await (await download).saveAs(file);
  assert.equal(execFileSync('age', ['-d', '-i', world.identityFile, file], { encoding: 'utf8' }), proof, 'the district opens the paper');
  await takeStep(page, { what: 'Approve', text: 'The lease shows the new address.' });
  await openFromQueue(page, /^Deletion.*rofile/);
  await takeStep(page, { what: 'Approve', text: 'The vendor is told to delete it.' });
  await openFromQueue(page, /^Deletion: Score/);
  await takeStep(page, { what: 'Refuse', text: 'A score is part of the education record; you may ask for a correction.' });
});

/** Nothing is destroyed on one person's word. */
const officerConfirms = (options: StoryOptions): Promise<void> => asPerson(options.browser, async (page) => {
  await signIn(page, options, 'Hana Suzuki');
  await title(page, 'Requests to decide').waitFor();
  await openFromQueue(page, /^Deletion.*rofile/);
  await takeStep(page, { what: 'Confirm the deletion' });
  await page.getByText('It was deleted and overwritten.').waitFor();
});

const parentSees = (options: StoryOptions): Promise<void> => asPerson(options.browser, async (page) => {
  await signIn(page, options, 'María García');
  await title(page, 'My children').waitFor();
  await openRecord(page);
  await page.getByRole('row').filter({ hasText: rightStreet }).waitFor();
  await page.getByRole('row').filter({ hasText: rightPostalCode }).waitFor();
  assert.equal(await page.getByText(staleStreet).count(), 0, 'the approved correction changed the record');
  await activate(page, button(page, /^Who has seen it of Luc/));
  await title(page, /^Who has seen the record of Luc/).waitFor();
  await page.getByRole('region', { name: 'Written down beyond the law' }).getByText('Ruth Olsen').first().waitFor();
  await assertAccessible(page, 'who has seen the record');
  await activate(page, page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'My requests' }));
  await title(page, 'My requests').waitFor();
  await assertAccessible(page, 'my requests');
  await page.getByRole('row', { name: /^Correction/ }).filter({ hasText: 'Corrected' }).waitFor();
  const refused = page.getByRole('row', { name: /^Deletion/ }).filter({ hasText: /Explained|Refused/ });
  await activate(page, refused.getByRole('link', { name: /^Open/ }));
  await page.getByText('A score is part of the education record').first().waitFor();
});

/** The token of somebody who signs in, as the portal would use it, to ask the API directly. */
const stranger = (options: StoryOptions): Promise<void> => asPerson(options.browser, async (page) => {
  const tokens: string[] = [];
  page.on('request', (request) => {
    const authorization = request.headers()['authorization'];
    if (authorization?.startsWith('Bearer ') === true) tokens.push(authorization);
  });
  await signIn(page, options, "Grace O'Neill");
  await title(page, 'My children').waitFor();
  const authorization = tokens.at(-1);
  assert.ok(authorization !== undefined, 'the portal used a token');
  const ask = (path: string): Promise<Response> => fetch(`${options.world.district}/v1${path}`, { headers: { authorization } });
  assert.equal((await ask('/me')).status, 200, 'the token is good');
  for (const path of ['/students/student-0001/record', '/students/student-0001/disclosures', '/students/student-0001/requests']) {
    const answer = await ask(path);
    assert.equal(answer.status, 404, path);
    assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/);
  }
});

export const runStory = async (options: StoryOptions): Promise<void> => {
  const { say = () => undefined } = options;
  say('a visitor refuses trackers and writes to the district');
  await visitor(options);
  say('a parent asks for a correction and two deletions');
  await parentAsks(options);
  say('the power fails: the district’s server is killed and started again');
  await options.world.crashDistrict();
  say('staff approve and refuse');
  await staffDecide(options);
  say('a second person confirms the deletion');
  await officerConfirms(options);
  say('the parent sees the outcome, and who has looked');
  await parentSees(options);
  say('a stranger’s token finds no such child');
  await stranger(options);
};
