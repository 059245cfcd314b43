// Puts the npm package together in build/npm: the command line as WebAssembly, the web parts that `hallpass build` works
// with, and the page API's types. `npm pack build/npm` makes the tarball. Run by scripts/build, last.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import ts from 'typescript';

const out = 'build/npm';
const core = 'build/wasm/cli/hallpass';

if ([`${core}.wasm`, 'build/web/gate.wasm', 'build/web/site/hallpass.d.mts'].every((file) => existsSync(file))) {
  rmSync(out, { recursive: true, force: true });
  await build({
    entryPoints: ['cli/node/main.ts'], outfile: `${out}/bin/hallpass.mjs`, bundle: true, format: 'esm', platform: 'node', target: 'node20',
    banner: { js: '#!/usr/bin/env node' }, legalComments: 'none', logLevel: 'warning',
  });
  const copies: Record<string, string> = {
    'core/hallpass.cjs': `${core}.cjs`, 'core/hallpass.wasm': `${core}.wasm`,
    'policy.schema.json': 'docs/policy.schema.json', 'README.md': 'cli/node/README.md', 'LICENSE': 'LICENSE',
  };
  for (const part of readdirSync('build/web', { withFileTypes: true })) {
    if (part.isFile()) copies[join('web', part.name)] = join('build/web', part.name);
  }
  for (const [to, from] of Object.entries(copies)) {
    mkdirSync(dirname(join(out, to)), { recursive: true });
    copyFileSync(from, join(out, to));
  }
  // What a page's own code imports; the gate's bundle takes its values from `hallpass build`.
  writeFileSync(join(out, 'index.d.mts'), readFileSync('build/web/site/hallpass.d.mts', 'utf8').replaceAll('./hallpass.js', './web/hallpass.js'));
  // The vault, for a page's own code and for node: the same files that a site hosts.
  for (const name of readdirSync('build/web/vault')) {
    mkdirSync(`${out}/web/vault`, { recursive: true });
    copyFileSync(`build/web/vault/${name}`, `${out}/web/vault/${name}`);
  }
  // node cannot fetch a file, and has no Worker of the web's kind.
  writeFileSync(`${out}/web/vault/node.mjs`, [
    "import { readFileSync } from 'node:fs';", "import { configure } from './vault.js';",
    "configure(readFileSync(new URL('vault.wasm', import.meta.url)));", "export * from './vault.js';", '',
  ].join('\n'));
  const vaultParts = { vault: 'index', forms: 'forms-page', drafts: 'drafts' };
  ts.createProgram(Object.values(vaultParts).map((name) => `web/vault/${name}.ts`), {
    target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
    strict: true, declaration: true, emitDeclarationOnly: true, stripInternal: true, allowImportingTsExtensions: true, rewriteRelativeImportExtensions: true,
    rootDir: 'web', outDir: `${out}/types`, types: ['node'],
  }).emit();
  const exportOf = (name: string, more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> =>
    ({ types: `./types/vault/${vaultParts[name as keyof typeof vaultParts]}.d.ts`, ...more, default: `./web/vault/${name}.js` });
  const version = /project\(hallpass VERSION (\S+)/.exec(readFileSync('CMakeLists.txt', 'utf8'))?.[1];
  writeFileSync(join(out, 'package.json'), `${JSON.stringify({
    name: 'hallpass', version, license: 'Apache-2.0', type: 'module',
    description: 'One privacy policy file that a website obeys: consent gate, banner, cookie statement, response headers',
    keywords: ['privacy', 'consent', 'gpc', 'ferpa', 'coppa', 'csp', 'age', 'encryption'],
    engines: { node: '>=20' },
    bin: { hallpass: 'bin/hallpass.mjs' },
    exports: {
      '.': { types: './index.d.mts', default: './web/hallpass.mjs' },
      './vault': exportOf('vault', { node: './web/vault/node.mjs' }), './forms': exportOf('forms'), './drafts': exportOf('drafts'),
      './policy.schema.json': './policy.schema.json',
    },
    types: './index.d.mts',
  }, undefined, 2)}\n`);
}
