// The keyboard alone: what somebody without a mouse does. Nothing here clicks.
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

// In its own tree: the banner stands in a shadow root.
const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => (element.getRootNode() as Document | ShadowRoot).activeElement === element);

/** Presses Tab until the element has the focus. Fails when it cannot be reached. */
export const tabTo = async (page: Page, target: Locator): Promise<void> => {
  await target.waitFor();
  for (let presses = 0; presses < 400; presses += 1) {
    if (await hasFocus(target)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab does not reach ${String(target)}`);
};

/** Tabs to a button or link and presses Enter. */
export const activate = async (page: Page, target: Locator): Promise<void> => {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
};

/** Tabs to a field and types. */
export const type = async (page: Page, target: Locator, text: string): Promise<void> => {
  await tabTo(page, target);
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
};

/** Chooses a radio button as the platform does it: Tab to the group, Space or the arrow keys. */
export const choose = async (page: Page, radio: Locator): Promise<void> => {
  await radio.waitFor();
  const group = await radio.getAttribute('name');
  const focused = (): Promise<string | null> => page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.name ?? null);
  for (let presses = 0; presses < 400 && await focused() !== group; presses += 1) await page.keyboard.press('Tab');
  assert.equal(await focused(), group, 'Tab reaches the group of radio buttons');
  for (let presses = 0; presses < 20 && !(await radio.isChecked()); presses += 1) {
    if (await hasFocus(radio)) await page.keyboard.press('Space');
    else await page.keyboard.press('ArrowDown');
  }
  assert.ok(await radio.isChecked(), 'the radio button is chosen');
};
