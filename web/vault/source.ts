/** What is encrypted or decrypted, taken piece by piece as it is wanted. */
import { HallpassError } from '../base/error.ts';
import type { Bytes } from './operations.ts';

export type Source = Uint8Array | Blob | ReadableStream<Uint8Array>;

export interface Piece {
  readonly data: Bytes;
  /** Nothing follows. */
  readonly isLast: boolean;
}

export interface Input {
  /** What is left of it in bytes, where that is known. */
  readonly size: () => number | undefined;
  /**
   * The next `size` bytes, fewer only at the end. They stay, for skip(). `buffer`: given away for them, its room is enough;
   * then they have to be skipped before the next call.
   */
  readonly peek: (size: number, buffer?: ArrayBuffer) => Promise<Piece>;
  readonly skip: (size: number) => void;
  readonly cancel: (reason: unknown) => void;
}

/** The next `size` bytes, off the input. */
export const take = async (input: Input, size: number, buffer?: ArrayBuffer): Promise<Piece> => {
  const piece = await input.peek(size, buffer);
  input.skip(piece.data.length);
  return piece;
};

const ofBytes = (source: Uint8Array): Input => {
  let at = 0;
  return {
    size: () => source.length - at,
    peek: (size, buffer = new ArrayBuffer(size)) => {
      const found = source.subarray(at, at + size);
      const data = new Uint8Array(buffer, 0, found.length);
      data.set(found);
      return Promise.resolve({ data, isLast: at + found.length === source.length });
    },
    skip: (size) => { at += size; },
    cancel: () => undefined,
  };
};

/** Of something that comes by itself: what is held is a piece and one byte, or what came too much at once. */
export const flowing = (
  next: () => Promise<{ readonly done?: boolean; readonly value?: unknown }>, cancel: Input['cancel'], left?: number): Input => {
  const held: Uint8Array[] = [];
  let heldSize = 0;
  let isEnded = false;
  return {
    size: () => left,
    peek: async (size, buffer) => {
      while (!isEnded && heldSize <= size) {
        const { done, value } = await next();
        if (done) {
          isEnded = true;
        } else {
          if (!(value instanceof Uint8Array)) throw new HallpassError('invalid_argument', 'source');
          held.push(value);
          heldSize += value.length;
        }
      }
      size = Math.min(size, heldSize);
      const data = new Uint8Array(buffer ?? new ArrayBuffer(size), 0, size);
      let at = 0;
      for (const piece of held) {
        if (at === size) break;
        const part = piece.subarray(0, size - at);
        data.set(part, at);
        at += part.length;
      }
      return { data, isLast: isEnded && size === heldSize };
    },
    skip: (size) => {
      heldSize -= size;
      if (left !== undefined) left -= size;
      let count = 0;
      for (let first = held[0]; first && size > 0; first = held[count]) {
        held[count] = first.subarray(size);
        if (first.length <= size) ++count;
        size -= Math.min(size, first.length);
      }
      held.splice(0, count);
    },
    cancel,
  };
};

const ofStream = (stream: ReadableStream<Uint8Array>, size?: number): Input => {
  const reader = stream.getReader();
  return flowing(() => reader.read(), (reason) => { reader.cancel(reason).catch(() => undefined); }, size);
};

/** Errors: unavailable, at "source": a file that was changed or removed after it was chosen. */
export const readable = async <T>(reading: Promise<T>): Promise<T> => {
  try {
    return await reading;
  } catch (cause) {
    throw new HallpassError('unavailable', 'source', { cause });
  }
};

interface MinimumReader {
  readonly read: (view: Bytes, options: { readonly min: number }) => Promise<{ readonly value?: Bytes | undefined }>;
}

/** Read into the caller's buffers: those that the browser makes pile up until they are collected. */
const ofBlob = (source: Blob): Input => {
  let at = 0;
  let reader: ReadableStreamBYOBReader | undefined;
  return {
    size: () => source.size - at,
    peek: async (size, buffer) => {
      const end = Math.min(at + size, source.size);
      if (!buffer) return { data: new Uint8Array(await readable(source.slice(at, end).arrayBuffer())), isLast: end === source.size };
      reader ??= source.slice(at).stream().getReader({ mode: 'byob' });
      let data = new Uint8Array(buffer);
      let done = 0;
      while (done < end - at) {
        const rest = data.subarray(done, end - at);
        // Where the browser knows `min`, one read does it: each one leaves something to collect.
        const { value } = await readable((reader as unknown as MinimumReader).read(rest, { min: rest.length }));
        if (!value?.length) throw new HallpassError('unavailable', 'source');
        done += value.length;
        data = new Uint8Array(value.buffer);
      }
      return { data: data.subarray(0, done), isLast: end === source.size };
    },
    skip: (size) => { at += size; },
    cancel: (reason) => { reader?.cancel(reason).catch(() => undefined); },
  };
};

const canReadIntoBuffers = (): boolean => {
  try {
    new Blob().stream().getReader({ mode: 'byob' });
    return true;
  } catch {
    return false;
  }
};

/** Throws invalid_argument, at "source": not one of them, or a stream that is read by others. */
export const inputOf = (source: Source): Input => {
  if (source instanceof Uint8Array) return ofBytes(source);
  if (source instanceof Blob) return canReadIntoBuffers() ? ofBlob(source) : ofStream(source.stream(), source.size);
  if (!(source instanceof ReadableStream) || source.locked) throw new HallpassError('invalid_argument', 'source');
  return ofStream(source);
};
