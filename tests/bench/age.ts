// age encryption of 64 MiB in Chromium beside npm's libsodium-wrappers and age-encryption and native libsodium, in the same
// run: they take turns, so that a busy minute hits all alike. Medians, and ratios of medians (over 1: ours is faster).
// --runs=3 --mebibytes=16 is for a quick look.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';

import { launchChromium } from '../../scripts/lib/chromium.ts';
import { serveFolder } from '../../scripts/lib/static-server.ts';
import { measureHeaders } from './age/headers.ts';
import type { AgeBench } from './age/page.ts';

declare const ageBench: AgeBench;

const option = (name: string, otherwise: number): number => Number(new RegExp(`--${name}=(\\d+)`).exec(process.argv.join(' '))?.[1] ?? otherwise);
const runs = option('runs', 7);
const mebibytes = option('mebibytes', 64);
const peers = 'tests/bench/age/peers';

// Pinned by a lock file of their own, and no part of the project's own set-up.
execFileSync('npm', ['ci', '--ignore-scripts', '--prefer-offline', '--no-progress', '--loglevel=error'],
  { cwd: peers, stdio: ['ignore', 'ignore', 'inherit'] });

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
const print = (name: string, value: number, unit: string, digits = 2): void => { console.log(`age.${name} ${value.toFixed(digits)} ${unit}`); };

type Times = readonly [encrypt: number, decrypt: number];

const native = (threads: number) => (): Times => {
  const lines = execFileSync('build/native/tests/bench/bench_age', [String(mebibytes), String(threads)], { encoding: 'utf8' }).trim().split('\n');
  return [Number(lines[0]), Number(lines[1])];
};

/** OpenSSL's own figure for the same chunks, in milliseconds for all of them; nothing where there is no `openssl`. */
const openssl = (): Times | undefined => {
  const { stdout } = spawnSync('openssl', ['speed', '-mr', '-seconds', '1', '-bytes', '65536', '-evp', 'chacha20-poly1305'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const perSecond = Number(/\+F:\d+:[^:]*:([\d.]+)/.exec(stdout ?? '')?.[1]);
  const time = (mebibytes << 20) / perSecond * 1000;
  return perSecond > 0 ? [time, time] : undefined;
};

/** What a page loads that encrypts: the module, its script and the worker's, with what these share. */
const scripts = (name: string): string[] => {
  const text = readFileSync(`build/web/vault/${name}`, 'utf8');
  return [name, ...[...text.matchAll(/from"\.\/([^"]+)"/g)].flatMap(([, shared = '']) => scripts(shared))];
};
const loaded = new Set(['vault.wasm', ...scripts('vault.js'), ...scripts('vault-worker.js')]);
print('bytes', [...loaded].reduce((sum, name) => sum + brotliCompressSync(readFileSync(`build/web/vault/${name}`)).length, 0), 'bytes', 0);

const folder = mkdtempSync(join(tmpdir(), 'hallpass-bench-age-'));
cpSync('build/web/vault', join(folder, 'vault'), { recursive: true });
const bundle = (from: string, to: string, external: string[] = []) =>
  build({ entryPoints: [from], outfile: join(folder, 'bench', to), bundle: true, format: 'esm', target: 'es2022', logLevel: 'error', nodePaths: [`${peers}/node_modules`], external });
await bundle('tests/bench/age/page.ts', 'page.js');
await bundle('tests/bench/age/peer-worker.ts', 'peer-worker.js');
// The page's script finds module and worker beside itself, as it does on a site.
cpSync('build/web/vault', join(folder, 'bench'), { recursive: true });
writeFileSync(join(folder, 'index.html'), '<!doctype html><title>bench</title><script type="module" src="/bench/page.js"></script>');

const server = await serveFolder({ folder });
const browser = await launchChromium();
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => { console.error(error.message); });
  await page.goto(server.origin);
  await page.waitForFunction(() => 'ageBench' in globalThis);
  const inPage = (name: string) => (): Promise<Times> => page.evaluate(([what, size]) => ageBench.measure(what, size), [name, mebibytes] as const);
  const contenders: Readonly<Record<string, () => Promise<Times> | Times | undefined>> = {
    one_worker: inPage('bytes_1'), two_workers: inPage('bytes_2'), one_worker_blob: inPage('blob_1'), two_workers_blob: inPage('blob_2'),
    libsodium_js: inPage('libsodium_js'), age_encryption: inPage('age_encryption'), native: native(1), two_native: native(2), openssl,
  };
  const times = new Map<string, Times[]>();
  for (let run = -1; run < runs; ++run) {
    for (const [name, contender] of Object.entries(contenders)) {
      const result = await contender();
      if (run >= 0 && result !== undefined) times.set(name, [...times.get(name) ?? [], result]); // the first round warms up
    }
  }
  for (const [index, direction] of ['encrypt', 'decrypt'].entries()) {
    const of = (name: string): number => median((times.get(name) ?? []).map((pair) => pair[index] ?? NaN));
    for (const name of times.keys()) print(`${direction}.${name}`, mebibytes * 1.048576 / of(name) * 1000, 'MB/s', 0);
    for (const name of ['libsodium_js', 'age_encryption', 'native', 'openssl'].filter((each) => times.has(each))) {
      print(`${direction}.vs_${name}`, of(name) / of('one_worker'), 'x');
      print(`${direction}.blob_vs_${name}`, of(name) / of('one_worker_blob'), 'x');
    }
    print(`${direction}.two_workers`, of('one_worker') / of('two_workers'), 'x');
    print(`${direction}.two_workers_blob`, of('one_worker_blob') / of('two_workers_blob'), 'x');
    // What a second core brings this machine where nothing is copied and no browser wants its share.
    print(`${direction}.two_native`, of('native') / of('two_native'), 'x');
  }
  print('longest_task_ms', await page.evaluate((size) => ageBench.longestTask(size), mebibytes * 4), 'ms', 0);
} finally {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
}
const headers = await measureHeaders(readFileSync('build/wasm/wasm/vault/vault.wasm'), runs);
print('header_us', headers.ours, 'us', 0);
print('header.vs_noble', headers.noble / headers.ours, 'x');
