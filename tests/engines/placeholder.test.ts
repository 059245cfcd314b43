// A held frame's placeholder in every engine: drawn inside the frame's own empty document, and the visitor's click shows
// that one, and no other.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until, type Find } from '../../scripts/lib/engines/engine.ts';
import { wantedEngines, withEngine } from '../../scripts/lib/engines/index.ts';
import { startTrackedSite, type TrackedSite } from './tracked-site.ts';

let site: TrackedSite;
before(async () => {
  site = await startTrackedSite((path, { head, nonce, tracker }) => path !== '/' ? undefined : {
    type: 'text/html',
    policy: `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'nonce-${nonce}'; connect-src 'self'; frame-src *; `
      + `require-trusted-types-for 'script'; trusted-types hallpass`,
    // In the page's corner, so that a place in the frame is the same place in the page.
    body: `<!doctype html><html lang="en"><head>${head}<title>A page</title><style nonce="${nonce}">#first { position: fixed; inset: 0 auto auto 0; border: 0; width: 600px; height: 240px }</style></head>
<body><template><iframe id="first" title="First" src="${tracker}frame-first"></iframe><iframe title="Second" width="300" height="180" src="${tracker}frame-second"></iframe></template>
<script nonce="${nonce}">document.body.append(document.querySelector('template').content);</script></body></html>`,
  });
});
after(async () => { await site?.close(); });

const showButton: Find = () => document.querySelector<HTMLIFrameElement>('#first')?.contentDocument?.querySelector('.show');

for (const name of wantedEngines) {
  test(`${name}: a placeholder in each frame that waits, and a click that shows one`, () => withEngine(name, async (engine) => {
    const visitor = await engine.newVisitor();
    await visitor.goto(`${site.origin}/?visit=${name}`);
    await until('both placeholders', () => visitor.evaluate(() => [...document.querySelectorAll('iframe')].every((frame) => frame.contentDocument?.querySelector('.show'))));
    assert.deepEqual([...site.arrived(name)], []);
    await visitor.click(showButton);
    await until('the first frame', () => Promise.resolve(site.arrived(name).has('frame-first')));
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual([...site.arrived(name)], ['frame-first']);
    await visitor.close();
  }));
}
