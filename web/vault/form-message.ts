/** What a form says to its recipient: one JSON object (docs/decisions/encrypted-forms.md), before it is encrypted. */
import { HallpassError } from '../base/error.ts';

/** Of all chosen files together, in bytes: they are held in memory. */
export const maxFilesSize = 20_000_000;
/** The plaintext is padded with spaces to a multiple of this, so that its length tells little. */
const paddingSize = 1024;

export type Entry = readonly [name: string, value: FormDataEntryValue];

interface FileField {
  readonly name: string;
  readonly type: string;
  readonly base64: string;
}

const base64 = (bytes: Uint8Array): string => {
  const pieces: string[] = [];
  for (let from = 0; from < bytes.length; from += 8190) pieces.push(btoa(String.fromCharCode(...bytes.subarray(from, from + 8190))));
  return pieces.join('');
};

/** The message, padded; the caller zeroes it. Errors: too_large ("files"). */
export const formMessage = async (form: string, entries: Iterable<Entry>, sentAt: Date): Promise<Uint8Array> => {
  const fields: Record<string, (string | FileField)[]> = Object.create(null) as Record<string, (string | FileField)[]>;
  let filesSize = 0;
  for (const [name, value] of entries) {
    if (typeof value !== 'string') {
      if (value.name === '' && value.size === 0) continue; // a file field without a choice
      filesSize += value.size;
      if (filesSize > maxFilesSize) throw new HallpassError('too_large', 'files');
    }
    (fields[name] ??= []).push(typeof value === 'string' ? value
      : { name: value.name, type: value.type, base64: base64(new Uint8Array(await value.arrayBuffer())) });
  }
  const json = new TextEncoder().encode(JSON.stringify({ form, sentAt: sentAt.toISOString(), fields }));
  const message = new Uint8Array(Math.ceil(json.length / paddingSize) * paddingSize).fill(0x20);
  message.set(json);
  json.fill(0);
  return message;
};
