// Time of one decision: natively, and in the shipped module with its packed request and answer.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { openModule } from '../../web/gate/module.ts';

const image = readFileSync('build/web/site/policy.image');
const ids = Object.keys((JSON.parse(readFileSync('examples/steptech/policy.json', 'utf8')) as { purposes: object }).purposes);
const gate = openModule(readFileSync('build/wasm/wasm/gate/gate.wasm'), image, ids);
const visitor = { now: 1_795_435_200_000, gpc: 2, dnt: '', region: 'US-CA', audience: '', age: 255, authorised: false };
const record = gate.choose(visitor, 2 ** 30 - 1, '');

process.stdout.write(execFileSync('build/native/tests/bench/bench_decide', ['build/web/site/policy.image'], { encoding: 'utf8' }));
const rounds = 20_000;
const times: number[] = [];
for (let run = 0; run < 21; ++run) {
  const start = process.hrtime.bigint();
  for (let round = 0; round < rounds; ++round) gate.decide({ ...visitor, dnt: round % 3 ? '0' : '', record });
  times.push(Number(process.hrtime.bigint() - start) / rounds);
}
times.sort((a, b) => a - b);
console.log(`decide.wasm_ns ${Math.round(times[10] ?? 0)} ns`);
