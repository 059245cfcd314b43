/** The text form of a file, made and undone while it flows. How strict it is, the core says (sdk/age/armor.hpp). */
import { HallpassError } from '../base/error.ts';
import type { Crew } from './crew.ts';
import type { Bytes } from './operations.ts';
import { flowing, take, type Input } from './source.ts';

const firstLine = '-----BEGIN AGE ENCRYPTED FILE-----\n';
const lastLine = '-----END AGE ENCRYPTED FILE-----\n';
/** Bytes in a full line. */
const lineSize = 48;
const pieceSize = 1 << 18;
/** Held back for the end, so that the last line and white space after it come together: more of that is refused. */
const endSize = 1024;

const encode = (text: string): Bytes => new TextEncoder().encode(text);
const decode = (data: Bytes): string => new TextDecoder('latin1').decode(data);

export const isArmored = (start: Bytes): boolean => decode(start.subarray(0, 256)).trimStart().startsWith('-----');

export async function* armored(file: AsyncIterable<Bytes>, crew: Crew): AsyncGenerator<Bytes> {
  yield encode(firstLine);
  let left = new Uint8Array();
  for await (const piece of file) {
    const bytes = new Uint8Array(left.length + piece.length);
    bytes.set(left);
    bytes.set(piece, left.length);
    const whole = bytes.length - bytes.length % lineSize;
    left = bytes.slice(whole);
    if (whole > 0) yield crew.thread.call('armor', bytes.slice(0, whole));
  }
  if (left.length > 0) yield crew.thread.call('armor', left);
  yield encode(lastLine);
}

async function* lines(input: Input, crew: Crew): AsyncGenerator<Bytes> {
  let text = '';
  let isShort = false;
  for (let isFirst = true, isLast = false; !isLast; isFirst = false) {
    const piece = await take(input, pieceSize);
    isLast = piece.isLast;
    text += decode(piece.data);
    // Each piece is made a whole text of its own.
    const end = isLast ? text.length : text.lastIndexOf('\n', text.length - endSize) + 1;
    const bytes = await crew.thread.call('dearmor', encode((isFirst ? '' : firstLine) + text.slice(0, end) + (isLast ? '' : lastLine)));
    // A line that is not full ends the file.
    if (isShort && bytes.length > 0) throw new HallpassError('malformed', 'armor');
    isShort ||= bytes.length % lineSize !== 0;
    text = text.slice(end);
    yield bytes;
  }
}

/** The binary file in an armored one. */
export const dearmored = (input: Input, crew: Crew): Input => {
  const file = lines(input, crew);
  return flowing(() => file.next(), input.cancel);
};
