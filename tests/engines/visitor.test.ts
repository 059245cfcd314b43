// The visitor's story in every engine: closed before a choice, exactly the choice after it, remembered, withdrawn.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until, type Visitor } from '../../scripts/lib/engines/engine.ts';
import { startFirefox } from '../../scripts/lib/engines/firefox.ts';
import { wantedEngines, withEngine } from '../../scripts/lib/engines/index.ts';
import { start, type Site } from '../../web/site/server.ts';
import { accept, reject } from './banner.ts';

let site: Site;
before(async () => { site = await start(); });
after(async () => { await site?.close(); });

const analytics = (visitor: Visitor): Promise<string> => visitor.evaluate(() => {
  const { state, reason } = window.hallpass?.outcomes()['analytics'] ?? {};
  return `${state} ${reason}`;
});
const tags = (visitor: Visitor): Promise<number> => visitor.evaluate(() => (window as { siteTags?: string[] }).siteTags?.length ?? 0);

for (const name of wantedEngines) {
  test(`${name}: closed, accepted, remembered, withdrawn`, () => withEngine(name, async (engine) => {
    const visitor = await engine.newVisitor();
    const first = site.trackerLog.length;
    await visitor.goto(site.origin);
    assert.equal(await analytics(visitor), 'denied default_denied');
    await visitor.evaluate(() => new Promise((resolve) => setTimeout(resolve, 600)));
    assert.deepEqual(site.trackerLog.slice(first), []);
    assert.deepEqual(await visitor.cookies(), []);

    await visitor.click(accept);
    assert.equal(await analytics(visitor), 'granted visitor_granted');
    await until('all four tags', async () => await tags(visitor) === 4);

    await visitor.reload();
    assert.equal(await analytics(visitor), 'granted visitor_granted');
    await until('all four tags again', async () => await tags(visitor) === 4);
    assert.ok((await visitor.cookies()).some((cookie) => cookie.name === '_ga'));

    await visitor.click(() => document.querySelector('footer [data-hallpass-open]'));
    await visitor.click(reject);
    assert.equal(await analytics(visitor), 'denied visitor_denied');
    assert.deepEqual((await visitor.cookies()).map((cookie) => cookie.name), ['hallpass']);
    await visitor.close();
  }));
}

// The one engine with Global Privacy Control of its own.
test('firefox: its own GPC switch denies what is sold or shared', { skip: !wantedEngines.includes('firefox') }, () => withEngine('firefox', async (engine) => {
  const visitor = await engine.newVisitor();
  await visitor.goto(site.origin);
  assert.equal(await analytics(visitor), 'denied gpc');
}, () => startFirefox({ 'privacy.globalprivacycontrol.enabled': true, 'privacy.globalprivacycontrol.functionality.enabled': true })));
