// https://developers.facebook.com/docs/meta-pixel/implementation/gdpr
// "revoke" has to come before "init" on every page, but Meta's snippet does nothing where `fbq` is there already: so the
// moment is watched at which the snippet makes it, and the word is put in front of its queue.
import type { Storage } from './main.ts';

interface Pixel {
  (...args: unknown[]): void;
  queue?: unknown[];
}

let pixel: Pixel | undefined;
let granted = false;
let isWatched = false;

const say = (): readonly [string, string] => ['consent', granted ? 'grant' : 'revoke'];

/** In front of what waits for the library, or to the library itself. */
const tell = (to: Pixel): void => {
  if (to.queue) to.queue.unshift(say());
  else to(...say());
};

const watch = (): void => {
  isWatched = true;
  pixel = (window as { fbq?: Pixel }).fbq;
  if (pixel) tell(pixel);
  Object.defineProperty(window, 'fbq', {
    configurable: true, enumerable: true,
    get: () => pixel,
    set: (made: Pixel) => {
      pixel = made;
      queueMicrotask(() => { tell(made); }); // its queue is there when the snippet has ended; its library comes later still
    },
  });
};

export const tellMeta = ({ ad }: Storage): void => {
  granted = ad;
  if (isWatched) pixel?.(...say());
  else watch();
};
