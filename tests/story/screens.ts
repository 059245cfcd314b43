// Every screen and state of the portal, one after the other, in any language and window: for tests that ask the same of all
// of them, and for their pictures. The real server and the real identity provider, as in the story.
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

import { englishTexts, readTranslation } from '../../scripts/lib/portal-texts.ts';
import type { World } from '../../scripts/lib/world.ts';

export interface Walk {
  /** Fresh: the walk leaves requests behind. */
  readonly world: World;
  readonly browser: Browser;
  readonly view: 'plain' | 'canvas';
  /** Of the browser, and so of the page; English by default. */
  readonly language?: string;
  /** The window and what it prefers. */
  readonly window: BrowserContextOptions;
  /** Runs in each page before its own scripts, e.g. to take something away. */
  readonly before?: () => void;
  /** On each screen, once it is all there. */
  readonly visit: (page: Page, screen: string) => Promise<void>;
}

const textsIn = (language: string): ReadonlyMap<string, string> => new Map(language === 'en' ? englishTexts()
  : Object.entries(readTranslation(language).texts).map(([name, text]) => [name, typeof text === 'string' ? text : text['other'] ?? '']));

/** A text as it is shown, whatever stands in its gaps. */
const shown = (text: string): string => text.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`).replaceAll(/\{\d\}/g, '.*');

/** Somebody at the portal with a mouse, who knows its texts by their names (portal/model/texts.inc). */
class Visitor {
  readonly page: Page;
  readonly #texts: ReadonlyMap<string, string>;

  constructor(page: Page, texts: ReadonlyMap<string, string>) {
    this.page = page;
    this.#texts = texts;
  }

  says(name: string): string {
    const text = this.#texts.get(name);
    if (text === undefined) throw new Error(`portal/model/texts.inc has no ${name}`);
    return shown(text);
  }
  text(name: string): Locator { return this.page.getByText(new RegExp(`^${this.says(name)}`)); }
  title(name: string): Promise<void> { return this.page.getByRole('heading', { level: 1, name: new RegExp(`^${this.says(name)}$`) }).waitFor(); }
  /** `about`: the button's name says more than its label, such as whose record it opens. */
  async press(name: string, { about = false } = {}): Promise<void> {
    await this.page.getByRole('button', { name: new RegExp(`^${this.says(name)}${about ? ' .' : '$'}`) }).first().click();
  }
  async follow(name: string): Promise<void> {
    await this.page.getByRole('link', { name: new RegExp(`^${this.says(name)}`) }).first().click();
  }
  async choose(name: string): Promise<void> {
    await this.page.getByRole('radio', { name: new RegExp(`^${this.says(name)}$`) }).check();
  }

  async signIn(portal: string, who: string): Promise<void> {
    await this.page.goto(portal);
    await this.title('welcome_title');
    await this.press('sign_in');
    await this.page.getByRole('radio', { name: who }).check();
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }
  async send(done: string): Promise<void> {
    await this.press('review');
    await this.title('review_title');
    await this.press('send');
    await this.text(done).waitFor();
  }
  async openRecord(): Promise<void> {
    await this.follow('nav_children');
    await this.title('children_title');
    await this.press('see_record', { about: true });
    await this.title('record_title');
  }
  async openFirst(list: string, title: string): Promise<void> {
    await this.follow(list);
    await this.title(title);
    await this.follow('open_request');
    await this.text('timeline_title').waitFor();
  }
}

type Chapter = (visitor: Visitor, see: (screen: string) => Promise<void>, walk: Walk) => Promise<void>;

const correct: Chapter = async (visitor, see, { world }) => {
  const { page } = visitor;
  await page.goto(world.portal);
  await visitor.title('welcome_title');
  await see('welcome');
  await visitor.signIn(world.portal, 'María García');
  await visitor.title('children_title');
  await see('children');
  await visitor.openRecord();
  await see('record');
  await visitor.press('ask_correction', { about: true });
  await visitor.title('correction_title');
  await see('correction');
  await visitor.press('review');
  await visitor.text('error_summary').waitFor();
  await see('correction-with-errors');
  await page.getByRole('textbox').first().fill('Diego Alejandro');
  await page.locator('textarea').fill('The name was written down wrong. It says so in the birth certificate, which the school has seen.');
  await visitor.press('discard');
  await visitor.text('dialog_discard_text').waitFor();
  await see('discard');
  await visitor.press('dialog_keep');
  await visitor.press('more_changes');
  await visitor.title('record_title');
  await see('record-with-correction');
  await visitor.follow('nav_children');
  await visitor.text('unfinished_text').waitFor();
  await see('children-with-draft');
  await page.locator('main li a').first().click();
  await visitor.title('correction_title');
  await visitor.press('review');
  await visitor.title('review_title');
  await see('review');
  await visitor.press('send');
  await visitor.text('notice_sent').waitFor();
  await see('request-sent');
  await visitor.follow('nav_requests');
  await visitor.title('requests_title');
  await see('requests');
};

const others: Chapter = async (visitor, see, { world }) => {
  const { page } = visitor;
  await visitor.signIn(world.portal, 'María García');
  await visitor.title('children_title');
  await visitor.openRecord();
  await visitor.press('ask_deletion', { about: true });
  await visitor.title('deletion_title');
  await see('deletion');
  await visitor.openRecord();
  await visitor.press('get_copy', { about: true });
  await visitor.title('copy_title');
  await see('copy');
  await page.getByRole('checkbox').first().check();
  await visitor.press('save_copy');
  await visitor.text('error_passphrase').waitFor();
  await see('copy-with-errors');
  await visitor.follow('back_to_record');
  await visitor.title('record_title');
  await visitor.press('see_directory', { about: true });
  await visitor.text('directory_limits_title').waitFor();
  await see('directory');
  await visitor.follow('back_to_record');
  await visitor.title('record_title');
  await visitor.press('see_disclosures', { about: true });
  await visitor.title('disclosures_title');
  await visitor.text('disclosures_intro').waitFor();
  await see('disclosures');
  await page.route('**/v1/requests', (route) => route.abort());
  await visitor.follow('nav_requests');
  await visitor.text('problem_network').waitFor();
  await see('problem');
  await page.unroute('**/v1/requests');
  await visitor.follow('nav_children');
  await visitor.press('ask_inspection', { about: true });
  await visitor.title('inspection_title');
  await see('inspection');
  await page.locator('textarea').fill('All of it, please.');
  await visitor.press('sign_out');
  await visitor.text('dialog_sign_out_text').waitFor();
  await see('sign-out');
  await visitor.press('dialog_sign_out_confirm');
  await visitor.text('notice_signed_out').waitFor();
  await see('signed-out');
};

const refuse: Chapter = async (visitor, see, { world }) => {
  await visitor.signIn(world.portal, 'Ruth Olsen');
  await visitor.title('queue_title');
  await see('queue');
  await visitor.openFirst('nav_queue', 'queue_title');
  await see('request-to-decide');
  await visitor.choose('event_refuse');
  await visitor.page.locator('form').first().getByRole('button').first().click();
  await visitor.text('error_summary').waitFor();
  await see('step-with-errors');
  await visitor.page.locator('form textarea').first().fill('The birth certificate says what the record says.');
  await visitor.page.locator('form').first().getByRole('button').first().click();
  await visitor.title('review_title');
  await visitor.press('send');
  await visitor.text('notice_decided').waitFor();
};

const askHearing: Chapter = async (visitor, see, { world }) => {
  await visitor.signIn(world.portal, 'María García');
  await visitor.title('children_title');
  await visitor.openFirst('nav_requests', 'requests_title');
  await see('request-refused');
  await visitor.page.locator('form textarea').first().fill('You did not look at the certificate.');
  await visitor.page.locator('form').first().getByRole('button').first().click();
  await visitor.title('review_title');
  await visitor.press('send');
  await visitor.text('notice_told').waitFor();
};

const setHearing: Chapter = async (visitor, see, { world }) => {
  await visitor.signIn(world.portal, 'Ruth Olsen');
  await visitor.title('queue_title');
  await visitor.openFirst('nav_queue', 'queue_title');
  await visitor.choose('event_schedule_hearing');
  await visitor.text('hearing_place_help').waitFor();
  await see('hearing');
};

const noChild: Chapter = async (visitor, see, { world }) => {
  await visitor.signIn(world.portal, 'Viktor Shevchenko');
  await visitor.text('children_empty').waitFor();
  await see('no-children');
};

const own: Chapter = async (visitor, see, { world }) => {
  await visitor.signIn(world.portal, "Amara O'Neill");
  await visitor.title('own_record_title');
  await see('own-record');
};

const employee: Chapter = async (visitor, see, { world }) => {
  await visitor.signIn(world.portal, 'Noor Haddad');
  await visitor.title('own_record_title');
  await visitor.text('own_as_employee').waitFor();
  await see('employee');
  await visitor.press('see_record', { about: true });
  await visitor.text('category_qualifications_help').waitFor();
  await see('employee-record');
  await visitor.press('ask_correction', { about: true });
  await visitor.title('correction_title');
  await see('employee-correction');
};

export const walk = async (options: Walk): Promise<void> => {
  const { browser, view, language = 'en', window, before, visit } = options;
  const texts = textsIn(language);
  for (const chapter of [correct, others, refuse, askHearing, setHearing, noChild, own, employee]) {
    const context = await browser.newContext({ ...window, locale: language === 'en' ? 'en-US' : language });
    await context.addInitScript((wanted) => { localStorage.setItem('hallpass-portal-view', wanted); }, view);
    if (before) await context.addInitScript(before);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    let last = '';
    try {
      await chapter(new Visitor(page, texts), async (screen) => {
        last = screen;
        await visit(page, screen);
      }, options);
    } catch (error) {
      throw new Error(`on or after ${last}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    } finally {
      await context.close();
    }
  }
};
