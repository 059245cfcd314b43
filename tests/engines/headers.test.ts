// The generated response header alone, with no gate in the page: 13 of 13 channels held, in every engine; and none once
// it lets them through.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { until } from '../../scripts/lib/engines/engine.ts';
import { wantedEngines, withEngine } from '../../scripts/lib/engines/index.ts';
import type { ConsentHeaders } from '../../web/headers/main.ts';
import { channels, serveChannels } from './channels.ts';
import { startTrackedSite, type TrackedSite } from './tracked-site.ts';

const folder = mkdtempSync(join(tmpdir(), 'hallpass-headers-'));
let site: TrackedSite;

before(async () => {
  const policy = JSON.parse(readFileSync('examples/steptech/policy.json', 'utf8')) as { technologies: Record<string, { hosts?: string[] }> };
  policy.technologies['ga_script']?.hosts?.push('tracker.example');
  writeFileSync(join(folder, 'policy.json'), JSON.stringify(policy));
  execFileSync('build/native/cli/hallpass', ['build', join(folder, 'policy.json'), '-o', folder, '--headers', folder], { stdio: 'ignore' });
  copyFileSync(join(folder, 'consent-headers.js'), join(folder, 'consent-headers.mjs'));
  const { consentHeaders } = await import(pathToFileURL(join(folder, 'consent-headers.mjs')).href) as { consentHeaders: ConsentHeaders };
  site = await startTrackedSite((path, facts, query) => {
    const file = serveChannels(path, { ...facts, head: '' }, query);
    if (file === undefined || file.type === 'text/css') return file;
    const cookie = (query.get('visit') ?? '').endsWith('-granted') ? 'hallpass=1.a.6765.0.analytics:1+' : '';
    // The tracker is on this machine and a port of its own.
    const ours = consentHeaders({ cookie })['Content-Security-Policy']?.replace(/(?<!\/)tracker\.example/g, new URL(facts.tracker).origin) ?? '';
    return { ...file, policy: file.policy === undefined ? ours : `${file.policy}, ${ours}` };
  });
});
after(async () => {
  await site?.close();
  rmSync(folder, { recursive: true });
});

for (const name of wantedEngines) {
  test(`${name}: the generated header holds every channel, and lets every channel through`, (t) => withEngine(name, async (engine) => {
    const visitor = await engine.newVisitor();
    await visitor.goto(`${site.origin}/?visit=${name}-closed`);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const arrived = [...site.arrived(`${name}-closed`)];
    t.diagnostic(`${name.padEnd(8)} held ${channels.length - arrived.length} of ${channels.length}`);
    assert.deepEqual(arrived, []);
    await visitor.goto(`${site.origin}/?visit=${name}-granted`);
    await until('every channel', () => Promise.resolve(channels.every((channel) => site.arrived(`${name}-granted`).has(channel))));
    await visitor.close();
  }));
}
