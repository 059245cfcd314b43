/**
 * Threads that do the work on files: workers, or the page's own where workers cannot start (a policy forbids them, or
 * there are none, as in node). A worker that has done its file waits a while for the next one, without any key.
 */
import { HallpassError } from '../base/error.ts';
import { transferred, type Answer, type Question } from './messages.ts';
import { load, type VaultModule } from './module.ts';
import { createOperations, type Operations } from './operations.ts';

type Name = keyof Operations;

export interface Thread {
  /** Calls that are not answered yet. */
  readonly pending: number;
  /** Byte arrays among the arguments are given away. */
  readonly call: <N extends Name>(name: N, ...args: Parameters<Operations[N]>) => Promise<Awaited<ReturnType<Operations[N]>>>;
  /** Zeroes the file's key. `isGood`: the thread may be used again. */
  readonly end: (isGood: boolean) => void;
  /** Ends a worker in the middle of whatever it does; its memory goes with it. */
  readonly kill: () => void;
}

/** How long a worker waits for another file. */
const idleMilliseconds = 10_000;
const idle: WorkerThread[] = [];

class WorkerThread implements Thread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { resolve: (value: never) => void; reject: (reason: Error) => void }>();
  #lastId = 0;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.onmessage = ({ data: [id, value, failure] }: MessageEvent<Answer>) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (failure) waiting?.reject(new HallpassError(...failure));
      else waiting?.resolve(value as never);
    };
    worker.addEventListener('error', this.kill);
    worker.addEventListener('messageerror', this.kill);
  }

  get pending(): number {
    return this.#waiting.size;
  }

  ask<T>(name: Question[1], args: readonly unknown[]): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#worker.postMessage([++this.#lastId, name, ...args] satisfies Question, transferred(args));
      this.#waiting.set(this.#lastId, { resolve, reject });
    });
  }

  readonly call: Thread['call'] = (name, ...args) => this.ask(name, args);

  readonly end = (isGood: boolean): void => {
    this.call('end').then(() => {
      if (isGood) idle.push(this);
      setTimeout(() => {
        const at = idle.indexOf(this);
        if (at >= 0) idle.splice(at, 1);
        if (at >= 0 || !isGood) this.kill();
      }, isGood ? idleMilliseconds : 0);
    }, this.kill);
  };

  readonly kill = (): void => {
    this.#worker.terminate();
    for (const { reject } of this.#waiting.values()) reject(new HallpassError('unavailable', 'worker'));
    this.#waiting.clear();
  };
}

/** In the page. `isLong`: other things get their turn before every call. */
const pageThread = (vault: VaultModule, isLong: boolean): Thread => {
  const operations = createOperations(vault);
  return {
    pending: 0,
    call: async (name, ...args) => {
      if (isLong) await new Promise((resolve) => { setTimeout(resolve); });
      return (operations[name] as (...args: unknown[]) => unknown)(...args) as never;
    },
    end: operations.end,
    kill: operations.end,
  };
};

interface Trusting {
  readonly createPolicy: (name: string, rules: { createScriptURL: () => string }) => { createScriptURL: (text: string) => string };
}

let workerUrl = new URL('vault-worker.js', import.meta.url);
/** Once a worker did not start, none is tried again: each try is a report to the site's policy. */
let canStart = 'Worker' in globalThis;
/** The address as Trusted Types want it; the policy can make no other. */
let trustedUrl: string | undefined;

export const configureWorker = (url: URL | undefined): void => {
  if (url !== undefined) workerUrl = url;
  canStart = url !== undefined;
};

const startWorker = async (vault: VaultModule): Promise<Thread | undefined> => {
  const waiting = idle.pop();
  if (waiting !== undefined || !canStart) return waiting;
  try {
    const { trustedTypes } = globalThis as { trustedTypes?: Trusting };
    trustedUrl ??= trustedTypes?.createPolicy('hallpass-vault', { createScriptURL: () => workerUrl.href }).createScriptURL('') ?? workerUrl.href;
    const thread = new WorkerThread(new Worker(trustedUrl, { type: 'module' }));
    await thread.ask('start', [vault.compiled]);
    return thread;
  } catch {
    canStart = false;
    return undefined;
  }
};

/** `isSmall`: in the page, because a worker would take longer to start than the work takes. */
export const startThread = async (isSmall: boolean, workers: number): Promise<Thread> => {
  const vault = await load();
  return (isSmall || workers < 1 ? undefined : await startWorker(vault)) ?? pageThread(vault, !isSmall);
};

/** One more worker, if there can be. */
export const startAnother = async (): Promise<Thread | undefined> => startWorker(await load());
