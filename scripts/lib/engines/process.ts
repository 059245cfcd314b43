// A driver or browser as a child process: started until it says that it is ready, and ended with all its own children.
import { spawn, type ChildProcess } from 'node:child_process';

export interface Started {
  /** What `ready` matched. */
  readonly match: RegExpExecArray;
  readonly stop: () => Promise<void>;
}

// A signal ends node without its exit event, which is what ends the children.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const packages = 'Debian has it in firefox-esr, webkit2gtk-driver and xvfb; scripts/test --all-browsers installs them';

/** Waits until its output matches `ready`; throws when it ends before, or after 30 seconds. */
export const startProcess = (command: string, args: readonly string[], ready: RegExp, env: NodeJS.ProcessEnv = process.env): Promise<Started> =>
  new Promise((resolve, reject) => {
    // A process group of its own: browsers leave helpers behind when only the first process ends.
    const child: ChildProcess = spawn(command, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise<void>((end) => child.once('close', () => { end(); }));
    const kill = (): void => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has ended already.
      }
    };
    process.once('exit', kill);
    const stop = async (): Promise<void> => {
      process.off('exit', kill);
      kill();
      await ended;
    };
    const fail = (why: string): void => {
      clearTimeout(timer);
      kill();
      reject(new Error(`${command} ${why}`));
    };
    const timer = setTimeout(() => { fail('did not become ready within 30 s'); }, 30_000);
    let output = '';
    const read = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-20_000);
      const match = ready.exec(output);
      if (!match) return;
      clearTimeout(timer);
      resolve({ match, stop });
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', ({ message }) => { fail(`does not start: ${message} (${packages})`); });
    child.once('exit', (code) => { fail(`ended with ${String(code)} before it was ready: ${output.slice(-500)}`); });
  });
