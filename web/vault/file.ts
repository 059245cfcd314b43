/** Reading anywhere in an encrypted file, without the rest of it. */
import { HallpassError } from '../base/error.ts';
import { isArmored } from './armor.ts';
import { Crew } from './crew.ts';
import { smallSize, workersOf } from './flow.ts';
import { chunkSize, plainSize, sealedChunkSize, type Bytes } from './operations.ts';
import { inputOf, readable } from './source.ts';

/** Chunks that are read at once. */
const pieceChunks = 8;

/**
 * An open file. Its header and last chunk are verified, and with them its size: a file that was cut or extended does
 * not open. Of the rest a read verifies what it touches; what nobody reads, nobody has verified.
 */
export class EncryptedFile {
  /** Of the plaintext, in bytes. */
  readonly size: number;
  readonly #crew: Crew;
  /** The file's chunks. */
  readonly #payload: Blob | Uint8Array;
  readonly #lastChunk: number;

  private constructor(crew: Crew, payload: Blob | Uint8Array, payloadSize: number) {
    this.#crew = crew;
    this.#payload = payload;
    this.size = plainSize(payloadSize);
    this.#lastChunk = Math.max(0, Math.ceil(payloadSize / sealedChunkSize) - 1);
  }

  /** @internal openFile() is the public way. */
  static async open(source: Blob | Uint8Array, keys: Bytes, isPassphrase: boolean, workers: number | undefined): Promise<EncryptedFile> {
    const crew = new Crew(Math.min(1, workersOf(workers === undefined ? {} : { workers })));
    try {
      const input = inputOf(source);
      const start = await input.peek(smallSize);
      if (isArmored(start.data)) throw new HallpassError('unsupported', 'armor');
      await crew.start(start.isLast && !isPassphrase);
      const whole = input.size() ?? 0;
      await crew.beginOpening(input, keys, isPassphrase);
      const payloadSize = input.size() ?? 0;
      const from = whole - payloadSize;
      const file = new EncryptedFile(crew, source instanceof Blob ? source.slice(from) : source.subarray(from), payloadSize);
      await file.#chunks(file.#lastChunk, file.#lastChunk + 1);
      return file;
    } catch (error) {
      crew.end(false);
      throw error;
    } finally {
      keys.fill(0);
    }
  }

  /**
   * The bytes of the plaintext from `from` up to, not including, `to`. All of them are verified, or none come.
   * Errors: invalid_argument, at "range"; those of the chunks touched; unavailable, at "worker", after close().
   */
  async read(from: number, to: number): Promise<Bytes> {
    if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from <= to && to <= this.size)) throw new HallpassError('invalid_argument', 'range');
    const out = new Uint8Array(to - from);
    try {
      const end = Math.ceil(to / chunkSize);
      for (let chunk = Math.floor(from / chunkSize); chunk < end; chunk += pieceChunks) {
        const plain = await this.#chunks(chunk, Math.min(end, chunk + pieceChunks));
        const at = chunk * chunkSize - from; // where it belongs, perhaps before the range
        out.set(plain.subarray(Math.max(0, -at), to - chunk * chunkSize), Math.max(0, at));
        plain.fill(0);
      }
    } catch (error) {
      out.fill(0);
      throw error;
    }
    return out;
  }

  /** Zeroes the file's key. */
  close(): void {
    this.#crew.end(true);
  }

  /** The plaintext of chunks `from` up to, not including, `to`. */
  async #chunks(from: number, to: number): Promise<Bytes> {
    const [start, end] = [from * sealedChunkSize, to * sealedChunkSize];
    const payload = this.#payload;
    const data = payload instanceof Blob ? new Uint8Array(await readable(payload.slice(start, end).arrayBuffer())) : payload.slice(start, end);
    const [buffer, size, failure] = await this.#crew.thread.call('open', from, to > this.#lastChunk, data, data.length);
    const plain = buffer.subarray(0, size);
    if (!failure) return plain;
    plain.fill(0);
    throw new HallpassError(...failure);
  }
}
