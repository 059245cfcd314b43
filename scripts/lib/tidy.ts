// clang-tidy over the sources of the native build, as many at once as HALLPASS_JOBS says. What was clean before is not
// looked at again: the first argument is a folder of marks, each named by the hash of all that the answer depends on.
// Further arguments: only these files.
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative, resolve } from 'node:path';

const build = 'build/native';
const tool = 'clang-tidy-19';
const [marks = '', ...wanted] = process.argv.slice(2);
const options = ['-p', build, '--quiet', ...process.env['HALLPASS_LONG'] ? [] : ['--checks=-clang-analyzer-*']];
mkdirSync(marks, { recursive: true });

const hashes = new Map<string, string>();
const hashOf = (path: string): string => {
  let hash = hashes.get(path);
  if (hash === undefined) hashes.set(path, hash = createHash('sha256').update(readFileSync(path)).digest('hex'));
  return hash;
};

/** Every file that an object was compiled from, headers of libraries too, as the compiler listed them. */
const dependencies = new Map<string, string[]>();
for (const block of execFileSync('ninja', ['-C', build, '-t', 'deps'], { encoding: 'utf8', maxBuffer: 1 << 28 }).split('\n\n')) {
  const [head = '', ...files] = block.split('\n');
  dependencies.set(head.split(':')[0] ?? '', files.map((file) => resolve(build, file.trim())));
}

interface Command { readonly file: string; readonly command: string }
const root = process.cwd();
const sources = (JSON.parse(readFileSync(join(build, 'compile_commands.json'), 'utf8')) as Command[])
  .map((entry) => ({ ...entry, file: relative(root, entry.file) }))
  .filter(({ file }) => wanted.length > 0 ? wanted.includes(file) : /^(sdk|cli|district|portal)\//.test(file));

const version = execFileSync(tool, ['--version'], { encoding: 'utf8' });
const markOf = ({ file, command }: Command): string => {
  const files = dependencies.get(/ -o (\S+)/.exec(command)?.[1] ?? '') ?? [];
  if (files.length === 0) throw new Error(`${file} has not been built: run scripts/build --native first`);
  const rest = [version, hashOf('.clang-tidy'), ...options, command.replaceAll(root, '')];
  return createHash('sha256').update([...rest, ...files.map(hashOf)].join('\n')).digest('hex');
};

const check = (file: string): Promise<string> => new Promise((done) => {
  execFile(tool, [...options, file], { maxBuffer: 1 << 26 }, (error, stdout, stderr) => { done(error ? `${stdout}${stderr}` || error.message : ''); });
});

const queue = sources.map((source) => ({ file: source.file, mark: join(marks, markOf(source)) })).filter(({ mark }) => !existsSync(mark));
console.error(`    ${sources.length} sources, ${queue.length} to look at`);
let failed = 0;
let left = queue.length;
const work = async (): Promise<void> => {
  for (let next = queue.shift(); next; next = queue.shift()) {
    const complaint = await check(next.file);
    left -= 1;
    if (complaint === '') writeFileSync(next.mark, next.file);
    else {
      failed += 1;
      console.error(complaint);
    }
    if (process.stderr.isTTY) process.stderr.write(`\r    ${left} left `);
    else if (left % 20 === 0) console.error(`    ${left} left`);
  }
};
await Promise.all(Array.from({ length: Number(process.env['HALLPASS_JOBS'] ?? availableParallelism()) }, work));
process.exitCode = failed > 0 ? 1 : 0;
