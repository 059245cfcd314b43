// One visitor's two visits to a contender's page, in a Chromium slowed down as the profile says.
import type { Chromium } from '../../../cli/node/devtools.ts';
import { until } from '../../../scripts/lib/engines/engine.ts';
import type { Network } from '../support/slow-line.ts';
import { ask, openUnwatched, press, seconds, type Send } from '../support/unwatched-page.ts';
import type { Contender } from './contenders.ts';
import type { BenchSite } from './page.ts';

export interface Profile {
  readonly name: 'local' | 'slow';
  readonly cpu: number;
  /** Absent: as fast as the machine is. */
  readonly network?: Network;
}

export const profiles: readonly Profile[] = [
  { name: 'local', cpu: 1 },
  { name: 'slow', cpu: 4, network: { latency: 150, bytesPerSecond: 1.6e6 / 8 } },
];

export interface Visit {
  /** Milliseconds from the start of the navigation until the banner was on screen, and opaque. */
  readonly visible: number;
  /** Milliseconds of JavaScript until things are quiet again. */
  readonly script: number;
  readonly layoutShift: number;
  /** The largest contentful paint is the banner's. */
  readonly isLargestPaint: boolean;
  /** Milliseconds from the press of "Accept" to the next paint. */
  readonly acceptDelay: number;
  /** Milliseconds by which the first held script starts later than a plain one, for a visitor who has accepted before. */
  readonly returningGap: number;
  readonly bytes: number;
}

interface Recorded {
  visible?: number;
  shift: number;
  largest?: boolean;
  interaction: number;
}

/** The page's first script. */
export const record = ({ host, banner }: { host: string; banner: string }): void => {
  const recorded: Recorded = { shift: 0, interaction: 0 };
  (window as unknown as { recorded: Recorded }).recorded = recorded;
  const find = (): Element | null => (host === '' ? document : document.querySelector(host)?.shadowRoot)?.querySelector(banner) ?? null;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) if (!entry.hadRecentInput) recorded.shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    // What stands in a shadow root has no element here: only Hallpass has one.
    for (const { element } of list.getEntries() as (PerformanceEntry & { element: Element | null })[]) recorded.largest = element === null || find()?.contains(element) === true;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { interactionId: number })[]) {
      if (entry.interactionId > 0) recorded.interaction = Math.max(recorded.interaction, entry.duration);
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
  const isShown = (element: Element): boolean => {
    const { width, height, top, bottom } = element.getBoundingClientRect();
    if (width === 0 || height === 0 || bottom <= 0 || top >= innerHeight - 1) return false;
    for (let at: Element | null = element; at; at = at.parentElement) {
      const { opacity, visibility } = getComputedStyle(at);
      if (Number(opacity) < 0.9 || visibility === 'hidden') return false;
    }
    return true;
  };
  const look = (): void => {
    const element = find();
    if (element && isShown(element)) requestAnimationFrame(() => { recorded.visible = performance.now(); });
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
};

const scriptTime = async (send: Send): Promise<number> => {
  const { metrics } = await send('Performance.getMetrics') as { readonly metrics: readonly { readonly name: string; readonly value: number }[] };
  return 1000 * (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? NaN);
};

export const visit = async (browser: Chromium, site: BenchSite, contender: Contender, { cpu, network }: Profile): Promise<Visit> => {
  const { send, close } = await openUnwatched(browser, cpu);
  try {
    const url = `${site.origin}/${contender.name}/`;
    const allRan = (): Promise<unknown> => until(`${contender.name}'s held scripts`, () => ask<boolean>(send, 'window.heldCount === 21'), 20_000);
    site.setNetwork(network);
    site.takeBytes();
    await send('Page.navigate', { url });
    await until(`${contender.name}'s banner`, () => ask<boolean>(send, 'window.recorded?.visible !== undefined'), 20_000);
    await seconds(0.7);
    const script = await scriptTime(send);
    const first = await ask<Recorded>(send, 'recorded');
    const bytes = site.takeBytes();
    const place = await ask<{ readonly x: number; readonly y: number } | undefined>(send, `(() => {
      const box = (${contender.host === undefined ? 'document' : `document.querySelector('${contender.host}').shadowRoot`}).querySelector('${contender.accept}')?.getBoundingClientRect();
      return box && { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    })()`);
    if (!place) throw new Error(`${contender.name}: no button ${contender.accept}`);
    await press(send, place.x, place.y);
    await allRan();
    await seconds(0.3);
    const { interaction } = await ask<Recorded>(send, 'recorded');
    await send('Page.navigate', { url });
    await allRan();
    const returningGap = await ask<number>(send, `performance.getEntriesByName('held-0')[0].startTime - performance.getEntriesByName('plain')[0].startTime`);
    return { visible: first.visible ?? NaN, script, layoutShift: first.shift, isLargestPaint: first.largest === true, acceptDelay: interaction, returningGap, bytes };
  } finally {
    await close();
  }
};
