// One visitor's two visits to a contender's page, in a Chromium slowed down as the profile says.
import type { Browser, CDPSession, Page } from 'playwright-core';
import type { Contender } from './contenders.ts';
import type { BenchSite } from './page.ts';

export interface Profile {
  readonly name: 'local' | 'slow';
  readonly cpu: number;
  /** Absent: as fast as the machine is. */
  readonly network?: { readonly latency: number; readonly downloadThroughput: number; readonly uploadThroughput: number };
}

export const profiles: readonly Profile[] = [
  { name: 'local', cpu: 1 },
  { name: 'slow', cpu: 4, network: { latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 } },
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

/** Runs in the page before everything else. */
const record = ({ host, banner }: { host: string; banner: string }): void => {
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

const scriptTime = async (session: CDPSession): Promise<number> => {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? NaN);
};

const slowDown = async (page: Page, { cpu, network }: Profile): Promise<CDPSession> => {
  const session = await page.context().newCDPSession(page);
  // The main thread's own time, whatever else the machine is at.
  await session.send('Performance.setTimeDomain', { timeDomain: 'threadTicks' });
  await session.send('Performance.enable');
  await session.send('Emulation.setCPUThrottlingRate', { rate: cpu });
  if (network) {
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', { offline: false, ...network });
  }
  return session;
};

const recordedBy = (page: Page): Promise<Recorded> => page.evaluate(() => (window as unknown as { recorded: Recorded }).recorded);

export const visit = async (browser: Browser, site: BenchSite, contender: Contender, profile: Profile): Promise<Visit> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'en-US' });
  try {
    await context.addInitScript(record, { host: contender.host ?? '', banner: contender.banner });
    const page = await context.newPage();
    const session = await slowDown(page, profile);
    const url = `${site.origin}/${contender.name}/`;
    site.takeBytes();
    await page.goto(url);
    await page.waitForFunction(() => (window as unknown as { recorded: Recorded }).recorded.visible !== undefined, undefined, { timeout: 20_000 });
    await page.waitForTimeout(700);
    const script = await scriptTime(session);
    const first = await recordedBy(page);
    const bytes = site.takeBytes();
    const locator = page.locator(`${contender.host === undefined ? '' : `${contender.host} `}${contender.accept}`).first();
    const box = await locator.boundingBox();
    if (!box) throw new Error(`${contender.name}: no button ${contender.accept}`);
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.waitForFunction(() => (window as { heldCount?: number }).heldCount === 21, undefined, { timeout: 20_000 });
    await page.waitForTimeout(300);
    const { interaction } = await recordedBy(page);
    await page.goto(url);
    await page.waitForFunction(() => (window as { heldCount?: number }).heldCount === 21, undefined, { timeout: 20_000 });
    const returningGap = await page.evaluate(() => {
      const at = (name: string): number => performance.getEntriesByName(name)[0]?.startTime ?? NaN;
      return at('held-0') - at('plain');
    });
    return { visible: first.visible ?? NaN, script, layoutShift: first.shift, isLargestPaint: first.largest === true, acceptDelay: interaction, returningGap, bytes };
  } finally {
    await context.close();
  }
};
