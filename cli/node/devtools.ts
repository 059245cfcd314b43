// The user's own Chromium over the DevTools protocol, by pipe: no port, no library, no browser of ours.
// https://chromedevtools.github.io/devtools-protocol/
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'chrome.exe', 'msedge.exe'];
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** The first Chromium on PATH, or where the systems install it; undefined where there is none. */
export const findChromium = (): string | undefined =>
  [...(process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name))), ...elsewhere].find((file) => existsSync(file));

export type Params = Readonly<Record<string, unknown>>;
export type EventListener = (method: string, params: Params, sessionId: string) => void;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Params;
  readonly sessionId?: string;
  readonly result?: Params;
  readonly error?: { readonly message: string };
}

interface Pending {
  readonly resolve: (result: Params) => void;
  readonly reject: (reason: Error) => void;
}

/** A browser with an empty profile, gone with close(). Calls of a closed browser are refused. */
export class Chromium {
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #pending = new Map<number, Pending>();
  readonly #ended: Promise<void>;
  #next = 0;
  onEvent: EventListener = () => undefined;

  constructor(program: string, flags: readonly string[] = []) {
    this.#profile = mkdtempSync(join(tmpdir(), 'hallpass-audit-'));
    this.#process = spawn(program, [
      '--headless=new', '--remote-debugging-pipe', `--user-data-dir=${this.#profile}`, '--no-first-run', '--no-default-browser-check',
      '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
      // A sandbox is not to be had as root (in a container): then the container is the sandbox.
      ...process.getuid?.() === 0 ? ['--no-sandbox'] : [], ...flags, 'about:blank',
    ], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    this.#ended = new Promise((resolve) => {
      for (const end of ['exit', 'error'] as const) {
        this.#process.once(end, () => {
          for (const { reject } of this.#pending.values()) reject(new Error(`${program} has ended; where no sandbox is to be had, as in a container: --browser-flag --no-sandbox`));
          this.#pending.clear();
          resolve();
        });
      }
    });
    (this.#process.stdio[3] as Writable).on('error', () => undefined); // its end is told by 'exit'
    let rest = Buffer.alloc(0);
    (this.#process.stdio[4] as Readable).on('data', (bytes: Buffer) => {
      rest = Buffer.concat([rest, bytes]);
      for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
        const message = JSON.parse(rest.subarray(0, end).toString()) as Message;
        rest = rest.subarray(end + 1);
        this.#take(message);
      }
    });
  }

  #take({ id, method, params = {}, sessionId = '', result = {}, error }: Message): void {
    if (id === undefined) {
      this.onEvent(method ?? '', params, sessionId);
      return;
    }
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (error) pending?.reject(new Error(error.message));
    else pending?.resolve(result);
  }

  /** `sessionId` '' is the browser itself. */
  send(method: string, params: Params = {}, sessionId = ''): Promise<Params> {
    const id = ++this.#next;
    return new Promise((resolve, reject) => {
      if (this.#process.exitCode !== null || this.#process.signalCode !== null) {
        reject(new Error('the browser has ended'));
        return;
      }
      this.#pending.set(id, { resolve, reject });
      (this.#process.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, ...sessionId === '' ? {} : { sessionId } })}\0`);
    });
  }

  async close(): Promise<void> {
    await Promise.race([this.send('Browser.close').catch(() => undefined), this.#ended]);
    const late = setTimeout(() => this.#process.kill('SIGKILL'), 3000);
    await this.#ended;
    clearTimeout(late);
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
