// hallpass audit: what a page sends and stores before anybody consents. Its help stands with the other commands' (cli/audit.cpp).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from './devtools.ts';
import { judge, type DeclaredPolicy } from './judge.ts';
import { observe } from './observe.ts';
import { toPage, toText } from './report.ts';

const exitLeaked = 1;
const exitUsage = 2;
const defaultWatchSeconds = 5;

interface Options {
  readonly url: string;
  readonly policy?: string;
  readonly out?: string;
  readonly json: boolean;
  readonly watchMs: number;
  readonly flags: readonly string[];
  readonly browser?: string;
}

/** Throws an Error that says what is wrong. */
const parse = (words: readonly string[]): Options => {
  const values: Record<string, string> = {};
  const flags: string[] = [];
  let url: string | undefined;
  for (let at = 0; at < words.length; ++at) {
    const word = words[at] ?? '';
    if (word === '--json') values[word] = 'true';
    else if (['-o', '--policy', '--watch', '--browser', '--browser-flag'].includes(word)) {
      const value = words[++at];
      if (value === undefined) throw new Error(`${word} needs a value`);
      if (word === '--browser-flag') flags.push(value);
      else values[word] = value;
    } else if (word.startsWith('-')) throw new Error(`there is no option ${word}`);
    else if (url !== undefined) throw new Error('one address at a time');
    else url = word;
  }
  if (url === undefined) throw new Error('which address?');
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw new Error(`${url} is not an http or https address`);
  const watchMs = Number(values['--watch'] ?? defaultWatchSeconds) * 1000;
  if (!(watchMs >= 0 && watchMs <= 600_000)) throw new Error('--watch takes seconds, at most 600');
  const { '--policy': policy, '-o': out, '--browser': browser } = values;
  return { url, watchMs, flags, json: '--json' in values, ...policy === undefined ? {} : { policy }, ...out === undefined ? {} : { out }, ...browser === undefined ? {} : { browser } };
};

/** Where it is at: one line in place on a terminal, a line each elsewhere. */
const tell = (text: string): void => {
  process.stderr.write(process.stderr.isTTY ? `\r\u001b[Khallpass audit: ${text}` : `hallpass audit: ${text}\n`);
};

/** Resolves with the exit status. */
export const audit = async (words: readonly string[]): Promise<number> => {
  try {
    const options = parse(words);
    const policy = options.policy === undefined ? undefined : JSON.parse(readFileSync(options.policy, 'utf8')) as DeclaredPolicy;
    const program = options.browser ?? findChromium();
    if (program === undefined) throw new Error('no Chromium, Chrome or Edge on PATH; install one, or name it with --browser');
    const result = judge(await observe({ ...options, program, progress: tell }), policy);
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    const json = `${JSON.stringify(result, undefined, 2)}\n`;
    if (options.out !== undefined) {
      mkdirSync(options.out, { recursive: true });
      writeFileSync(join(options.out, 'audit.json'), json);
      writeFileSync(join(options.out, 'audit.html'), toPage(result));
    }
    process.stdout.write(options.json ? json : toText(result));
    return result.leaks > 0 ? exitLeaked : 0;
  } catch (reason) {
    process.stderr.write(`${process.stderr.isTTY ? '\n' : ''}hallpass audit: ${reason instanceof Error ? reason.message : String(reason)}\nTry: hallpass audit --help\n`);
    return exitUsage;
  }
};
