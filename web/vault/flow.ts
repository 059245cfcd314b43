/** A source's way through the threads: pieces go out as threads are free, and come back in order. */
import { HallpassError } from '../base/error.ts';
import { armored, dearmored, isArmored } from './armor.ts';
import { Crew } from './crew.ts';
import { chunkSize, plainSize, sealedChunkSize, type Bytes, type Chunks } from './operations.ts';
import { inputOf, take, type Source } from './source.ts';

export interface Options {
  /** After every piece: bytes of plaintext that are done, and of how many, where that is known. */
  readonly onProgress?: (done: number, total: number | undefined) => void;
  /** Ends the stream with the signal's reason. */
  readonly signal?: AbortSignal;
  /** At most so many: by default one a core, but not over 8. 0: none, all is done in the page. */
  readonly workers?: number;
}

/** What differs between the two directions. */
export interface Task extends Options {
  readonly source: Source;
  readonly isSealing: boolean;
  readonly isPassphrase: boolean;
  readonly workFactor?: number | undefined;
  /** Of a new file. */
  readonly armor?: boolean;
  /** Asked once; zeroed after use. */
  readonly keys: () => Bytes;
}

/** Chunks that go to a thread at once. Two more such pieces than threads are on their way. */
const pieceChunks = 16;
/** Sources up to this size are done in the page: a worker would take longer to start. */
export const smallSize = 4 * chunkSize;
/** So much is worth the start of a worker. */
const sizeOfWorker = 64 * chunkSize;
/** A chunk's number has 32 bits in the module's interface: 256 TiB. */
const maxChunks = 2 ** 32;

export const workersOf = ({ workers = 'Worker' in globalThis ? Math.min(navigator.hardwareConcurrency, 8) : 0 }: Options): number => workers;

export const flow = (task: Task): ReadableStream<Bytes> => {
  const { isSealing, isPassphrase, signal, onProgress } = task;
  const crew = new Crew(workersOf(task));
  let input = inputOf(task.source);

  /** What it gives is good until the next is asked for. */
  async function* pieces(): AsyncGenerator<Bytes> {
    const keys = task.keys();
    let prefix: Bytes | undefined;
    try {
      const start = await input.peek(smallSize);
      await crew.start(start.isLast && !isPassphrase);
      if (isSealing) {
        prefix = await crew.beginSealing(keys, isPassphrase ? task.workFactor ?? 18 : undefined);
      } else {
        if (isArmored(start.data)) input = dearmored(input, crew);
        await crew.beginOpening(input, keys, isPassphrase);
      }
    } finally {
      keys.fill(0);
    }
    if (prefix) yield prefix;
    const size = input.size();
    crew.growTo((size ?? 0) / sizeOfWorker);
    const total = size === undefined || isSealing ? size : plainSize(size);
    const queue: Promise<Chunks>[] = [];
    // They go round: in the hands of the input, of a thread, of the reader below.
    const buffers: ArrayBuffer[] = [];
    let isLast = false;
    for (let index = 0, taken = 0, done = 0; !isLast || queue.length > 0;) {
      while (!isLast && queue.length < crew.size + 2) {
        const piece = await take(input, pieceChunks * (isSealing ? chunkSize : sealedChunkSize), buffers.pop() ?? new ArrayBuffer(pieceChunks * sealedChunkSize));
        if (index >= maxChunks) throw new HallpassError('too_large', 'source');
        isLast = piece.isLast;
        const chunks = crew.thread.call(isSealing ? 'seal' : 'open', index, isLast, new Uint8Array(piece.data.buffer), piece.data.length);
        chunks.catch(() => undefined); // it is seen when its turn comes, if it comes
        queue.push(chunks);
        index += pieceChunks;
        taken += piece.data.length;
        crew.growTo(taken / sizeOfWorker);
      }
      const [buffer, doneSize, failure] = await queue.shift() as Chunks;
      done += isSealing ? plainSize(doneSize) : doneSize;
      if (doneSize > 0) yield buffer.subarray(0, doneSize);
      if (failure) throw new HallpassError(...failure);
      buffers.push(buffer.buffer);
      onProgress?.(done, total);
    }
  }

  const chunks = task.armor ? armored(pieces(), crew) : pieces();
  const stop = (reason: unknown): void => {
    signal?.removeEventListener('abort', abort);
    crew.end(false);
    input.cancel(reason);
  };
  let controller: ReadableByteStreamController;
  const abort = (): void => {
    stop(signal?.reason);
    controller.error(signal?.reason);
  };
  let rest: Bytes = new Uint8Array();
  const stream = (type?: 'bytes'): ReadableStream<Bytes> => new ReadableStream({
    type: type as 'bytes',
    start: (itsController) => {
      controller = itsController;
      if (signal?.aborted) abort();
      else signal?.addEventListener('abort', abort);
    },
    pull: async () => {
      try {
        if (rest.length === 0) {
          const { done, value } = await chunks.next();
          if (done) {
            crew.end(true);
            stop(undefined);
            controller.close();
            controller.byobRequest?.respond(0);
            return;
          }
          rest = value;
        }
        // The reader's own buffer, or a new one: ours goes back to its round.
        const request = controller.byobRequest;
        const view = request?.view;
        const part = rest.subarray(0, view?.byteLength);
        rest = rest.subarray(part.length);
        if (view) {
          new Uint8Array(view.buffer, view.byteOffset).set(part);
          request.respond(part.length);
        } else {
          controller.enqueue(part.slice());
        }
      } catch (error) {
        stop(error);
        throw error;
      }
    },
    cancel: stop,
  }, { highWaterMark: 0 });
  try {
    return stream('bytes');
  } catch {
    return stream(); // an older Safari: it has no byte streams
  }
};
