// Time of one decision: natively, and in the shipped module with its packed request and answer; and the same for a policy
// with 1,000 vendors, with the size of what a visitor would load of it, brotli 11.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { openModule } from '../../web/gate/module.ts';
import { nameKind } from '../../web/gate/name-kind.ts';

interface PolicyFile {
  readonly purposes: object;
  readonly technologies: Record<string, object>;
  readonly vendors: Record<string, object>;
  readonly texts: Record<string, { readonly technologies: Record<string, unknown> }>;
}

const median = (times: number[]): number => Math.round(times.sort((a, b) => a - b)[times.length >> 1] ?? NaN);

/** `work` once, in nanoseconds: the median of 21 runs. */
const nanoseconds = (rounds: number, work: (round: number) => unknown): number => {
  const times: number[] = [];
  for (let run = 0; run < 21; ++run) {
    const start = process.hrtime.bigint();
    for (let round = 0; round < rounds; ++round) work(round);
    times.push(Number(process.hrtime.bigint() - start) / rounds);
  }
  return median(times);
};

const measure = (prefix: string, policy: PolicyFile, image: Buffer): void => {
  const gate = openModule(readFileSync('build/wasm/wasm/gate/gate.wasm'), image, Object.keys(policy.purposes));
  const visitor = { now: 1_795_435_200_000, gpc: 2, dnt: '', region: 'US-CA', audience: '', age: 255, authorised: false };
  const record = gate.choose(visitor, 2 ** 30 - 1, '');
  console.log(`${prefix}wasm_ns ${nanoseconds(20_000, (round) => gate.decide({ ...visitor, dnt: round % 3 ? '0' : '', record }))} ns`);
  // The last name of all: every other is compared first.
  const last = Object.values(policy.technologies).flatMap((one) => (one as { hosts?: string[] }).hosts ?? []).at(-1) ?? '';
  console.log(`${prefix}find_ns ${nanoseconds(5000, () => gate.find(nameKind.host, last))} ns`);
};

const file = 'examples/steptech/policy.json';
const read = (): PolicyFile => JSON.parse(readFileSync(file, 'utf8')) as PolicyFile;
process.stdout.write(execFileSync('build/native/tests/bench/bench_decide', ['build/web/site/policy.image'], { encoding: 'utf8' }));
measure('decide.', read(), readFileSync('build/web/site/policy.image'));

const folder = mkdtempSync(join(tmpdir(), 'hallpass-vendors-'));
try {
  const policy = read();
  const [script] = Object.values(policy.technologies).filter((one) => (one as { hosts?: string[] }).hosts);
  const [vendor] = Object.values(policy.vendors);
  for (let number = Object.keys(policy.vendors).length; number < 1000; ++number) {
    // Names as they are, of many lengths and little in common.
    const name = `${(number * 2_654_435_761 % 4_294_967_296).toString(36)}${'metrics adnet pixel tagcloud audience'.split(' ')[number % 5] ?? ''}`;
    policy.vendors[`v_${name}`] = { ...vendor, name };
    policy.technologies[`t_${name}`] = { ...script, vendor: `v_${name}`, purpose: number % 2 ? 'analytics' : 'advertising', hosts: [`${number % 3 ? 'cdn.' : '*.'}${name}.${number % 4 ? 'com' : 'net'}`] };
    for (const { technologies } of Object.values(policy.texts)) technologies[`t_${name}`] = name;
  }
  writeFileSync(join(folder, 'policy.json'), JSON.stringify(policy));
  execFileSync('build/native/cli/hallpass', ['build', join(folder, 'policy.json'), '-o', folder], { stdio: ['ignore', 'ignore', 'pipe'] });
  const image = readFileSync(join(folder, 'policy.image'));
  console.log(`decide.1000_vendors.image_bytes ${brotliCompressSync(image).length} bytes`);
  measure('decide.1000_vendors.', policy, image);
} finally {
  rmSync(folder, { recursive: true });
}
