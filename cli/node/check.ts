// `hallpass check` where there is only node: node check.ts FILE [--json]
// The same findings, output and exit status as the native command; the check itself is build/wasm/wasm/policy/policy.wasm.
import { readFileSync } from 'node:fs';
import { loadPolicyModule, type Findings } from '../../web/policy/index.ts';

const exitFailed = 1;
const exitUsage = 2;

const usage = (message: string): never => {
  process.stderr.write(`hallpass check: ${message}\nusage: node check.ts FILE [--json]\n`);
  process.exit(exitUsage);
};

const format = (file: string, { errors, warnings, gaps, findings }: Findings): string => [
  ...findings.flatMap(({ severity, code, where, line, column, message, suggestion }) => [
    `${file}:${String(line)}:${String(column)}: ${severity}: ${message} [${where === '' ? code : `${code} ${where}`}]`,
    ...suggestion === '' ? [] : [`    ${suggestion}`],
  ]),
  `${file}: ${String(errors)} errors, ${String(warnings)} warnings, ${String(gaps)} gaps`, '',
].join('\n');

const words = process.argv.slice(2);
const files = words.filter((word) => !word.startsWith('--'));
const unknown = words.find((word) => word.startsWith('--') && word !== '--json');
const [file] = files;
if (unknown !== undefined) usage(`there is no option ${unknown}`);
if (file === undefined || files.length > 1) usage('one file, please');
else {
  const wasm = new URL('../../build/wasm/wasm/policy/policy.wasm', import.meta.url);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file === '-' ? 0 : file);
  } catch {
    usage(`${file}: The file cannot be read.`);
    throw new Error('unreachable');
  }
  const found = (await loadPolicyModule(readFileSync(wasm))).check(bytes);
  process.stdout.write(words.includes('--json') ? `${JSON.stringify(found)}\n` : format(file, found));
  process.exitCode = found.errors > 0 ? exitFailed : 0;
}
