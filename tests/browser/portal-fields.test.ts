// Writing in the portal's fields as people do who do not type letter by letter: input methods, touch keyboards with their
// suggestions, paste, undo. What the model holds is what the specimen page says it has sent.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CDPSession, Locator, Page } from 'playwright-core';
import { views, withPage } from './specimen/page.ts';

const streetOf = (page: Page): Locator => page.getByLabel('Street', { exact: true });

const sends = async (page: Page, text: string): Promise<void> => {
  assert.equal(await streetOf(page).inputValue(), text);
  await page.getByRole('button', { name: 'Send' }).click();
  await page.waitForFunction((wanted) => document.querySelector('#polite')?.textContent === wanted, `Sent: ${text}`);
};

/** Something else on the page changes meanwhile: a frame, and a buffer for the mirror. */
const changeElsewhere = async (page: Page, count: number): Promise<void> => {
  await page.evaluate(() => { [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Count up')?.click(); });
  await page.getByText(`Counted: ${count}`).waitFor();
};

/** What an input method shows underlined, before it is taken. */
const compose = (cdp: CDPSession, text: string): Promise<unknown> =>
  cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });

for (const view of views) {
  test(`a text that is composed stays as it is while the page changes around it (${view} view)`, () => withPage(view, async (page) => {
    const cdp = await page.context().newCDPSession(page);
    await streetOf(page).focus();
    const heard = await page.evaluateHandle(() => {
      const ends: string[] = [];
      document.addEventListener('compositionend', ({ data }) => { ends.push(data); });
      return ends;
    });
    for (const [index, text] of ['に', 'にほ', 'にほん', '日本'].entries()) {
      await compose(cdp, text);
      await changeElsewhere(page, index + 1);
      assert.equal(await streetOf(page).inputValue(), text);
    }
    assert.deepEqual(await heard.jsonValue(), [], 'nothing has ended the composition');
    await cdp.send('Input.insertText', { text: '日本橋' });
    assert.deepEqual(await heard.jsonValue(), ['日本橋']);
    await changeElsewhere(page, 5);
    await sends(page, '日本橋');
  }));

  test(`a touch keyboard's letters, its suggestion, and its deleting (${view} view)`, () => withPage(view, async (page) => {
    const cdp = await page.context().newCDPSession(page);
    await streetOf(page).tap();
    assert.ok(await streetOf(page).evaluate((field) => field === document.activeElement));
    // The keyboard takes half of the window.
    await page.setViewportSize({ width: 360, height: 320 });
    assert.ok(await streetOf(page).evaluate((field) => field === document.activeElement), 'the field keeps the focus');
    // Android says 229 for every key, and composes each word.
    const key = async (text: string): Promise<void> => {
      await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', windowsVirtualKeyCode: 229, key: 'Unidentified' });
      await compose(cdp, text);
      await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', windowsVirtualKeyCode: 229, key: 'Unidentified' });
    };
    for (const text of ['H', 'Ha', 'Hab', 'Haba', 'Hab', 'Habr']) await key(text);
    await cdp.send('Input.insertText', { text: 'Harbor ' });
    await changeElsewhere(page, 1);
    for (const text of ['V', 'Vi', 'Vie', 'View']) await key(text);
    await cdp.send('Input.insertText', { text: 'View' });
    await sends(page, 'Harbor View');
  }, { hasTouch: true, isMobile: true, viewport: { width: 360, height: 640 } }));

  test(`paste, cut, undo and redo (${view} view)`, () => withPage(view, async (page) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const street = streetOf(page);
    await street.pressSequentially('1 Main Street');
    await changeElsewhere(page, 1);
    await page.evaluate(() => navigator.clipboard.writeText('27 Harbor View Lane'));
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Control+V');
    assert.equal(await street.inputValue(), '27 Harbor View Lane');
    await changeElsewhere(page, 2);
    await page.keyboard.press('Control+Z');
    await sends(page, '1 Main Street');
    await street.focus();
    await page.keyboard.press('Control+Shift+Z');
    await changeElsewhere(page, 3);
    await sends(page, '27 Harbor View Lane');
    await street.focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Control+X');
    await page.getByLabel('Reason').focus();
    await page.keyboard.press('Control+V');
    assert.equal(await page.getByLabel('Reason').inputValue(), '27 Harbor View Lane');
    assert.equal(await street.inputValue(), '');
  }));

  test(`fields say what they hold, and are large enough that no phone zooms into them (${view} view)`, () => withPage(view, async (page) => {
    const fields = await page.evaluate(() => [...document.querySelectorAll<HTMLInputElement>('#page :is(input:not([type=radio], [type=checkbox], [type=file]), textarea, select)')]
      .map((field) => [field.name, field.type, field.autocomplete, Number.parseFloat(getComputedStyle(field).fontSize) >= 16]));
    assert.deepEqual(fields, [
      ['street', 'text', 'address-line1', true], ['email', 'email', 'email', true], ['date', 'date', 'off', true],
      ['reason', 'textarea', 'off', true], ['grade', 'select-one', '', true],
    ]);
  }, { hasTouch: true, isMobile: true, viewport: { width: 360, height: 640 } }));
}
