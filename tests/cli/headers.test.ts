// The generated headers say what the decision says, from the request alone: in JavaScript and in a real nginx.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { openModule, type GateModule } from '../../web/gate/module.ts';
import type { ConsentHeaders, RequestFacts } from '../../web/headers/main.ts';
import { startNginx } from '../support/nginx.ts';

interface EdgeModule {
  readonly consentHeaders: ConsentHeaders;
  readonly onRequest: (context: object) => Promise<Response>;
  readonly default: (request: Request, context: object) => Promise<Response>;
}
interface Built {
  readonly folder: string;
  readonly gate: GateModule;
  readonly edge: EdgeModule;
  readonly purposes: readonly string[];
  readonly cookie: string;
}
interface PolicyFile {
  readonly purposes: Record<string, { readonly revision: number; readonly strictly_necessary?: boolean }>;
  readonly technologies: Record<string, { readonly purpose: string; readonly hosts?: string[] }>;
  readonly consent: { readonly cookie_name: string; unknown_third_parties?: string };
  readonly signals: Record<'gpc' | 'dnt', { response: string; when_unknown: string; status?: string }>;
}

const root = mkdtempSync(join(tmpdir(), 'hallpass-headers-'));
after(() => { rmSync(root, { recursive: true }); });
const now = Date.parse('2026-12-02T12:00:00Z');

const build = async (name: string, change: (policy: PolicyFile) => void, ...options: string[]): Promise<Built> => {
  const policy = JSON.parse(readFileSync('examples/steptech/policy.json', 'utf8')) as PolicyFile;
  change(policy);
  const folder = join(root, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'policy.json'), JSON.stringify(policy));
  execFileSync('build/native/cli/hallpass', ['build', join(folder, 'policy.json'), '-o', join(folder, 'site'), '--headers', folder, ...options], { stdio: ['ignore', 'ignore', 'pipe'] });
  copyFileSync(join(folder, 'consent-headers.js'), join(folder, 'edge.mjs'));
  const purposes = Object.keys(policy.purposes);
  return {
    folder, purposes, cookie: policy.consent.cookie_name,
    gate: openModule(readFileSync('build/wasm/wasm/gate/gate.wasm'), readFileSync(join(folder, 'site/policy.image')), purposes),
    edge: await import(pathToFileURL(join(folder, 'edge.mjs')).href) as EdgeModule,
  };
};

const served = ['site_operation', 'analytics', 'lead_generation', 'advertising'];
const records = ((): string[] => {
  const answers = ['', ':1+', ':1-', ':2+'];
  const list = ['', 'nonsense', '1.a.6765.0', '2.a.6765.0.analytics:1+', '1.a.6765.4.analytics:1+', '1.a.6765.0.analytics:1*', '1.A.6765.0.analytics:1+'];
  for (const signals of '0123') {
    for (const analytics of answers) {
      for (const advertising of answers) {
        const parts = Object.entries({ analytics, advertising }).filter(([, answer]) => answer !== '').map(([id, answer]) => `.${id}${answer}`);
        const record = `1.9a3f.${Math.floor(now / 1000 - 60).toString(16)}.${signals}${parts.join('')}`;
        list.push(record);
        // A vendor refused by itself leaves its purpose granted.
        if (parts.length === 1) list.push(`${record}.google_analytics!`);
      }
    }
  }
  return list;
})();

function* visitors(built: Built): Generator<readonly [RequestFacts, expected: string]> {
  for (const region of ['', 'DE', 'US', 'us-ca', 'US-ZZ', 'CA-QC', 'CA', 'T1']) {
    for (const audience of ['', 'website_visitor', 'student', 'unheard']) {
      for (const gpc of [undefined, '1', '0', '1, 1']) {
        for (const dnt of [undefined, '1', '0', '1xyz']) {
          for (const record of records) {
            const { outcomes } = built.gate.decide({
              now, record, region, audience, age: 255, authorised: false, dnt: dnt ?? '', gpc: gpc?.includes('1') ? 2 : 0,
            });
            const granted = served.filter((id) => outcomes[id]?.state === 'granted');
            yield [{ region, audience, gpc, dnt, cookie: `other=1; ${built.cookie}=${record}; x${built.cookie}=1.a.b.0.analytics:1+` }, granted.join(' ')];
          }
        }
      }
    }
  }
}

const sent = /^hallpass;desc="(?<granted>.*?) ?"(?:, hallpass-region;desc="(?<region>[A-Za-z0-9-]+)")?$/;
const timing = (headers: Headers): string => sent.exec(headers.get('server-timing') ?? '')?.groups?.['granted'] ?? 'no header';
/** For the gate in the page: nothing but a region. */
const place = (headers: Headers): string => sent.exec(headers.get('server-timing') ?? '')?.groups?.['region']?.toUpperCase() ?? '';
const placeOf = ({ region = '' }: RequestFacts): string => (region === 'T1' ? '' : region.toUpperCase());

test('consent-headers.js grants what the decision grants, for every kind of visitor', async () => {
  const variants: Record<string, (policy: PolicyFile) => void> = {
    reference: () => undefined,
    signals: ({ signals }) => { signals.dnt = { ...signals.dnt, response: 'honour', status: 'not_tracking' }; },
    cookie_name: (policy) => { // a token whose characters mean something in a pattern
      (policy.consent as { cookie_name: string }).cookie_name = '__Host-a.b';
      (policy.technologies['consent_cookie'] as { name_pattern?: string }).name_pattern = '__Host-a.b';
    },
  };
  for (const [name, change] of Object.entries(variants)) {
    const built = await build(name, change);
    let count = 0;
    for (const [visitor, expected] of visitors(built)) {
      ++count;
      const headers = new Headers(built.edge.consentHeaders(visitor));
      assert.equal(timing(headers), expected, JSON.stringify([name, visitor]));
      assert.equal(place(headers), placeOf(visitor), JSON.stringify(visitor));
    }
    assert.ok(count > 30_000, String(count));
  }
});

test('nginx sends the same headers, and closes what it does not know', async () => {
  const built = await build('nginx', () => undefined);
  const files = join(built.folder, 'files');
  cpSync(join(built.folder, 'site'), files, { recursive: true });
  for (const file of ['index.html', 'app.js', 'style.css', 'picture.png', 'picture.svg']) writeFileSync(join(files, file), file);
  const include = (name: string): string => `include ${join(built.folder, 'nginx', name)};`;
  const nginx = await startNginx(join(built.folder, 'run'), `
map $http_x_region $hallpass_region { default $http_x_region; }
map $http_x_audience $hallpass_audience { default $http_x_audience; }
${include('maps.conf')}`, `root ${files}; ${include('headers.conf')} ${include('server.conf')}`);
  try {
    const ask = (path: string, { cookie, gpc, dnt, region, audience }: RequestFacts = {}): Promise<Response> => {
      const headers = { cookie, 'sec-gpc': gpc, dnt, 'x-region': region, 'x-audience': audience };
      return fetch(nginx.origin + path, { headers: Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string] => Boolean(entry[1]))) });
    };
    let at = 0;
    for (const [visitor, expected] of visitors(built)) {
      if (at++ % 61 !== 0) continue;
      const answer = await ask('/', visitor);
      assert.equal(timing(answer.headers), expected, JSON.stringify(visitor));
      assert.equal(place(answer.headers), placeOf(visitor), JSON.stringify(visitor));
      const policy = built.edge.consentHeaders(visitor)['Content-Security-Policy'];
      assert.equal(answer.headers.get('content-security-policy'), policy, JSON.stringify(visitor));
    }
    assert.ok(at > 30_000);
    for (const [path, carries] of [['/', true], ['/app.js', true], ['/picture.svg', true], ['/missing', true], ['/style.css', false], ['/picture.png', false], ['/hallpass.sw.js', false]] as const) {
      const { headers } = await ask(path);
      assert.equal(headers.has('content-security-policy'), carries, path);
      assert.equal(headers.get('vary'), carries ? 'Cookie, Sec-GPC, DNT' : null, path);
      assert.equal(headers.get('tk'), 'D', path);
      assert.equal(headers.has('server-timing'), carries, path);
    }
    for (const region of ['"', 'US-CA"', 'US\\', 'hallpass', 'US, hallpass;desc=x', 'ÜS']) {
      assert.equal(place((await ask('/', { region: encodeURIComponent(region) })).headers), '', region);
      assert.equal(place((await ask('/', { region: /^[\x20-\x7e]*$/.test(region) ? region : 'x' })).headers), '', region);
      assert.equal(place(new Headers(built.edge.consentHeaders({ region }))), '', region);
    }
    const status = await ask('/.well-known/dnt/');
    assert.equal(status.headers.get('content-type'), 'application/tracking-status+json');
    assert.equal(((await status.json()) as { tracking: string }).tracking, 'D', 'as the Tk header says');
    assert.equal((await ask('/.well-known/gpc.json')).headers.get('content-type'), 'application/json');
  } finally {
    await nginx.close();
  }
});

test('--undecided meta sends nothing before a choice, but keeps barred pages closed', async () => {
  const { edge: { consentHeaders }, cookie } = await build('meta', () => undefined, '--undecided', 'meta');
  assert.deepEqual(Object.keys(consentHeaders({})).sort(), ['Tk', 'Vary']);
  assert.deepEqual(Object.keys(consentHeaders({ cookie: `${cookie}=broken` })).sort(), ['Tk', 'Vary']);
  assert.deepEqual(consentHeaders({ region: 'us-ca' }), { Tk: 'D', Vary: 'Cookie, Sec-GPC, DNT', 'Server-Timing': 'hallpass-region;desc="US-CA"' });
  assert.match(consentHeaders({ audience: 'student' })['Content-Security-Policy'] ?? '', /^default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; /);
  assert.match(consentHeaders({ cookie: `${cookie}=1.a.6765.0.analytics:1-` })['Content-Security-Policy'] ?? '', /blob:; /);
  assert.match(consentHeaders({ cookie: `${cookie}=1.a.6765.0.analytics:1+` })['Content-Security-Policy'] ?? '', /blob: www\.googletagmanager\.com /);
});

test('a vendor that the visitor refused by itself is not in the header of its purpose', async () => {
  const { edge: { consentHeaders } } = await build('vendor', () => undefined);
  const policyOf = (record: string): string => consentHeaders({ region: 'DE', cookie: `hallpass=${record}` })['Content-Security-Policy'] ?? '';
  assert.match(policyOf('1.a.6765.0.analytics:1+.lead_generation:1+'), /googletagmanager.* snap\.licdn\.com/);
  const refused = policyOf('1.a.6765.0.analytics:1+.lead_generation:1+.google_analytics!');
  assert.doesNotMatch(refused, /googletagmanager/);
  assert.match(refused, / snap\.licdn\.com/);
  assert.doesNotMatch(policyOf('1.a.6765.0.analytics:1+!'), /googletagmanager/, 'not well-formed');
});

test('consent-headers.js adds the headers at the edge, beside the site’s own policy', async () => {
  const { edge } = await build('edge', () => undefined);
  const page = (type: string) => () => Promise.resolve(new Response('x', { headers: { 'content-type': type, 'content-security-policy': "object-src 'none'" } }));
  const request = new Request('https://site.example/', { headers: { cookie: 'hallpass=1.a.6765.0.analytics:1+' } });
  const cloudflare = await edge.onRequest({ request: Object.assign(request.clone(), { cf: { country: 'US', regionCode: 'CA' } }), next: page('text/html') });
  assert.equal(timing(cloudflare.headers), 'site_operation analytics lead_generation advertising');
  assert.match(cloudflare.headers.get('content-security-policy') ?? '', /^object-src 'none', default-src 'self'/);
  const netlify = await edge.default(request, { geo: { country: { code: 'DE' } }, next: page('text/html') });
  assert.equal(timing(netlify.headers), 'site_operation analytics');
  assert.equal((await edge.default(request, { next: page('image/png') })).headers.get('content-security-policy'), "object-src 'none'");
  // The service worker judges for itself; a page that only has its name does not.
  const worker = new Request('https://site.example/hallpass.sw.js?gpc=1&dnt=');
  assert.equal((await edge.default(worker, { next: page('text/javascript') })).headers.get('content-security-policy'), "object-src 'none'");
  assert.match((await edge.default(worker, { next: page('text/html') })).headers.get('content-security-policy') ?? '', /default-src/);
});

test('_headers closes for everybody; wrong options are said', async () => {
  const { folder } = await build('static', ({ technologies }) => { (technologies['site_script'] as { hosts?: string[] }).hosts = ['cdn.site.example']; });
  const text = readFileSync(join(folder, '_headers'), 'utf8');
  const [, closed = ''] = /^\/\*\n {2}Content-Security-Policy: (.*)$/m.exec(text) ?? [];
  assert.match(closed, /^default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob: cdn\.site\.example; connect-src .* wss:\/\/cdn\.site\.example; form-action 'self' cdn\.site\.example$/);
  const built = execFileSync('build/native/cli/hallpass', ['build', join(folder, 'policy.json'), '-o', folder], { encoding: 'utf8', stdio: 'pipe' });
  assert.ok(built.endsWith(` data-lift></script><meta http-equiv="Content-Security-Policy" content="${closed}"><!-- -->\n`), 'the meta line says the same');
  assert.doesNotMatch(text, /google|licdn/);
  for (const options of [['--undecided', 'open'], ['--headers'], ['--undecided']]) {
    assert.equal(spawnSync('build/native/cli/hallpass', ['build', join(folder, 'policy.json'), '-o', folder, ...options]).status, 2, options.join(' '));
  }
});

test('a policy that lets unknown third parties through has no such header', async () => {
  await assert.rejects(build('open', ({ consent }) => { consent.unknown_third_parties = 'allow'; }), /\/consent\/unknown_third_parties: A header lets through what it names/);
});

test('hundreds of hosts: nginx takes them, the headers agree, and build says that they are long', async () => {
  const folder = join(root, 'many');
  const built = await build('many', ({ technologies }) => {
    (technologies['ga_script'] as { hosts?: string[] }).hosts = Array.from({ length: 250 }, (_, index) => `host-${String(index)}.analytics.example`);
  });
  const again = spawnSync('build/native/cli/hallpass', ['build', join(folder, 'policy.json'), '-o', join(folder, 'site'), '--headers', folder], { encoding: 'utf8' });
  assert.match(again.stderr, /the longest header has \d{5} bytes, and many proxies stop at 8192/);
  const nginx = await startNginx(join(folder, 'run'), `map "" $hallpass_audience { default ""; } map "" $hallpass_region { default ""; }
include ${join(folder, 'nginx/maps.conf')};`, `root ${folder}; include ${join(folder, 'nginx/headers.conf')};`);
  try {
    const cookie = 'hallpass=1.a.6765.0.analytics:1+';
    const sent = await new Promise<string | undefined>((resolve, reject) => {
      get(`${nginx.origin}/policy.json`, { headers: { cookie }, maxHeaderSize: 200_000 }, (response) => {
        response.resume();
        resolve(response.headers['content-security-policy'] as string | undefined);
      }).once('error', reject);
    });
    assert.equal(sent, built.edge.consentHeaders({ cookie })['Content-Security-Policy']);
    assert.ok((sent?.length ?? 0) > 25_000);
  } finally {
    await nginx.close();
  }
});
