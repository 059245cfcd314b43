// News on a request goes out by mail: once, after the commit, again after a failure or a crash, and staff see what could
// not be delivered.
import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { start, type IdentityProvider } from '../../examples/district/identity-provider.ts';
import { demo } from '../../scripts/generate-district.ts';
import { startPostgresql } from '../support/postgresql-server.ts';
import { assertProblem, call, startJudge, type Json } from './client.ts';
import { District, makeFolder } from './district-process.ts';
import { decodeWords, freePort, MailServer } from './mail-server.ts';
import { audience, clientId, redirectUri, signIn } from './sign-in.ts';

const contract = new URL('../../district/openapi.yaml', import.meta.url).pathname;
const portal = 'https://portal.lakeside.example/';
const address = 'parent-0001@families.lakeside.example';
const settleMs = 1500;
const tokens = new Map<string, string>();
let provider: IdentityProvider;
before(async () => {
  provider = await start({ audience, clients: [{ clientId, redirectUris: [redirectUri] }] });
  for (const account of [demo.parent, demo.clerk]) tokens.set(account, await signIn({ issuer: provider.issuer, account }));
});
after(() => provider.close());

const flagsFor = (database: string, url: string, more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  database, issuer: provider.issuer, 'mail-server': url, 'mail-from': 'records@lakeside.example', portal, name: 'Distrito Unión',
  'mail-wait-seconds': '1', ...more });

const good = async (district: { url: string }, account: string, method: string, path: string, json?: object): Promise<Json> => {
  const answer = await call(`${district.url}/v1`, method, path, { token: tokens.get(account), json });
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${new TextDecoder().decode(answer.bytes)}`);
  return answer.json();
};

/** A correction that the office has refused: its parent is to be told. Returns its id. */
const refused = async (district: District, entry = 'contact.street'): Promise<string> => {
  const record = await good(district, demo.parent, 'GET', `/students/${demo.child}/record`);
  const { value } = (record.categories as Json[]).flatMap((one) => one.entries as Json[]).find((one) => one.id === entry) as { value: string };
  const { id } = await good(district, demo.parent, 'POST', `/students/${demo.child}/requests`, { kind: 'correction', reason: 'Secret reason.',
    entries: [{ entry_id: entry, old_value: value, new_value: '1 Secret Street' }] }) as { id: string };
  await good(district, demo.clerk, 'POST', `/requests/${id}/steps`, { event: 'refuse', text: 'Secret answer.' });
  return id;
};
const failedAt = async (district: District, id: string): Promise<string | null> =>
  (await good(district, demo.clerk, 'GET', `/requests/${id}`)).mail_failed_at as string | null;

interface Place { readonly folder: ReturnType<typeof makeFolder>; readonly database: string }
/** Runs with a folder, and the databases of both kinds where `both`. */
const inPlace = async (kind: 'SQLite' | 'PostgreSQL', run: (place: Place) => Promise<void>): Promise<void> => {
  const folder = makeFolder(20);
  const server = kind === 'PostgreSQL' ? await startPostgresql() : undefined;
  try {
    await run({ folder, database: server?.url ?? folder.database });
  } finally {
    await server?.stop();
    folder.remove();
  }
};

test('a mail says that there is news, in two languages, and nothing of what it is', () => inPlace('SQLite', async ({ folder, database }) => {
  const mail = await MailServer.start();
  const district = await District.start({ ...flagsFor(database, mail.url), import: folder.zip });
  try {
    const id = await refused(district);
    const [letter] = await mail.arrived(1);
    assert.ok(letter);
    assert.equal(letter.from, 'records@lakeside.example');
    assert.equal(letter.to, address);
    assert.equal(decodeWords(letter.headers.get('from') ?? ''), 'Distrito Unión <records@lakeside.example>');
    assert.equal(decodeWords(letter.headers.get('subject') ?? ''), 'News on your request / Novedades sobre su solicitud');
    assert.equal(letter.headers.get('auto-submitted'), 'auto-generated');
    assert.match(letter.headers.get('message-id') ?? '', /^<[0-9a-f]{32}@lakeside\.example>$/);
    assert.ok(Math.abs(Date.parse(letter.headers.get('date') ?? '') - Date.now()) < 60_000);
    assert.equal(letter.body.split(portal).length, 3);
    assert.match(letter.body, /There is news on a request that you made to Distrito Unión\./);
    assert.match(letter.body, /Hay novedades sobre una solicitud/);
    const whole = [...letter.headers].flat().join('\n') + letter.body;
    for (const secret of ['Secret', 'Lucía', 'García', 'street', 'correction', 'refuse', id, demo.child]) {
      assert.ok(!whole.includes(secret), `the mail says ${secret}`);
    }
    // Once, whatever else is looked at or asked; and what the parent does herself is no news to her.
    await good(district, demo.parent, 'POST', `/requests/${id}/steps`, { event: 'message', text: 'I see.' });
    await wait(settleMs);
    assert.equal(mail.letters.length, 1);
    assert.doesNotMatch(district.log(), /@|parent-0001/);
  } finally {
    assert.equal(await district.end(), 0);
    await mail.stop();
  }
}));

test('nothing is sent of what was not done', () => inPlace('SQLite', async ({ folder, database }) => {
  const mail = await MailServer.start();
  const district = await District.start({ ...flagsFor(database, mail.url), import: folder.zip });
  try {
    const id = await refused(district);
    await mail.arrived(1);
    const again = await call(`${district.url}/v1`, 'POST', `/requests/${id}/steps`, { token: tokens.get(demo.clerk), json: { event: 'refuse', text: 'Again.' } });
    assertProblem(again, 409, 'conflict', '/event');
    await wait(settleMs);
    assert.equal(mail.letters.length, 1);
  } finally {
    await district.end();
    await mail.stop();
  }
}));

for (const kind of ['SQLite', 'PostgreSQL'] as const) {
  test(`two servers on one database send each mail once: ${kind}`, () => inPlace(kind, async ({ folder, database }) => {
    const mail = await MailServer.start({ verdict: async () => { await wait(30); return undefined; } });
    const first = await District.start({ ...flagsFor(database, mail.url), import: folder.zip });
    const second = await District.start(flagsFor(database, mail.url));
    try {
      const entries = ['contact.street', 'contact.city', 'contact.postal_code', 'identity.given_name', 'identity.family_name', 'contact.email'];
      const ids = [];
      for (const [index, entry] of entries.entries()) ids.push(await refused(index % 2 === 0 ? first : second, entry));
      await mail.arrived(ids.length);
      await wait(settleMs);
      const known = mail.letters.map((letter) => letter.headers.get('message-id'));
      assert.equal(known.length, ids.length);
      assert.equal(new Set(known).size, ids.length);
    } finally {
      await first.end();
      await second.end();
      await mail.stop();
    }
  }));

  test(`kill -9 between sending and noting it: the same mail again, with the same Message-ID: ${kind}`, () => inPlace(kind, async ({ folder, database }) => {
    // Never says whether it took it.
    let mail = await MailServer.start({ verdict: () => new Promise(() => { /* for good */ }) });
    const { port } = mail;
    let district = await District.start({ ...flagsFor(database, mail.url, { 'mail-seconds': '2' }), import: folder.zip });
    try {
      await refused(district);
      const [before_] = await mail.arrived(1);
      await district.end('SIGKILL');
      await mail.stop();
      mail = await MailServer.start({ port });
      district = await District.start(flagsFor(database, mail.url, { 'mail-seconds': '2' }));
      const [after_] = await mail.arrived(1);
      assert.ok(before_ !== undefined && after_ !== undefined);
      assert.deepEqual([...after_.headers], [...before_.headers]);
      assert.equal(after_.body, before_.body);
      await wait(settleMs);
      assert.equal(mail.letters.length, 1);
    } finally {
      await district.end();
      await mail.stop();
    }
  }));
}

test('a server that is busy, then gone, then back: the mail comes, the same', () => inPlace('SQLite', async ({ folder, database }) => {
  const port = await freePort();
  const district = await District.start({ ...flagsFor(database, `smtp://127.0.0.1:${port}`), import: folder.zip });
  const id = await refused(district);
  await wait(settleMs);
  assert.match(district.log(), /a mail was not delivered \(no answer\): tried again later/);
  let mail = await MailServer.start({ port, verdict: () => 451 });
  try {
    const [first] = await mail.arrived(1);
    for (const until = Date.now() + 10_000; !district.log().includes('(SMTP 451): tried again later'); await wait(20)) assert.ok(Date.now() < until, district.log());
    await mail.stop();
    assert.equal(await failedAt(district, id), null);
    mail = await MailServer.start({ port });
    const [last] = await mail.arrived(1);
    assert.equal(last?.headers.get('message-id'), first?.headers.get('message-id'));
  } finally {
    await district.end();
    await mail.stop();
  }
}));

test('what a server refuses for good is given up at once, and staff see it until they have told the parent', () => inPlace('SQLite', async ({ folder, database }) => {
  const mail = await MailServer.start({ refuse: () => 550 });
  const district = await District.start({ ...flagsFor(database, mail.url), import: folder.zip });
  const judge = await startJudge(`${district.url}/v1`, contract);
  const ask = (account: string, method: string, path: string): ReturnType<typeof call> => call(judge.url, method, path, { token: tokens.get(account) });
  try {
    const id = await refused(district);
    for (const until = Date.now() + 10_000; await failedAt(district, id) === null; await wait(50)) assert.ok(Date.now() < until);
    assert.match(district.log(), /\(SMTP 550\): given up; the staff's queue says/);
    assert.equal((await ask(demo.parent, 'GET', `/requests/${id}`)).json().mail_failed_at, null);
    // It is closed, and still in the queue.
    const queued = ((await ask(demo.clerk, 'GET', '/staff/queue')).json().requests as Json[]).filter((one) => one.id === id);
    assert.equal(queued.length, 1);
    assert.match(queued[0]?.mail_failed_at as string, /Z$/);
    assertProblem(await ask(demo.parent, 'POST', `/requests/${id}/told`), 404, 'not_found');
    const told = await ask(demo.clerk, 'POST', `/requests/${id}/told`);
    assert.equal(told.status, 200);
    assert.equal(told.json().mail_failed_at, null);
    assert.ok(told.headers.get('etag'));
    assert.equal(((await ask(demo.clerk, 'GET', '/staff/queue')).json().requests as Json[]).filter((one) => one.id === id).length, queued[0]?.open === true ? 1 : 0);
    assert.equal(mail.letters.length, 0);
  } finally {
    await judge.stop();
    await district.end();
    await mail.stop();
  }
}));

test('beyond this machine nothing is said before TLS', () => inPlace('SQLite', async ({ folder, database }) => {
  // 127.1 is this machine, but not by a name that the server knows it by.
  const open = await MailServer.start();
  const district = await District.start({ ...flagsFor(database, `smtp://127.1:${open.port}`), import: folder.zip });
  try {
    const id = await refused(district);
    await wait(2 * settleMs);
    assert.match(district.log(), /a mail was not delivered .*: tried again later/);
    assert.equal(open.letters.length, 0);
    assert.equal(await failedAt(district, id), null);
  } finally {
    await district.end();
    await open.stop();
  }
}));

test('a certificate that nobody vouches for is not believed', () => inPlace('SQLite', async ({ folder, database }) => {
  // smtp-server's own certificate is for tests.
  const secure = await MailServer.start({ options: { secure: true, disabledCommands: [] } });
  const district = await District.start({ ...flagsFor(database, `smtps://127.0.0.1:${secure.port}`), import: folder.zip });
  try {
    await refused(district);
    await wait(2 * settleMs);
    assert.match(district.log(), /a mail was not delivered \(no answer\): tried again later/);
    assert.equal(secure.letters.length, 0);
  } finally {
    await district.end();
    await secure.stop();
  }
}));

test('a login comes from a file, and a wrong one costs no mail', () => inPlace('SQLite', async ({ folder, database }) => {
  const login = join(dirname(folder.database), 'login');
  writeFileSync(login, 'hallpass\nwrong\n');
  chmodSync(login, 0o600);
  const seen: string[] = [];
  const mail = await MailServer.start({ options: { authOptional: false, allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) => {
      seen.push(`${username}:${password}`);
      if (username === 'hallpass' && password === 'pass word ü') done(null, { user: 'hallpass' });
      else done(new Error('no such login'));
    } } });
  const district = await District.start({ ...flagsFor(database, mail.url, { 'mail-login': login }), import: folder.zip });
  try {
    const id = await refused(district);
    for (const until = Date.now() + 10_000; seen.length === 0; await wait(20)) assert.ok(Date.now() < until, district.log());
    await wait(200);
    writeFileSync(login, 'hallpass\npass word ü\n');
    await mail.arrived(1);
    assert.equal(await failedAt(district, id), null);
    assert.equal(seen.at(-1), 'hallpass:pass word ü');
    assert.doesNotMatch(district.log(), /wrong|pass word/);
  } finally {
    await district.end();
    await mail.stop();
  }
}));
