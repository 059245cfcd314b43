/** The threads that share one file, and its key. */
import { HallpassError } from '../base/error.ts';
import { chunkSize, type Bytes } from './operations.ts';
import type { Input } from './source.ts';
import { startAnother, startThread, type Thread } from './threads.ts';

/** Of a header, which says how many can open the file; and the nonce after it. */
const maxStartSize = (1 << 20) + 16;

export class Crew {
  #threads: Thread[] = [];
  #limit: number;
  #isBegun = false;
  /** Those that are here, and those on their way. */
  #expected = 1;
  #isEnded = false;

  /** `limit`: of workers; 0 for the page's own thread. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#threads.length;
  }

  /** The one with the least to do. Throws once the work was ended. */
  get thread(): Thread {
    const [first, ...others] = this.#threads;
    if (this.#isEnded || !first) throw new HallpassError('unavailable', 'worker');
    return others.reduce((best, thread) => thread.pending < best.pending ? thread : best, first);
  }

  async start(isSmall: boolean): Promise<void> {
    const thread = await startThread(isSmall, this.#limit);
    this.#threads.push(thread);
    if (this.#isEnded) thread.end(false);
  }

  /** Begins a new file under `keys`: gives what stands before its chunks. `keys` stay, for the caller to zero. */
  async beginSealing(keys: Bytes, workFactor: number | undefined): Promise<Bytes> {
    const prefix = await this.thread.call('beginSealing', keys.slice(), workFactor);
    await this.#begun(workFactor !== undefined);
    return prefix;
  }

  /** Begins with a file's header, and takes it off the input. `keys` as above. */
  async beginOpening(input: Input, keys: Bytes, isPassphrase: boolean): Promise<void> {
    for (const size of [chunkSize, maxStartSize]) {
      const { data, isLast } = await input.peek(size);
      try {
        input.skip(await this.thread.call('beginOpening', keys.slice(), isPassphrase, data));
        break;
      } catch (error) {
        const isTooShort = error instanceof HallpassError && error.code === 'truncated';
        if (isLast || size === maxStartSize || !isTooShort) throw error;
      }
    }
    await this.#begun(isPassphrase);
  }

  /** Starts as many more as there are to be, of which some may be on their way. */
  growTo(count: number): void {
    for (; this.#expected < Math.min(count, this.#limit); ++this.#expected) {
      this.#add().catch(() => false).then((isMore) => {
        if (!isMore) this.#limit = 0;
      }, () => undefined);
    }
  }

  /** Zeroes the key everywhere. `isGood`: the threads may go on to another file. */
  end(isGood: boolean): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    for (const thread of this.#threads) {
      if (this.#isBegun) thread.end(isGood);
      else thread.kill(); // it may be in the middle of a long scrypt
    }
  }

  /** `scrypt` has left the first thread with much memory, which a module cannot give back: a fresh one takes over. */
  async #begun(usedMuchMemory: boolean): Promise<void> {
    this.#isBegun = true;
    const { thread } = this;
    if (!usedMuchMemory || this.#limit < 1 || !await this.#add()) return;
    this.#threads = this.#threads.filter((other) => other !== thread);
    thread.kill();
  }

  async #add(): Promise<boolean> {
    const another = await startAnother();
    if (!another) return false;
    try {
      const key = await this.thread.call('share');
      if (this.#isEnded) {
        key.fill(0);
        throw new HallpassError('unavailable', 'worker');
      }
      // What it is asked from now on comes after this.
      const adopted = another.call('adopt', key);
      this.#threads.push(another);
      await adopted;
      return true;
    } catch (error) {
      if (!this.#threads.includes(another)) another.end(false);
      throw error;
    }
  }
}
