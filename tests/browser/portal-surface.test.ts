// The surface in a real browser, over the specimen page (tests/browser/specimen): every kind of node, by role and name,
// with the keyboard alone, without a frame while nothing changes, and without a finding of axe or of IBM’s checker.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessibilityFindings } from '../support/accessibility.ts';
import { frames, views, withPage } from './specimen/page.ts';

for (const view of views) {
test(`every node is a native element with its role and name (${view} view)`, () => withPage(view, async (page) => {
  assert.equal(await page.title(), 'Specimen');
  for (const role of ['banner', 'main', 'contentinfo'] as const) assert.equal(await page.getByRole(role).count(), 1, role);
  const logo = page.getByRole('banner').locator('img');
  assert.deepEqual(await logo.evaluate((image) => [(image as HTMLImageElement).complete && (image as HTMLImageElement).naturalWidth > 0, image.clientWidth, image.clientHeight]), [true, 44, 44]);
  assert.equal(await page.getByRole('img').count(), 0, 'it is decoration: its name stands beside it');
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'My children' }).waitFor();
  await page.getByRole('region', { name: 'The record' }).getByRole('table', { name: 'Contact' }).waitFor();
  await page.getByRole('row', { name: /Street/ }).getByRole('rowheader', { name: 'Street' }).waitFor();
  await page.getByRole('button', { name: 'Correct Street' }).waitFor();
  await page.getByRole('form', { name: 'Ask for a correction' }).waitFor();
  for (const name of ['Street', 'Email', 'Reason']) await page.getByRole('textbox', { name, exact: true }).waitFor();
  await page.getByRole('radiogroup', { name: 'Outcome' }).getByRole('radio', { name: 'Approve' }).waitFor();
  await page.getByRole('progressbar', { name: 'Step 2 of 3' }).waitFor();
  assert.equal(await page.getByLabel('Since').inputValue(), '2026-11-23');
  assert.equal(await page.getByLabel('Grade').evaluate((element) => element.tagName), 'SELECT');
  assert.equal(await page.getByRole('button', { name: 'Not now' }).getAttribute('aria-disabled'), 'true');
  assert.equal(await page.getByRole('alert').filter({ hasText: 'could not be reached' }).count(), 1);
}));

test(`what is typed and chosen reaches the model and is not written back (${view} view)`, () => withPage(view, async (page) => {
  const street = page.getByLabel('Street', { exact: true });
  await street.pressSequentially('1 Main Street', { delay: 1 });
  assert.equal(await street.inputValue(), '1 Main Street');
  await page.getByRole('radio', { name: 'Refuse' }).check();
  await page.getByLabel('Grade').selectOption('06');
  await page.getByRole('checkbox', { name: 'I have looked twice' }).check();
  await page.getByLabel('Evidence').setInputFiles({ name: 'lease.pdf', mimeType: 'application/pdf', buffer: Buffer.from('12345') });
  await page.getByText('lease.pdf, 5 bytes').waitFor();
  await page.getByRole('button', { name: 'Send' }).click();
  await page.locator('#polite', { hasText: 'Sent: 1 Main Street' }).waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('[name=street]')?.value === '');
  assert.equal(await page.getByLabel('Grade').inputValue(), '06');
  assert.equal(await page.getByRole('radio', { name: 'Refuse' }).isChecked(), true);
}));

test(`Enter sends the form; an error is described, announced as invalid and takes the focus (${view} view)`, () => withPage(view, async (page) => {
  await page.getByLabel('Email').focus();
  await page.keyboard.press('Enter');
  const street = page.getByLabel('Street', { exact: true });
  await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'street');
  assert.equal(await street.getAttribute('aria-invalid'), 'true');
  const described = await street.evaluate((element) => (element.getAttribute('aria-describedby') ?? '').split(' ')
    .map((id) => document.getElementById(id)?.textContent));
  assert.deepEqual(described, ['As it stands on your letters.', 'Write the street, for example 1 Main Street.']);
}));

test(`a dialog is modal, closes with Escape, and gives the focus back (${view} view)`, () => withPage(view, async (page) => {
  await page.getByRole('button', { name: 'Discard' }).click();
  const dialog = page.getByRole('dialog', { name: 'Discard what you wrote?' });
  await dialog.waitFor();
  assert.equal(await dialog.evaluate((element) => element.matches(':modal')), true);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.closest('dialog') !== null), true);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('button', { name: 'Keep it' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement?.textContent === 'Discard');
}));

test(`the focus stays on its element while the list around it is reversed (${view} view)`, () => withPage(view, async (page) => {
  const first = page.getByRole('link', { name: 'Item 0' });
  await page.getByRole('button', { name: 'Reverse the list' }).click();
  await page.waitForFunction(() => document.querySelector('ol li')?.textContent === 'Item 2');
  await first.focus();
  await page.evaluate(() => { [...document.querySelectorAll('button')].find((button) => button.textContent === 'Reverse the list')?.click(); });
  await page.waitForFunction(() => document.querySelector('ol li')?.textContent === 'Item 0');
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Item 0');
}));

test(`the keyboard alone reaches and works everything, in reading order (${view} view)`, () => withPage(view, async (page) => {
  const order: string[] = [];
  while (order.at(-1) !== 'Count up' && order.length < 60) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => document.activeElement?.getAttribute('name') ?? document.activeElement?.textContent ?? '');
    // A date field has several parts to tab through.
    if (order.at(-1) !== name || name !== 'date') order.push(name);
  }
  assert.deepEqual(order, [view === 'plain' ? 'Drawn view' : 'Plain view', 'My children', 'My requests', 'why', 'Correct', 'Correct', 'street', 'email', 'date',
    'reason', 'grade', 'outcome', 'sure', 'evidence', 'Send', 'Clear', 'Discard', 'Not now', 'Details', 'Item 0', 'Item 1', 'Item 2',
    'Reverse the list', 'Count up']);
  await page.getByRole('button', { name: 'Details' }).focus();
  await page.keyboard.press('Space');
  await page.getByText('Shown on demand.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Details' }).getAttribute('aria-expanded'), 'true');
}));

test(`no frame while nothing changes, and one for one change (${view} view)`, () => withPage(view, async (page) => {
  // Its start may take a while on a busy machine: fonts come in, and each is drawn.
  let before = -1;
  for (let now = await frames(page); now !== before; now = await frames(page)) {
    before = now;
    await page.waitForTimeout(500);
  }
  await page.mouse.move(200, 300);
  await page.waitForTimeout(1000);
  assert.equal(await frames(page), before);
  // The pointer's way onto the button is a change of its own.
  const button = page.getByRole('button', { name: 'Count up' });
  await button.hover();
  await page.waitForTimeout(300);
  const hovered = await frames(page);
  assert.ok(hovered <= before + 1, `${hovered - before} frames`);
  await button.click();
  await page.getByText('Counted: 1').waitFor();
  await page.waitForTimeout(300);
  assert.equal(await frames(page), hovered + 1);
}));

test(`no checker finds anything: wide, with a dialog, dark, and at 320 px without sideways scroll (${view} view)`, async () => {
  await withPage(view, async (page) => {
    assert.deepEqual(await accessibilityFindings(page), []);
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('dialog').waitFor();
    assert.deepEqual(await accessibilityFindings(page), []);
  });
  await withPage(view, async (page) => { assert.deepEqual(await accessibilityFindings(page), []); }, { colorScheme: 'dark' });
  await withPage(view, async (page) => {
    assert.deepEqual(await accessibilityFindings(page), []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  }, { viewport: { width: 320, height: 640 } });
});
}

test('in canvas view the page\'s own text lies on the drawn text, at every size and pixel ratio', async () => {
  for (const deviceScaleFactor of [1, 2]) {
    await withPage('canvas', async (page) => {
      // The drawn widths are the rectangles of what stands in a row; the page's are measured.
      const misfits = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>('#page nav a')].flatMap((link) => {
        const range = document.createRange();
        range.selectNodeContents(link);
        const off = Math.abs(range.getBoundingClientRect().width - Number.parseFloat(link.style.width));
        return off < 0.1 ? [] : [`${link.textContent}: ${off} px`];
      }));
      assert.deepEqual(misfits, []);
    }, { deviceScaleFactor });
  }
});

test('the switch changes the view, both ways, and what was typed stays', () => withPage('plain', async (page) => {
  const street = page.getByLabel('Street', { exact: true });
  await street.fill('1 Main Street');
  for (const view of ['canvas', 'plain', 'canvas']) {
    await page.getByRole('banner').getByRole('button').click();
    await page.waitForFunction((wanted) => document.body.className === wanted, view);
    assert.equal(await street.inputValue(), '1 Main Street');
    await page.getByRole('row', { name: /Street/ }).getByRole('rowheader', { name: 'Street' }).waitFor();
  }
}));

test('forced colours and print bring plain view by themselves', () => withPage('canvas', async (page) => {
  for (const media of [{ forcedColors: 'active' }, { media: 'print' }] as const) {
    await page.emulateMedia(media);
    await page.waitForFunction(() => document.body.className === 'plain');
    await page.emulateMedia({ forcedColors: 'none', media: 'screen' });
    await page.waitForFunction(() => document.body.className === 'canvas');
  }
}));

test('canvas view shows pixels that scroll with the document without a frame', () => withPage('canvas', async (page) => {
  await page.waitForTimeout(300);
  const before = await frames(page);
  const inks = (): Promise<number> => page.evaluate(() => [...document.querySelectorAll<HTMLCanvasElement>('#tiles canvas')]
    .filter((tile) => new Set(tile.getContext('2d')?.getImageData(0, 0, tile.width, tile.height).data).size > 16).length);
  assert.ok(await inks() > 2, 'the tiles in the window show a picture');
  await page.evaluate(() => { scrollTo(0, document.documentElement.scrollHeight); });
  await page.waitForTimeout(300);
  assert.equal(await frames(page), before);
  assert.ok(await inks() > 2, 'so do those at the end of the document');
}, { viewport: { width: 1100, height: 500 } }));

test('a page that came slowly begins in plain view, and is drawn when nobody is at anything', () => withPage('canvas', async (page) => {
  // A slow start, and the wait for quiet in the test's own hands.
  await page.addInitScript(() => {
    const now = performance.now.bind(performance);
    performance.now = () => now() + 10_000;
    const waits = new Map<number, () => void>();
    const [set, clear] = [window.setTimeout.bind(window), window.clearTimeout.bind(window)];
    let last = 1e9;
    Object.assign(window, {
      waits,
      setTimeout: (work: () => void, ms?: number) => ms === 1000 ? (waits.set(last += 1, work), last) : set(work, ms),
      clearTimeout: (id: number) => { if (!waits.delete(id)) clear(id); },
    });
  });
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Specimen' }).waitFor();
  const waiting = (): Promise<number> => page.evaluate(() => (window as unknown as { waits: Map<number, () => void> }).waits.size);
  const untilWaiting = (): Promise<unknown> => page.waitForFunction(() => (window as unknown as { waits: Map<number, () => void> }).waits.size === 1);
  const pass = (): Promise<void> => page.evaluate(() => {
    const { waits } = window as unknown as { waits: Map<number, () => void> };
    const due = [...waits.values()];
    waits.clear();
    for (const work of due) work();
  });
  const view = (): Promise<string> => page.evaluate(() => document.body.className);
  await untilWaiting();
  assert.equal(await view(), 'plain');
  // What one reads does not move, and no timer runs until there is a reason.
  await page.evaluate(() => { scrollTo(0, 200); });
  await page.waitForFunction(() => scrollY === 200);
  await page.waitForTimeout(100);
  await pass();
  await page.waitForTimeout(800);
  assert.deepEqual([await view(), await waiting()], ['plain', 0]);
  await page.evaluate(() => { scrollTo(0, 0); });
  await untilWaiting();
  await page.keyboard.press('Tab');
  assert.deepEqual([await view(), await waiting()], ['plain', 1]);
  await pass();
  await page.waitForFunction(() => document.body.className === 'canvas');
  assert.equal(await waiting(), 0);
}, { viewport: { width: 1100, height: 500 } }));
