// Bundles every TypeScript entry point a page loads, from web/ into build/web/, with esbuild.
// Run by scripts/build after the wasm build, because some bundles carry a module inside.
import { build } from 'esbuild';

interface Entry {
  readonly from: string;
  readonly to: string;
  readonly format: 'esm' | 'iife';
}

const entries: readonly Entry[] = [];

for (const { from, to, format } of entries) {
  await build({
    entryPoints: [from], outfile: `build/web/${to}`, bundle: true, format, minify: true, target: 'es2022',
    legalComments: 'none', logLevel: 'warning',
  });
}
