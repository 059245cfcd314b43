// hallpass build and explain, as a web team runs them.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, test } from 'node:test';

const hallpass = 'build/native/cli/hallpass';
const folder = mkdtempSync(join(tmpdir(), 'hallpass-'));
after(() => { rmSync(folder, { recursive: true }); });
const run = (...args: string[]) => spawnSync(hallpass, args, { encoding: 'utf8' });
const built = (name: string): string => readFileSync(join(folder, name), 'utf8');

test('build writes what a site hosts, the same every time, and prints true SRI hashes', () => {
  const first = run('build', 'examples/steptech/policy.json', '-o', folder);
  assert.equal(first.status, 0, first.stderr);
  const lines = first.stdout.trim().split('\n').map((line) => line.split(' '));
  assert.equal(lines.pop()?.join(' '), `<script src="/hallpass.js" integrity="${lines[0]?.[0] ?? ''}" data-lift></script>`
    + `<meta http-equiv="Content-Security-Policy" content="default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; connect-src 'self' data: blob:; form-action 'self'"><!-- -->`);
  assert.match(lines.pop()?.join(' ') ?? '', /^<script>if.*" hallpass=".*"hallpass\.guard","banner\.en".*<\/script>$/, 'what may come before it');
  assert.deepEqual(lines.slice(0, 6).map(([, , name]) => name), ['hallpass.js', 'hallpass.no-wasm.js', 'hallpass.guard.js', 'receipts.js', 'consent-signals.js', 'banner.en.js']);
  for (const [hash, size, name] of lines) {
    const bytes = readFileSync(join(folder, name ?? ''));
    assert.equal(hash, `sha256-${createHash('sha256').update(bytes).digest('base64')}`);
    assert.equal(Number(size), bytes.length);
  }
  assert.equal(run('build', 'examples/steptech/policy.json', '-o', folder).stdout, first.stdout);
  assert.deepEqual(JSON.parse(built('.well-known/gpc.json')), { gpc: true, lastUpdate: JSON.parse(readFileSync('examples/steptech/policy.json', 'utf8')).effective_date });
  assert.equal(JSON.parse(built('.well-known/dnt/index.json')).tracking, 'D');
});

test('what only some policies ask for is written for those alone', () => {
  const policy = JSON.parse(readFileSync('examples/steptech/policy.json', 'utf8')) as Record<string, object>;
  const keys = ['11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'];
  const variants: Record<string, readonly [object, readonly string[], RegExp | undefined]> = {
    none: [{}, [], undefined],
    domain: [{ consent: { ...policy['consent'], cookie_domain: 'steptechno.com' } }, [], /"domain":"steptechno\.com"/],
    districts: [{ authorisations: { districts: { one: { name: 'One', issuer: 'https://one.example', keys } } } }, ['hallpass.authorisation.js'], /"verifiers":"authorisation"/],
    sites: [{ consent: { ...policy['consent'], hand_over: { sites: ['https://a.example', 'https://b.example'], keys } } }, ['hallpass.hand-over.js', 'hand-over-links.js'], /"verifiers":"hand-over"/],
  };
  const plain = Object.entries(variants).map(([name, [change, scripts, value]]) => {
    const out = join(folder, name);
    writeFileSync(join(folder, `${name}.json`), JSON.stringify({ ...policy, ...change }));
    const { stdout, stderr, status } = run('build', join(folder, `${name}.json`), '-o', out);
    assert.equal(status, 0, stderr);
    for (const script of ['hallpass.authorisation.js', 'hallpass.hand-over.js', 'hand-over-links.js']) {
      assert.equal(existsSync(join(out, script)), scripts.includes(script), `${name}: ${script}`);
      assert.equal(stdout.includes(` ${script}\n`), scripts.includes(script), 'its hash is printed');
    }
    const gate = readFileSync(join(out, 'hallpass.js'), 'utf8');
    if (value) assert.match(gate, value);
    return [name, gate.includes('#hallpass=')] as const;
  });
  assert.deepEqual(plain, [['none', false], ['domain', true], ['districts', true], ['sites', true]]);
});

test('forms.json names whom each form is encrypted to, by a key or by a district’s list', () => {
  const policy = JSON.parse(readFileSync('examples/steptech/policy.json', 'utf8')) as {
    recipients: Record<string, object>; forms: Record<string, { recipient?: string; fields: { encrypted?: boolean }[] }> };
  assert.deepEqual(JSON.parse(built('forms.json')), { contact: { 'data-hallpass-encrypt-to': 'age18dluzu3vz80r3zjhh02xxg9498c75dldpk2hwulpzg77hnakygsq0kpkmc' } });
  const { contact } = policy.forms;
  assert.ok(contact);
  const signers = ['11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', 'PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw'];
  const { recipient, ...open } = contact;
  assert.equal(recipient, 'district');
  const file = join(folder, 'listed.json');
  writeFileSync(file, JSON.stringify({
    ...policy,
    recipients: { district: { name: 'District', key_list: { address: '/keys.json', issuer: 'https://district.example', signers } } },
    forms: { contact, open: { ...open, fields: contact.fields.map((field) => ({ ...field, encrypted: false })) } },
  }));
  const { status, stderr } = run('build', file, '-o', join(folder, 'listed'));
  assert.equal(status, 0, stderr);
  assert.deepEqual(JSON.parse(built('listed/forms.json')), { contact: {
    'data-hallpass-encrypt-to': '', 'data-hallpass-keys': '/keys.json', 'data-hallpass-signer': signers.join(' '), 'data-hallpass-issuer': 'https://district.example',
  } });
});

test('the page API has types: with them right code compiles, and wrong code does not', () => {
  assert.equal(run('build', 'examples/steptech/policy.json', '-o', folder).status, 0);
  const file = join(folder, 'use.mts');
  writeFileSync(file, `import { hallpass, type PurposeId } from './hallpass.mjs';
const id: PurposeId = 'analytics';
export const stop = hallpass.onChange((outcomes) => { if (outcomes[id]?.state === 'granted') console.log(outcomes[id].reason); });
window.hallpass?.open();
// @ts-expect-error: nothing in the API can open the gate
hallpass.grantEverything();
// @ts-expect-error: no purpose of this policy
export const wrong: PurposeId = 'anything';
`);
  const options = ['--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--lib', 'es2022,dom', '--module', 'nodenext', '--typeRoots', folder];
  assert.equal(spawnSync('node', ['node_modules/typescript/bin/tsc', ...options, file], { encoding: 'utf8' }).stdout, '');
});

test('hallpass.mjs is the page’s gate, or says that there is none', async () => {
  const load = (query: string): Promise<{ hallpass: unknown }> => import(`${pathToFileURL(join(folder, 'hallpass.mjs')).href}?${query}`) as Promise<{ hallpass: unknown }>;
  const page = globalThis as { window?: object };
  page.window = {};
  await assert.rejects(load('without'), /there is no gate on this page; hallpass\.js must be the first script/);
  const gate = {};
  page.window = { hallpass: gate };
  assert.equal((await load('with')).hallpass, gate);
  delete page.window;
});

test('the cookie statement names every cookie, stored item and vendor of the policy, escaped', () => {
  const policy = JSON.parse(readFileSync('examples/steptech/policy.json', 'utf8'));
  policy.vendors.linkedin.name = 'Link<img src=x onerror=alert(1)>"&';
  const file = join(folder, 'policy.json');
  writeFileSync(file, JSON.stringify(policy));
  assert.equal(run('build', file, '-o', folder).status, 0);
  for (const language of ['en', 'es']) {
    const statement = built(`cookie-statement.${language}.html`);
    for (const { name_pattern: pattern } of Object.values(policy.technologies) as { name_pattern?: string }[]) {
      if (pattern) assert.ok(statement.includes(`<code>${pattern}</code>`), pattern);
    }
    assert.ok(statement.includes('Google Analytics'));
    for (const url of ['https://policies.google.com/privacy', 'https://tools.google.com/dlpage/gaoptout']) assert.ok(statement.includes(`<a href="${url}">`), url);
    assert.ok(statement.includes(`<time datetime="${policy.effective_date}">`));
    for (const period of language === 'en' ? ['2 years', '1 day', '180 days'] : ['2 años', '1 día', '180 días']) assert.ok(statement.includes(`>${period}</td>`), period);
    assert.equal(statement.split('<strong>').length - 1, 1, 'one purpose is always on');
    assert.ok(statement.includes('Link&lt;img src=x onerror=alert(1)&gt;&quot;&amp;'));
    assert.ok(!/<(?!\/?(h2|h3|p|div|table|thead|tbody|tr|th|td|code|time|strong|ul|li|a)[ >])/.test(statement), 'only the statement’s own elements');
  }
  assert.equal(execFileSync('node', ['--check', join(folder, 'banner.en.js')], { encoding: 'utf8' }), '');
});

test('a policy with errors builds nothing; wrong arguments are said', () => {
  const bad = join(folder, 'bad.json');
  const out = join(folder, 'nothing');
  writeFileSync(bad, '{"hallpass": 1}');
  const failed = run('build', bad, '-o', out);
  assert.equal(failed.status, 1);
  assert.match(failed.stderr, /bad\.json/);
  assert.ok(!existsSync(out));
  for (const args of [[], ['build'], ['build', bad], ['build', 'missing.json', '-o', out], ['build', bad, '-o'], ['build', bad, '-o', out, '--no'],
    ['build', 'examples/steptech/policy.json', '-o', out, '--web', folder + '/none'], ['explain'], ['explain', bad, '--gpc', 'maybe'],
    ['explain', bad, '--age', '12x'], ['explain', bad, '--region', 'Mars'], ['explain', bad, '--now', 'today']]) {
    assert.equal(run(...args).status, 2, args.join(' '));
  }
  assert.ok(!existsSync(out));
});

test('explain says why', () => {
  const answer = run('explain', 'examples/steptech/policy.json', '--region', 'US-CA', '--gpc', 'on', '--now', '2026-11-23T12:00:00Z');
  assert.equal(answer.status, 0);
  assert.match(answer.stdout, /^denied +advertising +gpc: /m);
  assert.match(answer.stdout, /^granted +site_operation +strictly_necessary: /m);
  assert.match(answer.stdout, /^the banner: notice$/m);
  assert.match(run('explain', 'examples/steptech/policy.json', '--audience', 'student').stdout, /^forbidden +advertising +audience_bars: /m);
});
