// A district's signed authorisation in a real browser: it opens what children may have with it, for whom the statement is
// meant and while it is in force; nothing else does, and no script of the page can.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/chromium.ts';
import { openConsentLog, type ConsentLog } from '../../web/site/consent-log.ts';
import { openSigner } from '../../web/site/signer.ts';
import { serveGate, type GatePage, type GateSite } from '../support/gate-page.ts';
import { outcomes, settle } from './visitor.ts';

const folder = mkdtempSync(join(tmpdir(), 'hallpass-authorisation-'));
const built = join(folder, 'site');
const district = 'https://district.example';
const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
const { privateKey: otherKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
let page: GatePage = {};
let browser: Browser;
let site: GateSite;
let log: ConsentLog;
/** How often the bundle is still lost on its way. */
let losses = 0;

before(async () => {
  const policy = JSON.parse(readFileSync('examples/steptech/policy.json', 'utf8')) as object;
  const { x } = await exportJWK(publicKey);
  const authorisations = { product: 'registration', districts: { one: { name: 'District One', issuer: district, keys: [x] } } };
  writeFileSync(join(folder, 'policy.json'), JSON.stringify({ ...policy, authorisations }));
  execFileSync('build/native/cli/hallpass', ['build', join(folder, 'policy.json'), '-o', built], { stdio: 'ignore' });
  const signer = await openSigner();
  log = openConsentLog({ issuer: 'https://vendor.example', signer, policyImages: [readFileSync(join(built, 'policy.image'))] });
  site = await serveGate(built, () => page, async (request, response) => {
    const { url } = request;
    if (url === '/consent') {
      const chunks: string[] = [];
      for await (const chunk of request) chunks.push(String(chunk));
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ results: await log.take(JSON.parse(chunks.join(''))) }));
      return true;
    }
    if (url === '/hallpass.authorisation.js' && losses > 0) {
      losses -= 1;
      response.writeHead(503).end();
      return true;
    }
    // Long after the page's own scripts have run.
    if (url === '/authorisation.jws') await new Promise((resolve) => { setTimeout(resolve, 700); });
    return false;
  });
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await site?.close();
  rmSync(folder, { recursive: true });
});

const seconds = (): number => Math.floor(Date.now() / 1000);
const claims = (): Record<string, unknown> => ({ iss: district, authorised_by: 'Chief Privacy Officer', aud: site.origin, agreement: 'DPA-1', iat: seconds() - 100, exp: seconds() + 3600 });
const sign = (changed: object = {}, { key = privateKey, typ = 'school-authorisation+jwt' } = {}): Promise<string> =>
  new CompactSign(Buffer.from(JSON.stringify({ ...claims(), ...changed }))).setProtectedHeader({ alg: 'EdDSA', typ, kid: 'district' }).sign(key);

const barred = 'forbidden under_age';
/** A child of 12, where what is not refused is granted. */
const child = { 'data-region': 'US-TX', 'data-age': '9-12' };

interface Visit { readonly tab: Page; readonly said: string[] }
const visit = async (shown: GatePage, story: (visit: Visit) => Promise<void>, init?: () => void): Promise<void> => {
  page = shown;
  const context = await browser.newContext();
  const said: string[] = [];
  context.on('console', (message) => { if (message.text().includes('hallpass')) said.push(message.text()); });
  try {
    if (init) await context.addInitScript(init);
    const tab = await context.newPage();
    await tab.goto(`${site.origin}/page`);
    await story({ tab, said });
  } finally {
    await context.close();
  }
};
const untilAuthorised = (tab: Page): Promise<unknown> => tab.waitForFunction(() => window.hallpass?.outcomes()['analytics']?.state === 'granted');
const analytics = async (tab: Page): Promise<string | undefined> => (await outcomes(tab))['analytics'];

test('a statement on the tag opens what children may have with it, and nothing that they may not', async () => {
  for (const changed of [{}, { aud: 'registration' }, { purposes: ['analytics', 'communication', 'service', 'product_improvement'] }]) {
    await visit({ attributes: { ...child, 'data-authorisation': await sign(changed) } }, async ({ tab, said }) => {
      await untilAuthorised(tab);
      const { advertising, lead_generation } = await outcomes(tab);
      assert.deepEqual([advertising, lead_generation], [barred, barred]);
      assert.deepEqual(said, []);
    });
  }
});

test('a file beside the page does the same; until it is verified the visitor is not authorised', async () => {
  writeFileSync(join(built, 'authorisation.jws'), `${await sign()}\n`);
  await visit({
    attributes: { ...child, 'data-authorisation': './authorisation.jws' }, after: `<script nonce="NONCE">window.atFirst = window.hallpass.outcomes().analytics.reason</script>`,
  }, async ({ tab }) => {
    await untilAuthorised(tab);
    assert.equal(await tab.evaluate(() => (window as { atFirst?: string }).atFirst), 'under_age');
  });
});

test('where consent comes first, the banner asks once the school has authorised', async () => {
  await visit({ attributes: { ...child, 'data-region': 'DE', 'data-authorisation': await sign() } }, async ({ tab }) => {
    await tab.getByRole('button', { name: 'Accept all', exact: true }).click();
    assert.equal(await analytics(tab), 'granted visitor_granted');
    assert.equal((await outcomes(tab))['advertising'], barred);
  });
});

test('a receipt keeps who has authorised, and verify says so', async () => {
  const statement = await sign();
  writeFileSync(join(built, 'kept.jws'), `${statement}\n`);
  for (const given of [statement, './kept.jws']) {
    await visit({ attributes: { ...child, 'data-region': 'DE', 'data-log': '/consent', 'data-authorisation': given } }, async ({ tab }) => {
      await tab.getByRole('button', { name: 'Accept all', exact: true }).click();
      const receipt = await (await tab.waitForFunction(() => (JSON.parse(localStorage.getItem('hallpass_receipts') ?? '{}') as { receipts?: string[] }).receipts?.[0])).jsonValue();
      assert.equal(log.entries().at(-1)?.authorisation, statement);
      const verify = (keys: object[]): string => {
        writeFileSync(join(folder, 'keys.json'), JSON.stringify({ keys }));
        return spawnSync('build/native/cli/hallpass', ['verify', '-k', join(folder, 'keys.json'), '-'], { encoding: 'utf8', input: receipt }).stdout;
      };
      assert.match(verify([...log.keys().keys]), /^authorised +by a statement that these keys do not verify \(kid\)$/m);
      assert.match(verify([...log.keys().keys, { ...await exportJWK(publicKey), kid: 'district' }]), /^authorised +by Chief Privacy Officer of https:\/\/district\.example, DPA-1, until 20\d\d-[^:]+:\d\d:\d\dZ$/m);
    });
  }
});

test('what does not count is said once, without anybody’s data, and opens nothing', async () => {
  const statement = await sign();
  const [header, body, signature] = statement.split('.');
  const altered = Buffer.from(Buffer.from(body ?? '', 'base64url').toString().replace('DPA-1', 'DPA-2')).toString('base64url');
  const rows: readonly (readonly [string, string, string])[] = [
    ['expired', await sign({ exp: seconds() - 1 }), 'not in force now'],
    ['not yet', await sign({ nbf: seconds() + 300 }), 'not in force now'],
    ['signed in the future: the clock went back', await sign({ iat: seconds() + 300 }), 'not in force now'],
    ['another site', await sign({ aud: 'https://other.example' }), 'for another site'],
    ['another district', await sign({ iss: 'https://other.example' }), 'does not name this district'],
    ['another key', await sign({}, { key: otherKey }), 'not that district'],
    ['altered', [header, altered, signature].join('.'), 'not that district'],
    ['a receipt', await sign({}, { typ: 'consent-receipt+jwt' }), 'it is none'],
    ['for fewer purposes', await sign({ purposes: ['analytics'] }), 'fewer purposes'],
    ['nothing', 'yes', 'it is none'],
    ['a file that is not there', '/missing/authorisation.jws', 'it is none'],
    ['a file of another site', 'https://other.example/authorisation.jws', 'on another site'],
  ];
  for (const [name, value, why] of rows) {
    await visit({ attributes: { ...child, 'data-authorisation': value } }, async ({ tab, said }) => {
      await tab.waitForTimeout(150);
      assert.equal(await analytics(tab), barred, name);
      assert.equal(said.length, 1, `${name}: ${said.join()}`);
      assert.ok(said[0]?.includes(why), said[0]);
      assert.doesNotMatch(said[0] ?? '', /Officer|DPA/);
    });
  }
  await visit({ attributes: { ...child, 'data-authorised': '' } }, async ({ tab }) => assert.equal(await analytics(tab), barred, 'the page’s own word'));
});

test('it ends when the statement does, on an open page too, and where the clock goes back', async () => {
  await visit({ attributes: { ...child, 'data-authorisation': await sign() } }, async ({ tab }) => {
    await tab.clock.install(); // so that no slow machine decides when the statement ends
    await tab.reload();
    await untilAuthorised(tab);
    await tab.clock.fastForward(3_590_000);
    assert.match(await analytics(tab) ?? '', /^granted/, 'ten seconds before');
    await tab.clock.fastForward(20_000);
    await tab.waitForFunction(() => window.hallpass?.outcomes()['analytics']?.reason === 'under_age');
  });
  await visit({ attributes: { ...child, 'data-authorisation': await sign() } }, async ({ tab }) => {
    await untilAuthorised(tab);
    await tab.evaluate(() => {
      (window as { turnBack?: () => void }).turnBack?.();
      window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })); // the gate decides again
    });
    assert.equal(await analytics(tab), barred);
  }, () => {
    const native = Date.now.bind(Date);
    let back = 0;
    Date.now = () => native() - back;
    (window as { turnBack?: () => void }).turnBack = () => { back = 86_400_000; };
  });
});

test('without WebAssembly the gate’s twin does the same', async () => {
  const without = (): void => { Reflect.deleteProperty(window, 'WebAssembly'); };
  await visit({ attributes: { ...child, 'data-authorisation': await sign() } }, ({ tab }) => untilAuthorised(tab).then(() => undefined), without);
  await visit({ attributes: { ...child, 'data-authorisation': await sign({}, { key: otherKey }) } }, async ({ tab }) => {
    await settle(tab);
    assert.equal(await analytics(tab), barred);
  }, without);
});

test('without WebCrypto’s Ed25519 nobody is authorised', async () => {
  const attributes = { ...child, 'data-authorisation': await sign() };
  for (const init of [
    () => { Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined }); },
    () => { SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException('', 'NotSupportedError')); },
    () => { SubtleCrypto.prototype.importKey = () => { throw new Error('refused'); }; },
  ]) {
    await visit({ attributes }, async ({ tab, said }) => {
      await settle(tab);
      assert.equal(await analytics(tab), barred);
      assert.equal(said.length, 1, said.join());
    }, init);
  }
});

/** A script of the page, right after the gate, that works against everything a verdict could go through. */
const hostile = `<script nonce="NONCE">
  setTimeout(() => { document.title = hallpass.outcomes().analytics.reason + ' ' + typeof window.stolen; }, 500);
  hallpass.mount({ verify: (port) => { window.stolen = port; port.authorise(() => true); } });
  SubtleCrypto.prototype.verify = () => Promise.resolve(true);
  const { then } = Promise.prototype;
  Promise.prototype.then = function (done, failed) { return Reflect.apply(then, this, [done && ((value) => done(value === false ? true : value)), failed]); };
  Object.defineProperty(Promise.prototype, 'constructor', { get: () => function (make) { return new Promise((resolve) => make(() => resolve(true), resolve)); } });
  JSON.parse = () => ({ iss: '${district}', aud: location.origin, exp: 4e9, iat: 1, authorised_by: 'x' });
  Date.now = () => 1.8e12;
  Object.assign(Object.prototype, { exp: 4e9, aud: location.origin, nbf: 0 });
  Function.prototype.call = Array.isArray = () => true;
  String.prototype.trim = Response.prototype.text = () => '';
  document.querySelector('script').setAttribute('data-authorised', '');
</script>`;

test('no script of the page can authorise the visitor, before the verdict or after it', async () => {
  for (const value of [await sign({ exp: seconds() - 1 }), await sign({}, { key: otherKey }), await sign({ aud: 'https://other.example' }), '/authorisation-of-nobody.jws', 'yes']) {
    await visit({ attributes: { ...child, 'data-authorisation': value }, after: hostile }, async ({ tab }) => {
      await settle(tab);
      assert.equal(await tab.title(), 'under_age undefined', value.slice(0, 20));
    });
  }
  // … nor keep the school from it.
  await visit({ attributes: { ...child, 'data-authorisation': await sign() }, after: hostile }, async ({ tab }) => {
    await settle(tab);
    assert.equal(await tab.title(), 'default_granted undefined');
  });
});

test('the bundle loaded once more by the page gets no port', async () => {
  // A page without a strict CSP of its own: any script may load any other.
  const again = `<script nonce="NONCE">SubtleCrypto.prototype.verify = () => Promise.resolve(true);</script><script nonce="NONCE" src="/hallpass.authorisation.js"></script>`;
  for (const attributes of [child, { ...child, 'data-authorisation': await sign({}, { key: otherKey }) }]) {
    await visit({ attributes, after: again }, async ({ tab }) => {
      await settle(tab);
      assert.equal(await analytics(tab), barred);
    });
  }
  // Nor where the gate's own request for it was lost: by then the page's scripts have had their turn.
  losses = 1;
  await visit({ attributes: { ...child, 'data-authorisation': await sign({}, { key: otherKey }) }, after: again }, async ({ tab }) => {
    await settle(tab);
    assert.equal(losses, 0);
    assert.equal(await analytics(tab), barred);
  });
  // A gate that is not first cannot tell who came between: it verifies nothing.
  await visit({ attributes: { ...child, defer: '', 'data-authorisation': await sign() } }, async ({ tab }) => {
    await settle(tab);
    assert.equal(await analytics(tab), barred);
  });
});
