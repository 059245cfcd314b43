// Somebody at the portal, with the keyboard alone: what every chapter of the story does.
import assert from 'node:assert/strict';
import type { Browser, BrowserContext, Page } from 'playwright-core';

import type { World } from '../../scripts/lib/world.ts';
import { accessibilityFindings } from '../support/accessibility.ts';
import { activate, choose, type } from './keyboard.ts';

export interface StoryOptions {
  readonly world: World;
  readonly browser: Browser;
  /** For files of the story. */
  readonly folder: string;
  readonly view: 'plain' | 'canvas';
  /** Told when a chapter begins. */
  readonly say?: (chapter: string) => void;
}

export const assertAccessible = async (page: Page, where: string): Promise<void> => {
  assert.deepEqual(await accessibilityFindings(page), [], `no checker finds anything in ${where}`);
};

export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
export const title = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });

/** What Chromium says of a line that loseAnswer() broke, and of a decision on what has changed. */
const expected = ['net::ERR_CONNECTION_RESET', 'the server responded with a status of 412 (Precondition Failed)']
  .map((reason) => `Failed to load resource: ${reason}`);

/** A browser window of one person, which must end without a complaint in its console. */
export const asPerson = async (browser: Browser, use: (page: Page, context: BrowserContext) => Promise<void>): Promise<void> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US', acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !expected.includes(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => { complaints.push(String(error)); });
  try {
    await use(page, context);
    assert.deepEqual(complaints, []);
  } catch (error) {
    // What the page said is often the reason, and where it stood the place.
    throw new Error(`on “${await page.title().catch(() => '')}”: ${error instanceof Error ? error.message : String(error)}\n${complaints.join('\n')}`, { cause: error });
  } finally {
    await context.close();
  }
};

export const signIn = async (page: Page, { world, view }: StoryOptions, who: string): Promise<void> => {
  await page.goto(world.portal);
  await title(page, "Your child's school record").waitFor();
  // Which view a page starts in depends on the browser, and on a slow machine the drawn one comes last; the switch is there in both.
  await page.locator('body.canvas').waitFor({ state: 'attached', timeout: 5000 }).catch(() => undefined);
  const other = button(page, view === 'plain' ? 'Show as a plain page' : 'Show the drawn page');
  if (await other.count() > 0) await activate(page, other);
  await button(page, view === 'plain' ? 'Show the drawn page' : 'Show as a plain page').waitFor();
  await assertAccessible(page, 'the welcome page');
  await activate(page, button(page, 'Sign in'));
  await title(page, 'Sign in').waitFor();
  await assertAccessible(page, 'the sign-in page');
  await choose(page, page.getByRole('radio', { name: who }));
  await activate(page, button(page, 'Sign in'));
};

const noAnswer = /^We cannot reach the district\./;

/** The next call there is answered, and the line breaks before the answer arrives. */
export const loseAnswer = async (page: Page, where: string): Promise<void> => {
  await page.route(where, async (route) => {
    const status = (await route.fetch()).status();
    assert.equal(status, 201, 'the district did it');
    await route.abort('connectionreset');
  }, { times: 1 });
};

/** From the record, through the form and the check, to the request that was sent; `lost`: after loseAnswer(). */
export const send = async (page: Page, { lost = false } = {}): Promise<void> => {
  await activate(page, button(page, 'Check and send'));
  await title(page, 'Check before you send').waitFor();
  await assertAccessible(page, 'the check before sending');
  await activate(page, button(page, 'Send'));
  if (lost) {
    await page.getByText(noAnswer).waitFor();
    await activate(page, button(page, 'Try again'));
  }
  await title(page, /^(Correction|Deletion): /).waitFor();
  await page.getByText('Your request was sent. The district has it.').waitFor();
};

export const openRecord = async (page: Page): Promise<void> => {
  await activate(page, page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'My children' }));
  await title(page, 'My children').waitFor();
  await activate(page, button(page, /^See the record of Luc[ií]a/));
  await title(page, /^Record of Lucía/).waitFor();
};

/** Staff: from their queue to the request in that row. */
export const openFromQueue = async (page: Page, row: RegExp): Promise<void> => {
  await activate(page, page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Requests to decide' }));
  await title(page, 'Requests to decide').waitFor();
  await assertAccessible(page, 'the queue');
  await activate(page, page.getByRole('row', { name: row }).getByRole('link', { name: /^Open/ }));
  await title(page, /^(Correction|Deletion): /).waitFor();
  await assertAccessible(page, 'a request as staff see it');
};

/** A parent: from their requests to the one in that row. */
export const openMine = async (page: Page, row: RegExp): Promise<void> => {
  await activate(page, page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'My requests' }));
  await title(page, 'My requests').waitFor();
  await activate(page, page.getByRole('row', { name: row }).getByRole('link', { name: /^Open/ }));
  await title(page, /^(Correction|Deletion): /).waitFor();
};

export interface Step {
  /** The radio button; none where there is only one thing to do. */
  readonly what?: string;
  /** The text field's label, and what is written there. */
  readonly field?: string;
  readonly text?: string;
  readonly fill?: () => Promise<void>;
}

/** Up to the check before sending. */
export const fillStep = async (page: Page, { what, field = 'Reason', text, fill }: Step): Promise<void> => {
  const form = page.getByRole('form', { name: 'What you can do now' });
  if (what !== undefined) await choose(page, form.getByRole('radio', { name: what }));
  await fill?.();
  if (text !== undefined) await type(page, form.getByRole('textbox', { name: field }), text);
  await assertAccessible(page, 'the form of a step');
  await activate(page, form.getByRole('button', { name: 'Check and send', exact: true }));
  await title(page, 'Check before you send').waitFor();
  await assertAccessible(page, 'the check before sending');
};

export const sendStep = async (page: Page): Promise<void> => {
  await title(page, 'Check before you send').waitFor();
  await activate(page, button(page, /^(Send|Try again)$/));
  await page.getByText(/^(It is saved\. (The parent|Whoever asked) can see it now\.|It was sent\. The district can see it now\.)$/).waitFor();
};

/** Takes a step of the request on the screen, over the check before sending. */
export const takeStep = async (page: Page, step: Step): Promise<void> => {
  await fillStep(page, step);
  await sendStep(page);
};
