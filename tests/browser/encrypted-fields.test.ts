// Single fields of a form in a real browser: they arrive as age files in an otherwise normal submit, by the browser or by
// the page's own code, and never in the clear, whatever does not work.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/chromium.ts';
import { startFormServer, strictPolicy, type FormServer } from '../support/form-server.ts';

let browser: Browser;
let server: FormServer;
let folder = '';
let to = '';

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hallpass-form-'));
  execFileSync('age-keygen', ['-o', join(folder, 'key')], { stdio: 'ignore' });
  to = `data-hallpass-encrypt-to="${execFileSync('age-keygen', ['-y', join(folder, 'key')]).toString().trim()}"`;
  server = await startFormServer();
  server.status = 200;
  browser = await launchChromium();
});

after(async () => {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

const secrets = ['penicillin', '12 Elm Street', 'Zoë'];
/** `allergies` by itself, and everything about the child in one. */
const form = (attributes = 'method="post" action="/enrol"'): string => `<form id="enrol" ${attributes}>
  <label>School <input name="school" required></label>
  <label>Allergies <textarea data-hallpass-name="allergies" ${to} required></textarea></label>
  <fieldset data-hallpass-name="child" ${to}>
    <label>Child <input data-hallpass-name="name"></label>
    <label>Grade <select data-hallpass-name="grade"><option>1</option><option>2</option></select></label>
    <label>Lunch <input type="checkbox" data-hallpass-name="lunch" value="yes"></label>
    <label>Bus <input type="checkbox" data-hallpass-name="bus" value="yes"></label>
    <label>Off <input data-hallpass-name="off" value="x" disabled></label>
    <label>File <input type="file" data-hallpass-name="file"></label>
  </fieldset>
  <button name="kind" value="new">Send</button></form>`;
const visit = (use: (tab: Page) => Promise<void>, options = {}): Promise<void> => {
  server.status = 200;
  return server.visit(browser, use, options);
};
const fill = async (tab: Page): Promise<void> => {
  await tab.locator('[name=school]').fill('Lakeside');
  await tab.locator('[data-hallpass-name=allergies]').fill('penicillin');
  await tab.locator('[data-hallpass-name=name]').fill('Zoë');
  await tab.locator('[data-hallpass-name=grade]').selectOption('2');
  await tab.locator('[data-hallpass-name=lunch]').check();
  await tab.locator('[type=file]').setInputFiles({ name: 'proof.txt', mimeType: 'text/plain', buffer: Buffer.from('12 Elm Street') });
};
const send = (tab: Page): Promise<void> => tab.locator('button').first().click();
const arrived = async (): Promise<void> => {
  for (let waited = 0; server.received.length === 0 && waited < 200; ++waited) await new Promise((resolve) => { setTimeout(resolve, 50); });
  assert.equal(server.received.length, 1);
};
const isInTheClear = (): string[] => secrets.filter((secret) => server.received.some(({ body, path }) => body.includes(secret) || decodeURIComponent(path).includes(secret)));
/** The one request as a form: read by the standard, not by a parser of ours. */
const receivedForm = async (): Promise<FormData> => {
  const { headers, body } = server.received[0] as FormServer['received'][number];
  return new Response(new Uint8Array(body), { headers: { 'Content-Type': headers['content-type'] ?? '' } }).formData();
};
const open = (text: FormDataEntryValue | null): Record<string, unknown> => {
  assert.equal(typeof text, 'string');
  const message = JSON.parse(execFileSync('age', ['-d', '-i', join(folder, 'key')], { input: text as string, encoding: 'utf8' })) as { form: string; fields: Record<string, unknown> };
  assert.equal(message.form, 'enrol');
  return message.fields;
};
const hasAll = async (): Promise<void> => {
  assert.deepEqual(isInTheClear(), []);
  const data = await receivedForm();
  assert.deepEqual([...data.keys()].sort(), ['allergies', 'child', 'kind', 'school']);
  assert.equal(data.get('school'), 'Lakeside');
  assert.equal(data.get('kind'), 'new');
  assert.deepEqual(open(data.get('allergies')), { allergies: ['penicillin'] });
  assert.deepEqual(open(data.get('child')), {
    name: ['Zoë'], grade: ['2'], lunch: ['yes'], file: [{ name: 'proof.txt', type: 'text/plain', base64: Buffer.from('12 Elm Street').toString('base64') }],
  });
};

test('the browser submits the form: marked fields as ciphertext, the others as always', async () => {
  for (const encoding of ['', ' enctype="multipart/form-data"']) {
    server.body = form(`method="post" action="/enrol"${encoding}`);
    await visit(async (tab) => {
      await send(tab);
      assert.deepEqual(server.received, [], 'the browser’s own validation stands first');
      await fill(tab);
      await send(tab);
      await arrived();
      await tab.waitForURL('**/enrol');
    });
    assert.equal(server.received[0]?.path, '/enrol');
    await hasAll();
  }
});

test('without JavaScript the other fields are sent, and nothing of the marked ones', async () => {
  server.body = form();
  await visit(async (tab) => {
    await fill(tab);
    await send(tab);
    await arrived();
  }, { javaScriptEnabled: false });
  assert.deepEqual(isInTheClear(), []);
  assert.deepEqual([...(await receivedForm()).keys()].sort(), ['kind', 'school']);
});

test('without WebAssembly nothing is sent', async () => {
  server.body = form();
  server.policy = strictPolicy.replace(` 'wasm-unsafe-eval'`, '');
  await visit(async (tab) => {
    await fill(tab);
    await send(tab);
    await tab.getByRole('status').filter({ hasText: 'cannot be encrypted in this browser' }).waitFor();
    assert.deepEqual(server.received, []);
    assert.equal(await tab.locator('[data-hallpass-name=name]').inputValue(), 'Zoë');
  });
});

const ownHandler = `
const form = document.forms[0];
window.events = 0;
form.addEventListener('submit', async (event) => {
  ++window.events;
  event.preventDefault();
  await new Promise((resolve) => { setTimeout(resolve, 50); });
  await fetch('/own', { method: 'POST', body: new FormData(form, event.submitter) });
  document.title = 'done';
});
window.early = [...new FormData(form).keys()];`;

test('a page’s own handler that prevents the submit and fetches new FormData(form) gets ciphertext', async () => {
  server.body = `${form('method="post"')}<script type="module" src="/own.js"></script>`;
  server.files = { '/own.js': ownHandler };
  await visit(async (tab) => {
    await fill(tab);
    await send(tab);
    await tab.waitForFunction(() => document.title === 'done');
    assert.equal(await tab.evaluate(() => (window as unknown as { events: number }).events), 1, 'it sees one submit, when there is something to send');
    assert.deepEqual(await tab.evaluate(() => (window as unknown as { early: string[] }).early), ['school'], 'before it, nothing of the marked fields');
    assert.equal(await tab.getByRole('status').textContent(), '', 'what follows is the page’s own to tell');
  });
  assert.equal(server.received[0]?.path, '/own');
  await hasAll();
});

test('a whole form for a page’s own handler: one entry, ciphertext, whatever the fields are called', async () => {
  server.body = `<form id="enrol" method="dialog" ${to} data-hallpass-name="message"><label>Child <input name="child"></label><button name="kind" value="new">Send</button></form>
<script type="module" src="/own.js"></script>`;
  server.files = { '/own.js': ownHandler };
  await visit(async (tab) => {
    await tab.getByLabel('Child').fill('Zoë');
    await send(tab);
    await tab.waitForFunction(() => document.title === 'done');
    assert.deepEqual(await tab.evaluate(() => (window as unknown as { early: string[] }).early), []);
  });
  assert.deepEqual(isInTheClear(), []);
  const data = await receivedForm();
  assert.deepEqual([...data.keys()], ['message']);
  assert.deepEqual(open(data.get('message')), { child: ['Zoë'], kind: ['new'] });
});

test('each submit sends what stands there then, and a reset forgets', async () => {
  server.body = `${form('method="post"')}<script type="module" src="/own.js"></script>`;
  server.files = { '/own.js': ownHandler };
  await visit(async (tab) => {
    await fill(tab);
    await send(tab);
    await tab.waitForFunction(() => document.title === 'done');
    server.received = [];
    await tab.locator('[data-hallpass-name=allergies]').fill('none');
    await tab.evaluate(() => { document.title = ''; });
    await send(tab);
    await tab.waitForFunction(() => document.title === 'done');
    assert.deepEqual(open((await receivedForm()).get('allergies')), { allergies: ['none'] });
    await tab.evaluate(() => { (document.forms[0] as HTMLFormElement).reset(); });
    assert.deepEqual(await tab.evaluate(() => [...new FormData(document.forms[0] as HTMLFormElement).keys()]), ['school']);
  });
});

test('form.submit(), which asks nobody, sends nothing of the marked fields', async () => {
  server.body = form();
  await visit(async (tab) => {
    await fill(tab);
    await tab.evaluate(() => { (document.forms[0] as HTMLFormElement).submit(); });
    await arrived();
  });
  assert.deepEqual(isInTheClear(), []);
  assert.deepEqual([...(await receivedForm()).keys()], ['school']);
});

test('a page’s own code encrypts by itself', async () => {
  server.body = `${form()}<script type="module" src="/own.js"></script>`;
  server.files = { '/own.js': `import * as hallpass from '/vault/forms.js'; window.hallpassForms = hallpass;` };
  await visit(async (tab) => {
    await fill(tab);
    await tab.evaluate(async () => {
      const { encryptFields } = (window as unknown as { hallpassForms: typeof import('../../web/vault/forms.ts') }).hallpassForms;
      await fetch('/own', { method: 'POST', body: await encryptFields(document.forms[0] as HTMLFormElement, document.querySelector('button')) });
    });
    await hasAll();
    server.received = [];
    const refused = await tab.evaluate(async () => {
      const { encryptForm } = (window as unknown as { hallpassForms: typeof import('../../web/vault/forms.ts') }).hallpassForms;
      return encryptForm(document.forms[0] as HTMLFormElement).catch((error: unknown) => (error as { where: string }).where);
    });
    assert.equal(refused, 'form', 'nobody is named for the whole form');
    await tab.evaluate(async (attribute) => {
      const { encryptForm } = (window as unknown as { hallpassForms: typeof import('../../web/vault/forms.ts') }).hallpassForms;
      const whole = document.forms[0] as HTMLFormElement;
      whole.setAttribute('data-hallpass-encrypt-to', attribute);
      await fetch('/own', { method: 'POST', body: await encryptForm(whole) });
    }, /"(.*)"/.exec(to)?.[1] ?? '');
    assert.equal(server.received[0]?.headers['content-type'], 'application/age');
    const opened = JSON.parse(execFileSync('age', ['-d', '-i', join(folder, 'key')], { input: server.received[0]?.body, encoding: 'utf8' })) as { fields: object };
    assert.deepEqual(opened.fields, { school: ['Lakeside'] });
  });
});

test('what would leave in the clear, or be lost, is refused', async () => {
  const post = 'method="post" action="/enrol"';
  for (const body of [
    form().replace('data-hallpass-name="allergies"', 'data-hallpass-name="allergies" name="allergies"'),
    form().replace('data-hallpass-name="allergies"', 'name="allergies"'),
    form().replace('data-hallpass-name="name"', 'data-hallpass-name="name" name="name"'),
    form().replace('data-hallpass-name="name"', 'class="no-name"'),
    form().replace('<select ', `<select ${to} `),
    form().replace(post, 'action="/enrol"'),
    form().replace(post, 'method="get" action="/enrol"'),
    form().replace('<button ', '<button formmethod="get" '),
    form().replace(post, `method="dialog" ${to} data-hallpass-action="/enrol"`),
    form().replace(to, 'data-hallpass-encrypt-to="age1nonsense"'),
    form().replace(to, 'data-hallpass-encrypt-to'),
  ]) {
    server.body = body;
    await visit(async (tab) => {
      await tab.locator('[name=school]').fill('Lakeside');
      await tab.locator('textarea').fill('penicillin');
      await tab.locator('fieldset input').first().fill('Zoë');
      await send(tab);
      await tab.getByRole('status').filter({ hasText: 'not set up for encryption' }).waitFor();
      const readable = await tab.evaluate(() => JSON.stringify([...new FormData(document.forms[0] as HTMLFormElement)]));
      assert.deepEqual(secrets.filter((secret) => readable.includes(secret)), [], body);
    });
    assert.deepEqual(server.received, [], body);
    assert.ok(server.paths.every((path) => !path.includes('?')), body);
  }
});
