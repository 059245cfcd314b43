// What is held, in its order: let through one after the other when the visitor's choice allows it, without a reload.
import { each, natives } from '../natives.ts';
import { judge } from './judge.ts';
import { isOpen, onChange } from './port.ts';

interface Held {
  readonly isAllowed: () => boolean;
  readonly go: () => void;
  /** What fails instead once the visitor has chosen; without it, it waits for another choice. */
  readonly refuse: (() => void) | undefined;
}

const [postMessage] = natives(MessagePort, 'postMessage');
const { port1, port2 } = new MessageChannel();
let waiting: Held[] = [];
const ready: ((() => void) | undefined)[] = [];
let next = 0;
let count = 0;
// One task each, so that a click stays quick. What throws, e.g. by the page's Trusted Types, does so alone.
port1.onmessage = () => {
  const run = ready[next];
  ready[next++] = undefined; // an application's page may stay for days
  run?.();
};

/** Lets through what may go by now. */
export const review = (): void => {
  const before = waiting;
  waiting = [];
  each(before, (held) => {
    const run = held.isAllowed() ? held.go : isOpen() ? undefined : held.refuse;
    if (run) {
      ready[ready.length] = run;
      postMessage(port2, 0);
    } else waiting[waiting.length] = held;
  });
};
onChange(review);

/** Grows with all that is held. */
export const heldCount = (): number => count;

export const hold = (isAllowed: () => boolean, go: () => void, refuse?: () => void): void => {
  ++count;
  waiting[waiting.length] = { isAllowed, go, refuse };
  if (refuse && !isOpen()) review();
};

/** At once, or when the choice allows it. */
export const ask = (address: string, go: () => unknown, refuse?: () => void): unknown => judge(address) ? go() : hold(() => judge(address), go, refuse);
