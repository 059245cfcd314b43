// What a parent is writing survives a reload and a crashed tab, and is there for nobody else.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

import { crash } from '../support/crashed-tab.ts';
import { activate, type } from './keyboard.ts';
import { asPerson, button, openRecord, send, signIn, title, type StoryOptions } from './person.ts';

const street = '27 Harbor View Lane';
const reason = 'We moved in August.';

/** How many bytes of ciphertext lie in the browser for this page; undefined while there is no database. */
const storedBytes = (page: Page): Promise<number | undefined> => page.evaluate(async () => {
  const name = 'hallpass-portal-drafts';
  if ((await indexedDB.databases()).every((one) => one.name !== name)) return undefined;
  return new Promise<number>((resolve) => {
    const opening = indexedDB.open(name);
    opening.onsuccess = () => {
      const all = opening.result.transaction('records').objectStore('records').getAll() as IDBRequest<{ ciphertext: ArrayBuffer }[]>;
      all.onsuccess = () => {
        opening.result.close();
        resolve(all.result.reduce((sum, { ciphertext }) => sum + ciphertext.byteLength, 0));
      };
    };
  });
});
const until = async (page: Page, isSo: (bytes: number | undefined) => boolean, what: string): Promise<number | undefined> => {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await page.waitForTimeout(50)) {
    const bytes = await storedBytes(page);
    if (isSo(bytes)) return bytes;
  }
  assert.fail(what);
};

const write = async (page: Page): Promise<void> => {
  await openRecord(page);
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Street address', exact: true }) });
  await activate(page, row.getByRole('button', { name: /^Correct / }));
  await type(page, page.getByRole('textbox', { name: 'Street address: it should say' }), street);
  const before = await until(page, (bytes) => (bytes ?? 0) > 0, 'what was written is stored') ?? 0;
  await type(page, page.getByRole('textbox', { name: 'Why is it wrong?' }), reason);
  await until(page, (bytes) => (bytes ?? 0) >= before + reason.length, 'and what was written after it');
  const readable = await page.evaluate(() => JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage)]));
  for (const text of [street, reason, 'student-0001']) assert.ok(!readable.includes(text), `${text} is not stored in the open`);
};

const assertKept = async (page: Page): Promise<void> => {
  await title(page, 'Ask for a correction').waitFor();
  await page.getByText('What you wrote is still here.').waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Street address: it should say' }).inputValue(), street);
  assert.equal(await page.getByRole('textbox', { name: 'Why is it wrong?' }).inputValue(), reason);
};

export const runDrafts = async (options: StoryOptions): Promise<void> => {
  const { browser } = options;
  await asPerson(browser, async (page) => {
    await signIn(page, options, 'María García');
    await title(page, 'My children').waitFor();
    assert.equal(await storedBytes(page), undefined, 'who writes nothing leaves nothing');
    await write(page);

    await page.reload();
    await title(page, "Your child's school record").waitFor();
    assert.equal(await page.getByText(street).count(), 0, 'nothing is shown before the sign-in');
    await signIn(page, options, 'María García');
    await assertKept(page);

    // Somebody else sits down at the same tab. The provider's own session of the one before is none of the portal's.
    const next = async (who: string): Promise<void> => {
      await page.context().clearCookies();
      await page.reload();
      await signIn(page, options, who);
    };
    await next("Grace O'Neill");
    await title(page, 'My children').waitFor();
    assert.equal(await page.getByText('What you wrote is still here.').count(), 0);
    await until(page, (bytes) => (bytes ?? 0) === 0, 'the next person’s sign-in deletes it');
    await next('María García');
    await title(page, 'My children').waitFor();

    await write(page);
    await send(page);
    await until(page, (bytes) => (bytes ?? 0) === 0, 'what was sent is not kept');
  });
  // Outside asPerson: the provider answers that tokens of its kind cannot be revoked, and the browser's console says so.
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US' });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const writeAgain = async (): Promise<void> => {
      await signIn(page, options, 'María García');
      await title(page, 'My children').waitFor();
      await page.getByRole('button', { name: /^Ask for all of it of Luc/ }).click();
      await page.getByRole('textbox').fill(reason);
      await until(page, (bytes) => (bytes ?? 0) > reason.length, 'what was written is stored');
    };
    await writeAgain();
    await button(page, 'Sign out').click();
    await button(page, 'Yes, sign out').click();
    await title(page, "Your child's school record").waitFor();
    await until(page, (bytes) => bytes === undefined, 'after the sign-out there is no database');

    await writeAgain();
    const ask = await crash(browser, context, page);
    const click = (label: string, before = ''): Promise<unknown> => ask(`(() => {
      const found = [...document.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === '${label}');
      if (found === undefined) return undefined;
      ${before}
      found.click();
      return true;
    })()`);
    assert.equal(await click('Sign in'), true, 'the page is there again');
    const choose = `const person = [...document.querySelectorAll('label')].find(({ textContent }) => textContent.includes('María García'));
      if (person === undefined) return undefined;
      person.click();`;
    assert.equal(await click('Sign in', choose), true, 'the provider asks who it is');
    assert.equal(await ask("document.querySelector('textarea')?.value"), reason, 'what was written before the crash is there');
  } finally {
    await context.close();
  }
};
