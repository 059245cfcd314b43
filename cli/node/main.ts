// The npm package's `hallpass`: the very program that the native build makes, as WebAssembly, so it runs wherever node
// does and gives the same answers. `build` finds the web parts beside it; `audit`, which drives a browser, is here only.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { audit } from './audit.ts';

const [command, ...words] = process.argv.slice(2);
if (command === 'audit' && !words.includes('--help')) {
  process.exitCode = await audit(words);
} else {
  if (command === 'build' && !words.includes('--web')) {
    process.argv.push('--web', fileURLToPath(new URL('../web', import.meta.url)));
  }
  createRequire(import.meta.url)('../core/hallpass.cjs');
}
