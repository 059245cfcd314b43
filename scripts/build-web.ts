// Bundles every TypeScript entry point a page loads, from web/ into build/web/, with esbuild.
// Run by scripts/build after the wasm build, because some bundles carry a module inside.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { build } from 'esbuild';
import { minify } from 'terser';
import ts from 'typescript';
import { bundle, type Bundle } from './lib/bundle.ts';
import { writePortalTexts } from './lib/portal-texts.ts';

interface Entry extends Bundle {
  readonly to: string;
}

const entries: readonly Entry[] = [
  // `hallpass build` puts a function with a policy's own values around the gate and the banner: one of their own besides
  // would be one more to compile.
  { from: 'web/gate/main.ts', to: 'gate.js', format: 'esm', define: { HALLPASS_EXTRAS: 'false' } },
  { from: 'web/gate/main.ts', to: 'gate-extras.js', format: 'esm', define: { HALLPASS_EXTRAS: 'true' } },
  { from: 'web/gate/guard/main.ts', to: 'guard.js', format: 'iife' },
  { from: 'web/banner/main.ts', to: 'banner.js', format: 'esm' },
  { from: 'web/proof/authorisation.ts', to: 'authorisation.js', format: 'iife' },
  { from: 'web/proof/hand-over.ts', to: 'hand-over.js', format: 'iife' },
  { from: 'web/proof/links.ts', to: 'hand-over-links.js', format: 'iife' },
  { from: 'web/consent-signals/main.ts', to: 'consent-signals.js', format: 'iife' },
  { from: 'web/receipts/main.ts', to: 'receipts.js', format: 'esm' },
  { from: 'web/self-test/main.ts', to: 'self-test.js', format: 'esm' },
  { from: 'web/placeholder/main.ts', to: 'placeholder.js', format: 'esm' },
  { from: 'web/service-worker/main.ts', to: 'service-worker.js', format: 'iife' },
  { from: 'web/esm/main.ts', to: 'hallpass.mjs', format: 'esm' },
  // … and its rules in front of this one.
  { from: 'web/headers/main.ts', to: 'consent-headers.js', format: 'esm' },
  { from: 'web/portal/styles.css', to: 'portal/styles.css', format: 'esm' },
];

/** What goes to build/web/ as it is; a module only when the wasm build has made it. */
const copies: readonly (readonly [from: string, to: string])[] = [
  ['build/wasm/wasm/gate/gate.wasm', 'gate.wasm'],
  ['web/site/styles.css', 'site/styles.css'],
  ['web/site/icon.svg', 'site/icon.svg'],
  ['web/portal/index.html', 'portal/index.html'],
  ['web/portal/icon.svg', 'portal/icon.svg'],
  ['build/wasm/wasm/portal/portal.wasm', 'portal/portal.wasm'],
  ['build/wasm/wasm/vault/vault.wasm', 'portal/vault.wasm'],
  ['build/wasm/wasm/vault/vault.wasm', 'vault/vault.wasm'],
  ['build/wasm/wasm/vault/vault.scalar.wasm', 'portal/vault.scalar.wasm'],
  ['build/wasm/wasm/vault/vault.scalar.wasm', 'vault/vault.scalar.wasm'],
];

for (const folder of ['portal', 'vault']) rmSync(`build/web/${folder}`, { recursive: true, force: true });
mkdirSync('build/web/portal', { recursive: true });
for (const entry of entries) {
  if (entry.to.endsWith('.js')) writeFileSync(`build/web/${entry.to}`, await bundle(entry));
  else await build({ entryPoints: [entry.from], outfile: `build/web/${entry.to}`, bundle: true, format: entry.format, minify: true, target: 'es2022', legalComments: 'none', logLevel: 'warning' });
}

/** A module's code as one function's body: what it exports is what `last` makes of it. */
const asBody = async (from: string, last: (exported: ReadonlyMap<string, string>) => string): Promise<string> => {
  const { outputFiles } = await build({ entryPoints: [from], bundle: true, write: false, format: 'esm', minify: true, target: 'es2022', legalComments: 'none', logLevel: 'warning' });
  const [, body = '', names] = /^(.*)export\{(.*?)\};\s*$/s.exec(outputFiles[0]?.text ?? '') ?? [];
  if (names === undefined) throw new Error(`${from} exports nothing`);
  return body + last(new Map(names.split(',').map((name) => name.split(' as ').toReversed() as [string, string])));
};

// The gate's module in JavaScript, as an expression: for browsers and sites without WebAssembly.
const moduleScript = 'build/wasm/wasm/gate/gate.wasm.js';
if (existsSync(moduleScript)) {
  const body = await asBody(moduleScript, (exported) => `return{${['memory', 'space', 'open', 'decide', 'choose', 'find'].map((name) => `${name}:${exported.get(name) ?? ''}`).join()}};`);
  // Assigned, so that its value counts as used.
  const { code = '' } = await minify(`made=(()=>{${body}})()`, { compress: { passes: 3, ecma: 2020 } });
  writeFileSync('build/web/gate-module.js', code.replace(/^made=|;$/g, ''));
}
// In front of the gate, in the same function, with names of its own.
writeFileSync('build/web/no-wasm.js', `if((()=>{${await asBody('web/gate/no-wasm.ts', (exported) => `return ${exported.get('isElsewhere') ?? ''};`)}})())return;`);

// What the banner says where a policy says nothing else, in every language.
const textFiles = readdirSync('web/banner/texts').toSorted();
writeFileSync('build/web/banner-texts.json', JSON.stringify(Object.fromEntries(textFiles.map((file) =>
  [basename(file, '.json'), JSON.parse(readFileSync(`web/banner/texts/${file}`, 'utf8')) as unknown]))));

// The types of window.hallpass, as a page's own code sees them.
writeFileSync('build/web/hallpass.d.ts', ts.transpileDeclaration(readFileSync('web/gate/api.ts', 'utf8'), { compilerOptions: {} }).outputText);

/** Scripts that import one another only when needed. Shared parts have a name of their own each time. */
const split = async (folder: string, entryPoints: Readonly<Record<string, string>>): Promise<void> => {
  const { outputFiles } = await build({
    entryPoints, outdir: folder, write: false, bundle: true, splitting: true, chunkNames: 'shared-[hash]', format: 'esm', minify: true,
    target: 'es2022', legalComments: 'none', logLevel: 'warning',
  });
  mkdirSync(folder, { recursive: true });
  for (const { path, text } of outputFiles) {
    writeFileSync(path, (await minify(text, { compress: { passes: 3, ecma: 2020 }, module: true })).code ?? '');
  }
};
// The vault's: the small ones that watch forms and keep drafts import the other; that one starts the worker's.
await split('build/web/vault', { forms: 'web/vault/forms-page.ts', drafts: 'web/vault/drafts.ts', vault: 'web/vault/index.ts', 'vault-worker': 'web/vault/worker.ts' });
await split('build/web/portal', { portal: 'web/portal/main.ts', 'vault-worker': 'web/vault/worker.ts' });

// The portal's module in JavaScript likewise, as a file of its own that other browsers never load.
const portalScript = 'build/wasm/wasm/portal/portal.wasm.js';
if (existsSync(portalScript)) {
  const host = resolve('web/portal/no-wasm-host.ts');
  await build({
    entryPoints: [portalScript], outfile: 'build/web/portal/portal.no-wasm.js', bundle: true, format: 'esm', minify: true, target: 'es2022',
    legalComments: 'none', logLevel: 'warning', alias: { env: host, wasi_snapshot_preview1: host },
  });
}

for (const [from, to] of copies) {
  if (from.startsWith('build/') && !existsSync(from)) continue;
  mkdirSync(dirname(`build/web/${to}`), { recursive: true });
  copyFileSync(from, `build/web/${to}`);
}

// What the portal's script imports begins to come with it.
const page = 'build/web/portal/index.html';
const imported = [...readFileSync('build/web/portal/portal.js', 'utf8').matchAll(/\b(?:from|import)"\.\/([^"]+)"/g)].map(([, file = '']) => file);
writeFileSync(page, readFileSync(page, 'utf8').replace('  <script', `${imported.map((file) => `  <link rel="modulepreload" href="${file}">\n`).join('')}  <script`));

// The demo site's own files: the gate, its banners and statements, from the reference policy.
const hallpass = 'build/native/cli/hallpass';
if (existsSync(hallpass) && existsSync('build/web/gate.wasm')) {
  execFileSync(hallpass, ['build', 'examples/steptech/policy.json', '-o', 'build/web/site', '--headers', 'build/web/site-headers', '--undecided', 'meta'], { stdio: ['ignore', 'ignore', 'inherit'] });
}

// The portal's translations and its two fonts.
writePortalTexts();
await import('./portal-fonts.ts');
