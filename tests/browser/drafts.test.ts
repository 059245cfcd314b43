// Drafts in a real browser: there again after a reload and a crash, ciphertext alone in the database, and gone when they
// should be.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Decrypter } from 'age-encryption';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/chromium.ts';
import type { Drafts, DraftsOptions } from '../../web/vault/drafts.ts';
import { crash } from '../support/crashed-tab.ts';
import { startFormServer, type FormServer } from '../support/form-server.ts';

interface InPage {
  readonly openDrafts: (options: DraftsOptions) => Promise<Drafts>;
  readonly wipeDrafts: (name: string) => Promise<void>;
  drafts: Drafts;
  locks: number;
}

let browser: Browser;
let server: FormServer;
before(async () => {
  server = await startFormServer();
  server.files = { '/own.js': `import * as drafts from '/vault/drafts.js'; window.page = { ...drafts, locks: 0 };` };
  server.body = '<script type="module" src="/own.js"></script>';
  browser = await launchChromium();
});
after(async () => {
  await browser.close();
  await server.close();
});

const name = 'drafts';
const secret = 'Zoë is allergic to penicillin';

const tabIn = async (context: BrowserContext): Promise<Page> => {
  const tab = await context.newPage();
  await tab.goto(server.origin);
  await tab.waitForFunction(() => 'page' in globalThis);
  return tab;
};
const inContext = async (use: (context: BrowserContext) => Promise<void>): Promise<void> => {
  const context = await browser.newContext();
  try {
    await use(context);
  } finally {
    await context.close();
  }
};

const openIn = (tab: Page, options: Partial<DraftsOptions> = {}): Promise<string> => tab.evaluate(async (given) => {
  const page = (globalThis as unknown as { page: InPage }).page;
  try {
    page.drafts = await page.openDrafts({ ...given, onLock: () => { ++page.locks; } });
    return '';
  } catch (error) {
    return `${(error as { code: string }).code} ${(error as { where: string }).where}`;
  }
}, { name, ...options });
const save = (tab: Page, draft: string, text: string): Promise<string> => tab.evaluate(async ([id, content]) => {
  const page = (globalThis as unknown as { page: InPage }).page;
  return page.drafts.save(id, content).then(() => '', (error: { code: string; where: string }) => `${error.code} ${error.where}`);
}, [draft, text] as const);
const load = (tab: Page, draft: string): Promise<string | undefined> => tab.evaluate(async (id) => {
  const page = (globalThis as unknown as { page: InPage }).page;
  return page.drafts.load(id).catch((error: { code: string; where: string }) => `${error.code} ${error.where}`);
}, draft);
const again = async (tab: Page): Promise<void> => {
  await tab.goto(server.origin);
  await tab.waitForFunction(() => 'page' in globalThis);
};

/** Every key and value of the database, in all ways in which bytes could be text. */
const everythingStored = (tab: Page): Promise<string> => tab.evaluate(async (database) => {
  const wait = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
    request.onsuccess = () => { resolve(request.result); };
    request.onerror = () => { reject(request.error as DOMException); };
  });
  const opened = await wait(indexedDB.open(database));
  const texts: string[] = [];
  const see = (value: unknown): void => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
      const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
      texts.push(`bytes:${bytes.length}`, new TextDecoder().decode(bytes), new TextDecoder('utf-16le').decode(bytes), String.fromCharCode(...bytes));
    } else if (value instanceof CryptoKey) {
      texts.push(`${value.algorithm.name} extractable:${String(value.extractable)}`);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, member] of Object.entries(value)) { texts.push(key); see(member); }
    } else texts.push(String(value));
  };
  for (const store of opened.objectStoreNames) {
    const objects = opened.transaction(store).objectStore(store);
    see(await wait(objects.getAllKeys()));
    see(await wait(objects.getAll()));
  }
  opened.close();
  texts.push(JSON.stringify(Object.entries(sessionStorage)), JSON.stringify(Object.entries(localStorage)));
  return texts.join('\n');
}, name);
const databases = (tab: Page): Promise<(string | undefined)[]> => tab.evaluate(async () => (await indexedDB.databases()).map((one) => one.name));

test('a draft is there after a reload, and the newest of quick ones', () => inContext(async (context) => {
  const tab = await tabIn(context);
  assert.equal(await openIn(tab), '');
  assert.equal(await load(tab, 'letter'), undefined);
  await tab.evaluate(async () => {
    const { drafts } = (globalThis as unknown as { page: InPage }).page;
    await Promise.all(Array.from({ length: 20 }, (_, index) => drafts.save('letter', `version ${index}`)));
  });
  await save(tab, 'other', secret);
  await again(tab);
  assert.equal(await openIn(tab), '');
  assert.equal(await load(tab, 'letter'), 'version 19');
  assert.equal(await load(tab, 'other'), secret);
  await save(tab, 'other', '');
  assert.equal(await load(tab, 'other'), undefined);
  assert.equal(await load(tab, 'letter'), 'version 19');
}));

test('a draft is there after the tab has crashed', () => inContext(async (context) => {
  const tab = await tabIn(context);
  await openIn(tab);
  await save(tab, 'letter', secret);
  const ask = await crash(browser, context, tab);
  const found = await ask(`(async () => {
    while (!('page' in globalThis)) await new Promise((resolve) => setTimeout(resolve, 50));
    return (await page.openDrafts({ name: '${name}' })).load('letter');
  })()`);
  assert.equal(found, secret);
}));

test('the database holds no plaintext, not even the drafts’ names, and no key that can be read', () => inContext(async (context) => {
  const tab = await tabIn(context);
  await openIn(tab);
  await save(tab, 'about-zoë', secret);
  const stored = await everythingStored(tab);
  assert.match(stored, /^HKDF extractable:false$/m);
  assert.match(stored, new RegExp(`^bytes:${Buffer.byteLength(secret) + 16}$`, 'm'), 'the ciphertext was seen');
  for (const word of ['Zoë', 'allergic', 'penicillin', 'about-zoë', 'about']) assert.ok(!stored.includes(word), word);
}));

test('another tab, as the next person opens it, cannot open it', () => inContext(async (context) => {
  const tab = await tabIn(context);
  await openIn(tab);
  await save(tab, 'letter', secret);
  const other = await tabIn(context);
  await openIn(other);
  assert.equal(await load(other, 'letter'), undefined);
  await save(other, 'letter', 'mine');
  assert.equal(await load(tab, 'letter'), secret, 'and does not disturb it');
}));

test('a locked draft of a session is gone for good', () => inContext(async (context) => {
  const tab = await tabIn(context);
  await openIn(tab);
  await save(tab, 'letter', secret);
  await tab.evaluate(async () => {
    const { drafts } = (globalThis as unknown as { page: InPage }).page;
    await drafts.lock();
    await drafts.lock();
  });
  assert.equal(await tab.evaluate(() => (globalThis as unknown as { page: InPage }).page.locks), 1);
  assert.equal(await load(tab, 'letter'), 'unauthenticated drafts');
  assert.equal(await save(tab, 'letter', 'x'), 'unauthenticated drafts');
  assert.doesNotMatch(await everythingStored(tab), /bytes|HKDF/);
  assert.equal(await tab.evaluate(() => sessionStorage.length), 0);
  await again(tab);
  await openIn(tab);
  assert.equal(await load(tab, 'letter'), undefined);
}));

test('idle time locks, with the page open and with it closed', () => inContext(async (context) => {
  const tab = await tabIn(context);
  await openIn(tab, { idleMs: 1500 });
  await save(tab, 'letter', secret);
  for (let step = 0; step < 4; ++step) {
    await tab.waitForTimeout(500);
    assert.equal(await load(tab, 'letter'), secret, 'use keeps it open');
  }
  await tab.waitForFunction(() => (globalThis as unknown as { page: InPage }).page.locks === 1);
  assert.equal(await load(tab, 'letter'), 'unauthenticated drafts');
  await tab.waitForFunction(() => sessionStorage.length === 0);

  await again(tab);
  await openIn(tab, { idleMs: 1500 });
  await save(tab, 'letter', secret);
  await tab.goto('about:blank');
  await tab.waitForTimeout(1700);
  await again(tab);
  await openIn(tab, { idleMs: 1500 });
  assert.equal(await load(tab, 'letter'), undefined);
  assert.doesNotMatch(await everythingStored(tab), new RegExp(`bytes:${Buffer.byteLength(secret) + 16}`));
}));

test('a sign-out leaves nothing, in other tabs neither', () => inContext(async (context) => {
  const [tab, other] = [await tabIn(context), await tabIn(context)];
  for (const one of [tab, other]) {
    await openIn(one);
    await save(one, 'letter', secret);
  }
  await tab.evaluate(() => (globalThis as unknown as { page: InPage }).page.drafts.wipe());
  assert.deepEqual(await databases(tab), []);
  assert.equal(await load(tab, 'letter'), 'unauthenticated drafts');
  assert.equal(await load(other, 'letter'), undefined);
  assert.equal(await save(other, 'letter', secret), 'unauthenticated drafts', 'the other tab is signed out too');
  assert.doesNotMatch(await everythingStored(other), /bytes/);

  await again(tab);
  await openIn(tab);
  await save(tab, 'letter', secret);
  await again(tab);
  await tab.evaluate((database) => (globalThis as unknown as { page: InPage }).page.wipeDrafts(database), name);
  assert.deepEqual(await databases(tab), [], 'also when they were not open');
  await openIn(tab);
  assert.equal(await load(tab, 'letter'), undefined);
}));

test('hallpass.forget() wipes them', () => inContext(async (context) => {
  const tab = await tabIn(context);
  await openIn(tab);
  await save(tab, 'letter', secret);
  await tab.evaluate(() => dispatchEvent(new Event('hallpass-forgotten')));
  for (const deadline = Date.now() + 20_000; (await databases(tab)).length > 0;) assert.ok(Date.now() < deadline, 'the database is still there');
  assert.equal(await load(tab, 'letter'), 'unauthenticated drafts');
}));

const passphrase = { passphrase: 'correct horse', workFactor: 10 };

test('with a passphrase another tab opens them, and nobody without it', () => inContext(async (context) => {
  const tab = await tabIn(context);
  await openIn(tab, passphrase);
  await save(tab, 'letter', secret);
  for (const word of ['Zoë', 'penicillin', 'letter', 'correct', 'horse']) assert.ok(!(await everythingStored(tab)).includes(word), word);
  await tab.close();
  const other = await tabIn(context);
  assert.equal(await openIn(other, { ...passphrase, passphrase: 'battery staple' }), 'not_found identity');
  assert.equal(await openIn(other, passphrase), '');
  assert.equal(await load(other, 'letter'), secret);
  await other.evaluate(() => (globalThis as unknown as { page: InPage }).page.drafts.lock());
  assert.equal(await load(other, 'letter'), 'unauthenticated drafts');
  assert.equal(await openIn(other, passphrase), '', 'and unlocks them');
  assert.equal(await load(other, 'letter'), secret);

  const wrapped = await other.evaluate((database) => new Promise<number[]>((resolve) => {
    const opening = indexedDB.open(database);
    opening.onsuccess = () => {
      const request = opening.result.transaction('vaults').objectStore('vaults').get('passphrase') as IDBRequest<{ wrapped: Uint8Array }>;
      request.onsuccess = () => { opening.result.close(); resolve([...request.result.wrapped]); };
    };
  }), name);
  const decrypter = new Decrypter();
  decrypter.addPassphrase('correct horse');
  assert.equal((await decrypter.decrypt(new Uint8Array(wrapped))).length, 32, 'the key is in a standard age file');
}));

test('a damaged record, and one in another’s place, are an error that says so', () => inContext(async (context) => {
  const tab = await tabIn(context);
  await openIn(tab);
  await save(tab, 'one', secret);
  await save(tab, 'two', 'another');
  const change = (how: 'flip' | 'cut' | 'swap'): Promise<void> => tab.evaluate(([database, way]) => new Promise<void>((resolve) => {
    const opening = indexedDB.open(database);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('records', 'readwrite');
      const records = transaction.objectStore('records');
      const [keys, values] = [records.getAllKeys(), records.getAll() as IDBRequest<{ iv: Uint8Array; ciphertext: ArrayBuffer }[]>];
      values.onsuccess = () => values.result.forEach((value, index) => {
        const other = values.result[1 - index];
        const bytes = new Uint8Array(value.ciphertext);
        if (way === 'flip') bytes[index] = (bytes[index] ?? 0) ^ 1;
        records.put(way === 'swap' ? other : { ...value, ciphertext: way === 'cut' ? value.ciphertext.slice(1) : bytes.buffer }, keys.result[index] as IDBValidKey);
      });
      transaction.oncomplete = () => { opening.result.close(); resolve(); };
    };
  }), [name, how] as const);
  for (const how of ['swap', 'flip', 'cut'] as const) {
    await change(how);
    for (const draft of ['one', 'two']) assert.equal(await load(tab, draft), 'not_authentic drafts/record', how);
    await save(tab, 'one', secret);
    assert.equal(await load(tab, 'one'), secret, 'writing it anew mends it');
    await save(tab, 'two', 'another');
  }
}));

test('without storage it is said', () => inContext(async (context) => {
  const tab = await tabIn(context);
  await tab.addInitScript(() => {
    Object.defineProperty(IDBFactory.prototype, 'open', { value: () => { throw new DOMException('denied', 'SecurityError'); } });
  });
  await again(tab);
  assert.equal(await openIn(tab), 'unavailable drafts');
}));
