// The portal in every engine, in both views: sign in, look, correct, see it under one's requests, sign out.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { until, type Visitor } from '../../scripts/lib/engines/engine.ts';
import { wantedEngines, withEngine } from '../../scripts/lib/engines/index.ts';
import { anyPorts, startWorld, type World } from '../../scripts/lib/world.ts';

/** A district for one parent alone: an entry can be asked about once. */
const withWorld = async (use: (world: World) => Promise<void>): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'hallpass-engines-'));
  const world = await startWorld(join(folder, 'world'), anyPorts, 200);
  try {
    await use(world);
  } finally {
    await world.close();
    rmSync(folder, { recursive: true });
  }
};

/** In the page that is there; while one goes and the next comes there is none, and no answer. */
const asked = <Args extends readonly unknown[], Answer>(visitor: Visitor, run: (...args: Args) => Answer, ...args: Args): Promise<Awaited<Answer> | undefined> =>
  visitor.evaluate(run, ...args).catch(() => undefined);

const title = (visitor: Visitor, text: string): Promise<unknown> =>
  until(`the title ${text}`, () => asked(visitor, (text) => document.querySelector('h1')?.textContent.startsWith(text), text), 30_000);
const shows = (visitor: Visitor, text: string): Promise<unknown> =>
  until(`the text ${text}`, () => asked(visitor, (text) => document.querySelector('main')?.textContent.includes(text), text), 30_000);

/** A click on the button or link whose name starts so, in the main part of the page if there is one. */
const press = async (visitor: Visitor, name: string): Promise<void> => {
  // The driver's click is told by a function alone: the page marks what is meant.
  await until(`a button or link ${name}`, () => asked(visitor, (name) => {
    document.querySelector('[data-meant]')?.removeAttribute('data-meant');
    const all = [...document.querySelectorAll('main button, main a, dialog button, button, a')];
    const found = all.find((one) => (one.getAttribute('aria-label') ?? one.textContent).startsWith(name));
    found?.setAttribute('data-meant', '');
    return found !== undefined;
  }, name), 30_000);
  await visitor.click(() => document.querySelector('[data-meant]'));
};

/** As the browser itself writes: what it inserts is told by an input event. */
const write = (visitor: Visitor, name: string, text: string): Promise<void> => visitor.evaluate((name, text) => {
  const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(`[name^='${name}']`);
  if (field === null) throw new Error(`no field ${name}`);
  field.focus();
  field.select();
  document.execCommand('insertText', false, text);
}, name, text);

const view = (visitor: Visitor): Promise<string> => visitor.evaluate(() => document.body.className);

for (const name of wantedEngines) {
  for (const wanted of ['plain', 'canvas'] as const) {
    test(`${name}: a parent signs in, looks, corrects and signs out (${wanted} view)`, () => withWorld((world) => withEngine(name, async (engine) => {
      const visitor = await engine.newVisitor();
      await visitor.goto(world.portal);
      await title(visitor, 'Your child');
      await visitor.evaluate((wanted) => { localStorage.setItem('hallpass-portal-view', wanted); }, wanted);
      await visitor.reload();
      await title(visitor, 'Your child');
      // Firefox without a display has no WebGL2: plain view comes by itself.
      const shown = await visitor.evaluate(() => document.createElement('canvas').getContext('webgl2') === null) ? 'plain' : wanted;
      await until(`${shown} view`, async () => await view(visitor) === shown);
      await press(visitor, 'Sign in');
      await title(visitor, 'Sign in');
      await visitor.click(() => [...document.querySelectorAll('label')].find(({ textContent }) => textContent.includes('María García')));
      await press(visitor, 'Sign in');
      await title(visitor, 'My children');
      await press(visitor, 'See the record of Luc');
      await title(visitor, 'Record of');
      await shows(visitor, 'Street address');
      const { rows, width, inner, inks } = await visitor.evaluate(() => ({
        rows: document.querySelectorAll('tbody tr').length, width: document.documentElement.scrollWidth, inner: innerWidth,
        inks: [...document.querySelectorAll<HTMLCanvasElement>('#tiles canvas')]
          .filter((tile) => new Set(tile.getContext('2d')?.getImageData(0, 0, tile.width, tile.height).data).size > 16).length,
      }));
      assert.ok(rows > 10 && width <= inner, `${rows} rows, ${width} of ${inner} px`);
      assert.ok(shown === 'plain' ? inks === 0 : inks > 2, `${inks} drawn tiles`);

      await press(visitor, 'Correct Street address');
      await title(visitor, 'Ask for a correction');
      await press(visitor, 'Check and send');
      await shows(visitor, 'Something is missing or not right:');
      await write(visitor, 'new-value', '27 Harbor View Lane');
      await write(visitor, 'reason', 'We moved in August.');
      await press(visitor, 'Check and send');
      await title(visitor, 'Check before you send');
      await shows(visitor, '27 Harbor View Lane');
      await press(visitor, 'Send');
      await shows(visitor, 'Your request was sent.');
      await press(visitor, 'My requests');
      await title(visitor, 'My requests');
      await shows(visitor, 'Correction: Street address');
      assert.equal(await view(visitor), shown, 'the view has stayed');
      await press(visitor, 'Sign out');
      await shows(visitor, 'You are signed out.');
      await visitor.close();
    })));
  }
}
