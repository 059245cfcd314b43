// A PostgreSQL server of a test's own (tests/support/postgresql).
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const script = new URL('./postgresql', import.meta.url).pathname;
const startLimitMs = 60_000;
const pollMs = 50;

export interface PostgresqlServer {
  /** Of an empty database. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export async function startPostgresql(): Promise<PostgresqlServer> {
  const folder = mkdtempSync(join(tmpdir(), 'hallpass-postgresql-'));
  const child = spawn(script, [folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise<void>((resolve) => { child.once('close', () => { resolve(); }); });
  const stop = async (): Promise<void> => {
    child.kill('SIGINT');
    await ended;
    rmSync(folder, { recursive: true });
  };
  const state = join(folder, 'data/postmaster.pid');
  // It comes and goes while the database is made.
  const isReady = (): boolean => {
    try {
      return readFileSync(state, 'utf8').trimEnd().endsWith('\nready');
    } catch {
      return false;
    }
  };
  for (const until = Date.now() + startLimitMs; !isReady(); await wait(pollMs)) {
    if (child.exitCode !== null || Date.now() > until) {
      await stop();
      throw new Error('the PostgreSQL server did not start');
    }
  }
  return { url: `postgresql:///postgres?host=${folder}&user=hallpass`, stop };
}
