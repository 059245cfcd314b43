// The real server as a child process, on a free port and a database of its own.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateDistrict } from '../../scripts/generate-district.ts';
import { audience } from './sign-in.ts';

const binary = new URL('../../build/native/district/server/hallpass-district', import.meta.url).pathname;
/** Nobody has its key; what is encrypted in these tests is only stored. */
export const ageRecipient = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';
export const corsOrigin = 'http://127.0.0.1:1';
const startLimitMs = 30_000;
const endLimitMs = 10_000;

/** A folder with a small district's package, gone after `remove`. */
export function makeFolder(students = 60): { database: string; zip: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'hallpass-district-'));
  const zip = join(folder, 'district.zip');
  writeFileSync(zip, generateDistrict({ students }));
  return { database: join(folder, 'district.sqlite'), zip, remove: () => { rmSync(folder, { recursive: true }); } };
}

/** Runs the program once, beside a server or not. */
export const exportAudit = (database: string, key: string, to: string): { status: number | null; stderr: string } =>
  spawnSync(binary, ['--database', database, '--export-audit', to, '--signing-key', key], { encoding: 'utf8' });

export const exportRoster = (database: string, to: string, ...more: string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(binary, ['--database', database, '--export-roster', to, ...more], { encoding: 'utf8' });

// A test that fails halfway leaves no server behind, which would keep the runner waiting.
const running = new Set<ChildProcess>();
process.once('exit', () => { for (const child of running) child.kill('SIGKILL'); });

export class District {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  readonly #log: string[];

  private constructor(url: string, child: ChildProcess, ended: Promise<number | null>, log: string[]) {
    this.url = url;
    this.#child = child;
    this.#ended = ended;
    this.#log = log;
  }

  static async start(flags: Readonly<Record<string, string>>): Promise<District> {
    const all = { listen: '127.0.0.1:0', audience, 'age-recipient': ageRecipient, 'cors-origin': corsOrigin,
      name: 'Lakeside Unified School District', email: 'records@lakeside.example', ...flags };
    const child = spawn(binary, Object.entries(all).flatMap(([name, value]) => [`--${name}`, value]), { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const handle of [child, child.stdout as Socket, child.stderr as Socket]) handle.unref();
    running.add(child);
    child.once('close', () => { running.delete(child); });
    const log: string[] = [];
    child.stderr.setEncoding('utf8').on('data', (text: string) => { log.push(text); });
    const ended = new Promise<number | null>((resolve) => { child.once('close', resolve); });
    const url = await new Promise<string>((resolve, reject) => {
      const late = setTimeout(() => { child.kill('SIGKILL'); reject(new Error(`no address in time: ${log.join('')}`)); }, startLimitMs);
      child.once('error', reject);
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        const [, found] = /^listening on (\S+)$/m.exec(text) ?? [];
        if (found !== undefined) { clearTimeout(late); resolve(found); }
      });
      void ended.then((code) => { clearTimeout(late); reject(new Error(`ended with ${code}: ${log.join('')}`)); });
    });
    return new District(url, child, ended, log);
  }

  log(): string { return this.#log.join(''); }

  /** The exit code, or null when a signal ended it. */
  async end(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL' = 'SIGTERM'): Promise<number | null> {
    this.#child.kill(signal);
    const late = setTimeout(() => { this.#child.kill('SIGKILL'); }, endLimitMs);
    const code = await this.#ended;
    clearTimeout(late);
    return code;
  }
}
