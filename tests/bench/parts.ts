// What each file of the gate, the guard and the banner costs a visitor: the bytes that go when its exports are nothing, brotli 11.
import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { bundle, type Bundle } from '../../scripts/lib/bundle.ts';

const site = 'build/web/site';
const compressed = (text: string): number => brotliCompressSync(text, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: Buffer.byteLength(text) },
}).length;

/** As `hallpass build` writes it, with the demo site's values. */
const whole = (file: string, code: string): string => {
  const written = readFileSync(`${site}/${file}`, 'utf8');
  const hint = written.slice(0, written.indexOf('\n') + 1);
  const values = /=>\{.*(\}\)\(\{".*)$/s.exec(written)?.[1];
  // What looks whether there is WebAssembly stands in front of the gate.
  const noWasm = file === 'hallpass.js' && code !== '' ? readFileSync('build/web/no-wasm.js', 'utf8') : '';
  return values === undefined ? hint + code : `${hint}(${/\((\w+)=>/.exec(written)?.[1] ?? ''}=>{${noWasm}${code.replace(/;$/, '')}${values}`;
};

const scripts: readonly (readonly [name: string, file: string, code: Bundle])[] = [
  ['gate', 'hallpass.js', { from: 'web/gate/main.ts', format: 'esm', define: { HALLPASS_EXTRAS: 'false' } }],
  ['guard', 'hallpass.guard.js', { from: 'web/gate/guard/main.ts', format: 'iife' }],
  ['banner', 'banner.en.js', { from: 'web/banner/main.ts', format: 'esm' }],
];
for (const [name, file, code] of scripts) {
  const all = compressed(whole(file, await bundle(code)));
  console.log(`part.${name} ${all} bytes`);
  const folder = dirname(code.from);
  for (const path of [...new Set([folder, 'web/gate'])].flatMap((one) => readdirSync(one).filter((entry) => entry.endsWith('.ts')).map((entry) => `${one}/${entry}`))) {
    if (path === code.from) continue;
    const exported = [...readFileSync(path, 'utf8').matchAll(/^export (?:const|class) (?:(\w+)|[[{]([^\]}]*)[\]}])/gm)]
      .flatMap(([, one, several = '']) => one ?? several.split(',').map((each) => each.split(':').at(-1)?.trim() ?? ''));
    let isUsed = false;
    const without = await bundle(code, [{ name: 'without', setup: ({ onLoad }) => onLoad({ filter: /\.ts$/ }, ({ path: loaded }) => {
      if (loaded !== resolve(path)) return undefined;
      isUsed = true;
      return { contents: exported.map((each) => `export let ${each} = globalThis.x;`).join('') };
    }) }]);
    const saved = all - compressed(whole(file, without));
    if (isUsed && saved > 0) console.log(`part.${name}.${basename(path, '.ts')} ${saved} bytes`);
  }
  // Its values: the module, the policy's image, or the words.
  const end = whole(file, '');
  for (const [, key, hex] of end.matchAll(/"(module|image)":"([0-9a-f]+)"/g)) console.log(`part.${name}.values.${key ?? ''} ${compressed(end) - compressed(end.replace(hex ?? '', ''))} bytes`);
  if (end.includes('})({')) console.log(`part.${name}.values ${compressed(end)} bytes`);
}
