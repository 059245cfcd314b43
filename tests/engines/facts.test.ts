// What the gate is told about a visitor, in every engine: the region by a response header, a school's signed authorisation,
// and a choice that comes along from another site of the controller.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { exportJWK } from 'jose';
import { until, type Visitor } from '../../scripts/lib/engines/engine.ts';
import { wantedEngines, withEngine } from '../../scripts/lib/engines/index.ts';
import { answerHandOver, handOverPath, type HandOverOptions } from '../../web/site/hand-over.ts';
import { openSigner, type Signer } from '../../web/site/signer.ts';
import { serveGate, type GatePage, type GateSite } from '../support/gate-page.ts';
import { accept } from './banner.ts';

const folder = mkdtempSync(join(tmpdir(), 'hallpass-facts-'));
const built = join(folder, 'site');
const district = 'https://district.example';
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
let signer: Signer;
let options: HandOverOptions;
let sites: readonly GateSite[] = [];
let vendor: string;
let events: string;

before(async () => {
  signer = await openSigner(privateKey);
  const other = await openSigner();
  const page = async (path: string): Promise<GatePage> => {
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: district, authorised_by: 'The board', aud: vendor, iat: now, exp: now + 600 };
    const child = async (by: Signer): Promise<GatePage> => ({ attributes: { 'data-region': 'US-TX', 'data-age': '9-12', 'data-authorisation': await by.sign('school-authorisation+jwt', claims) } });
    if (path === '/authorised') return child(signer);
    if (path === '/unauthorised') return child(other);
    if (path === '/texas') return { headers: { 'Server-Timing': 'hallpass-region;desc="US-TX"' } };
    return { attributes: { 'data-lift': '' }, after: `<meta http-equiv="Content-Security-Policy" content="default-src 'self' 'unsafe-inline'"><!-- --><script nonce="NONCE">addEventListener('DOMContentLoaded', () => {
      const link = document.createElement('a'); link.href = '${events}/program#day-2'; link.textContent = 'Events'; document.querySelector('h1').append(link);
    });</script><script nonce="NONCE" type="module" src="/hand-over-links.js"></script>` };
  };
  const serve = (): Promise<GateSite> => serveGate(built, page, async (request, response) => {
    if (!request.url?.startsWith(handOverPath)) return false;
    await answerHandOver(options, request, response);
    return true;
  });
  sites = [await serve(), await serve()];
  vendor = `http://127.0.0.1:${String(sites[0]?.port)}`;
  events = `http://localhost:${String(sites[1]?.port)}`;
  const policy = JSON.parse(readFileSync('examples/steptech/policy.json', 'utf8')) as { consent: Record<string, unknown>; authorisations?: object };
  const { x } = await exportJWK(publicKey);
  policy.consent['hand_over'] = { sites: [vendor, events], keys: [x] };
  policy.authorisations = { districts: { one: { name: 'One', issuer: district, keys: [x] } } };
  writeFileSync(join(folder, 'policy.json'), JSON.stringify(policy));
  execFileSync('build/native/cli/hallpass', ['build', join(folder, 'policy.json'), '-o', built], { stdio: 'ignore' });
  options = { signer, sites: [vendor, events], policyImage: readFileSync(join(built, 'policy.image')), cookie: 'hallpass', lifetime: 180 * 86_400 };
});
after(async () => {
  for (const site of sites) await site.close();
  rmSync(folder, { recursive: true });
});

const analytics = (visitor: Visitor): Promise<string> => visitor.evaluate(() => {
  const { state, reason } = window.hallpass?.outcomes()['analytics'] ?? {};
  return `${String(state)} ${String(reason)}`;
});

for (const name of wantedEngines) {
  test(`${name}: region by header, a school's authorisation, a choice handed over`, () => withEngine(name, async (engine) => {
    const visitor = await engine.newVisitor();
    await visitor.goto(`${vendor}/`);
    assert.equal(await analytics(visitor), 'denied default_denied');
    await visitor.goto(`${vendor}/texas`);
    assert.equal(await analytics(visitor), 'granted default_granted');
    await visitor.goto(`${vendor}/unauthorised`);
    await visitor.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
    assert.equal(await analytics(visitor), 'forbidden under_age');
    await visitor.goto(`${vendor}/authorised`);
    await until('the authorisation', async () => await analytics(visitor) === 'granted default_granted');

    await visitor.goto(`${vendor}/`);
    await visitor.click(accept);
    await visitor.click(() => document.querySelector('a'));
    await until('the choice on the other site', async () => await analytics(visitor).catch(() => '') === 'granted visitor_granted'
      && await visitor.evaluate(() => location.href) === `${events}/program#day-2`);
    await visitor.close();
  }));
}
