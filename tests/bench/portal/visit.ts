// Visits to the portal's page and to the peer's, in a Chromium that is slowed down where the figure says so.
import type { Chromium } from '../../../cli/node/devtools.ts';
import { until } from '../../../scripts/lib/engines/engine.ts';
import { ask, openUnwatched, press, seconds, type Send } from '../support/unwatched-page.ts';
import type { BenchSite } from './site.ts';
import type { Watched } from './watch.ts';

type Frame = Watched['frames'][number];

const slow = { cpu: 4, network: { latency: 150, bytesPerSecond: 1.6e6 / 8 } };

const withPage = async <T>(browser: Chromium, cpu: number, use: (send: Send) => Promise<T>): Promise<T> => {
  const { send, close } = await openUnwatched(browser, cpu);
  try {
    return await use(send);
  } finally {
    await close();
  }
};
const untilRecord = (send: Send): Promise<number> =>
  // While one page goes and the next comes, there is none to ask.
  until('the record', () => ask<number | undefined>(send, 'window.watched?.record').catch(() => undefined), 60_000);

/** Milliseconds from the return from signing in, with nothing cached, until the record can be used. */
export const visitRecord = (browser: Chromium, site: BenchSite, page: 'hallpass' | 'react'): Promise<number> => withPage(browser, slow.cpu, async (send) => {
  site.setNetwork(slow.network);
  try {
    await send('Page.navigate', { url: site.signedIn(page) });
    return await untilRecord(send);
  } finally {
    site.setNetwork(undefined);
  }
});

/** Bytes of a first visit until one can sign in, and until the record is there. */
export const loadedBytes = async (browser: Chromium, site: BenchSite, page: 'hallpass' | 'react'): Promise<{ readonly welcome: number; readonly record: number }> => {
  const loaded = (url: string, isThere: string): Promise<number> => withPage(browser, 1, async (send) => {
    site.takeBytes();
    await send('Page.navigate', { url });
    await until(isThere, () => ask<boolean>(send, isThere).catch(() => undefined), 60_000);
    await seconds(1);
    return site.takeBytes();
  });
  return {
    welcome: page === 'react' ? NaN : await loaded(`${site.origin}/${page}/`, `[...document.querySelectorAll('button')].some(({ textContent }) => textContent === 'Sign in')`),
    record: await loaded(site.signedIn(page), 'window.watched?.record > 0'),
  };
};

/** How often a page that shows the record asks for an animation frame while nobody does anything. */
export const idleFrames = (browser: Chromium, site: BenchSite, duration: number): Promise<number> => withPage(browser, 1, async (send) => {
  await send('Page.navigate', { url: site.signedIn('hallpass') });
  await untilRecord(send);
  await seconds(2);
  const before = await ask<number>(send, 'watched.asked');
  await seconds(duration);
  return await ask<number>(send, 'watched.asked') - before;
});

interface Place { readonly x: number; readonly y: number }
/** The middle of the button with that name, scrolled into view. */
const placeOf = (send: Send, name: string, index = 0): Promise<Place> => ask<Place>(send, `(() => {
  const button = [...document.querySelectorAll('button')].filter((one) => (one.getAttribute('aria-label') ?? one.textContent).startsWith('${name}'))[${index}];
  if (${index} === 0) button.scrollIntoView({ block: 'center' });
  const { x, y, width, height } = button.getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2 };
})()`);

/**
 * The frames of the pointer's way over the buttons of the record, one after the other, each with the page described, laid out
 * and compared anew, as after any event (the pointer alone would draw it only).
 */
export const wholeFrames = (browser: Chromium, site: BenchSite, count: number): Promise<readonly Frame[]> => withPage(browser, 1, async (send) => {
  await send('Page.navigate', { url: site.signedIn('hallpass') });
  await untilRecord(send);
  await until('the drawn view', () => ask<boolean>(send, `document.body.className === 'canvas'`));
  await seconds(1);
  await ask(send, 'watched.frames.length = 0');
  for (let turn = 0; turn < count; turn += 1) {
    // In one task, so that one frame brings both.
    await ask(send, `[...document.querySelectorAll('button')].filter(({ textContent }) => textContent.startsWith('${turn % 2 === 0 ? 'Correct' : 'Delete'}'))[0]
      .dispatchEvent(new PointerEvent('pointerover', { bubbles: true })); dispatchEvent(new Event('resize'))`);
    await until('a frame', () => ask<boolean>(send, `watched.frames.length > ${turn}`), 60_000);
  }
  return ask<Frame[]>(send, 'watched.frames');
});

/** Milliseconds from a key to the next paint in the form for a correction, and the frames between them. */
export const typedKeys = (browser: Chromium, site: BenchSite, cpu: number, text: string): Promise<Pick<Watched, 'keys' | 'frames'>> => withPage(browser, cpu, async (send) => {
  await send('Page.navigate', { url: site.signedIn('hallpass') });
  await untilRecord(send);
  const { x, y } = await placeOf(send, 'Correct');
  await press(send, x, y);
  await until('the form', () => ask<boolean>(send, `document.querySelector('textarea') !== null`));
  await seconds(1);
  await ask(send, `document.querySelector('textarea').focus(); watched.keys.length = 0; watched.frames.length = 0`);
  for (const key of text) {
    await send('Input.dispatchKeyEvent', { type: 'keyDown', key, text: key });
    await send('Input.dispatchKeyEvent', { type: 'keyUp', key });
    await seconds(0.1);
  }
  await seconds(0.5);
  return ask(send, '({ keys: watched.keys, frames: watched.frames })');
});
