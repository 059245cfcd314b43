// What the bench calls in its page. Times in milliseconds.
import { decrypt, encrypt, generateKey } from '../../../web/vault/index.ts';

type Times = readonly [encrypt: number, decrypt: number];

/** Reads a stream to its end and keeps nothing, as a page does that uploads it. */
const drain = async (stream: ReadableStream<Uint8Array>, take?: (piece: Uint8Array) => void): Promise<void> => {
  const reader = stream.getReader();
  for (let result = await reader.read(); !result.done; result = await reader.read()) take?.(result.value);
};

/** The same with a buffer of its own, which goes round. */
const drainInto = async (stream: ReadableStream<Uint8Array>, take?: (piece: Uint8Array) => void): Promise<void> => {
  const reader = stream.getReader({ mode: 'byob' });
  let buffer = new ArrayBuffer(1 << 20);
  for (;;) {
    const { done, value } = await reader.read(new Uint8Array(buffer));
    if (done) return;
    take?.(value);
    buffer = value.buffer;
  }
};

const key = generateKey();

/** A new Blob goes to the browser's own process at first, which is no part of what is measured. */
const arrived = async (blob: Blob): Promise<void> => { await blob.slice(-1).arrayBuffer(); };

/** Workers wait ten seconds for another file: they are here before the clock runs, as the peers' are. */
const startWorkers = async (workers: number): Promise<void> => {
  await drain(encrypt([(await key).recipient], new Uint8Array(16 << 20), { workers }));
};

const ours = async (plaintext: Blob, workers: number): Promise<Times> => {
  const identity = await key;
  const pieces: Uint8Array[] = [];
  await arrived(plaintext);
  await startWorkers(workers);
  const start = performance.now();
  await drain(encrypt([identity.recipient], plaintext, { workers }), (piece) => { pieces.push(piece); });
  const between = performance.now();
  const file = new Blob(pieces as BlobPart[]);
  await arrived(file);
  const again = performance.now();
  await drain(decrypt([identity], file, { workers }));
  return [between - start, performance.now() - again];
};

/** Where a file goes, by its size: one array for all runs, as a page has it that sends what it reads. */
const files = new Map<number, Uint8Array<ArrayBuffer>>();

/** From one array into another: no Blob comes out of the browser's process, as the peers have it. */
const oursInMemory = async (plaintext: Uint8Array, workers: number): Promise<Times> => {
  const identity = await key;
  const file = files.get(plaintext.length) ?? new Uint8Array(plaintext.length + plaintext.length / 4096 + 1024);
  files.set(plaintext.length, file);
  await startWorkers(workers);
  let size = 0;
  const keep = (piece: Uint8Array): void => {
    file.set(piece, size);
    size += piece.length;
  };
  const start = performance.now();
  await drainInto(encrypt([identity.recipient], plaintext, { workers }), keep);
  const between = performance.now();
  await drainInto(decrypt([identity], file.subarray(0, size), { workers }));
  return [between - start, performance.now() - between];
};

const peer = (name: string, plaintext: Uint8Array): Promise<Times> => new Promise((resolve, reject) => {
  const worker = new Worker('/bench/peer-worker.js', { type: 'module' });
  worker.onerror = (event) => { reject(new Error(`${name}: ${event.message}`)); };
  worker.onmessage = ({ data }: MessageEvent<Times>) => {
    worker.terminate();
    resolve(data);
  };
  worker.postMessage({ peer: name, plaintext });
});

const bytes = (mebibytes: number): Uint8Array<ArrayBuffer> => {
  const all = new Uint8Array(mebibytes << 20);
  for (let at = 0; at < all.length; at += 65536) crypto.getRandomValues(all.subarray(at, at + 65536));
  return all;
};

/** The page's longest task while it encrypts, in milliseconds; 0: none of 50 or more, which is what browsers tell. */
const longestTask = async (mebibytes: number): Promise<number> => {
  const identity = await key;
  let longest = 0;
  const note = (entries: PerformanceObserverEntryList): void => {
    for (const { duration } of entries.getEntries()) longest = Math.max(longest, duration);
  };
  const plaintext = new Blob([bytes(mebibytes)]);
  const observer = new PerformanceObserver(note);
  await new Promise((resolve) => { setTimeout(resolve, 200); }); // what made the Blob is not the page's encrypting
  observer.observe({ type: 'longtask' });
  await drain(encrypt([identity.recipient], plaintext));
  await new Promise((resolve) => { setTimeout(resolve, 200); });
  for (const { duration } of observer.takeRecords()) longest = Math.max(longest, duration);
  return longest;
};

const plaintexts = new Map<number, Uint8Array<ArrayBuffer>>();

const measure = (name: string, mebibytes: number): Promise<Times> => {
  const plaintext = plaintexts.get(mebibytes) ?? bytes(mebibytes);
  plaintexts.set(mebibytes, plaintext);
  const [, source, workers] = /^(blob|bytes)_(\d)$/.exec(name) ?? [];
  if (source === undefined) return peer(name, plaintext);
  return source === 'blob' ? ours(new Blob([plaintext]), Number(workers)) : oursInMemory(plaintext, Number(workers));
};

export type AgeBench = { readonly measure: typeof measure; readonly longestTask: typeof longestTask };
Object.assign(globalThis, { ageBench: { measure, longestTask } satisfies AgeBench });
