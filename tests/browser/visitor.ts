// What every visitor story needs: the site, a browser, and a page that reports everything that goes wrong on it.
import assert from 'node:assert/strict';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { Site } from '../../web/site/server.ts';

export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors in the console, uncaught ones, CSP violations. */
  readonly problems: string[];
  /** Paths of the site that were asked for, and the trackers' requests since this visit began. */
  readonly ownRequests: string[];
  readonly trackerRequests: () => string[];
}

export interface VisitOptions extends BrowserContextOptions {
  readonly region?: string;
  /** Runs in every page before its own scripts. */
  readonly before?: () => void;
}

/** One visitor with an empty browser; closed afterwards, and nothing may have gone wrong on the page. */
export const visit = async (browser: Browser, site: Site, options: VisitOptions, story: (visit: Visit) => Promise<void>): Promise<void> => {
  const { region, before, ...rest } = options;
  const context = await browser.newContext({ ...rest, extraHTTPHeaders: { ...rest.extraHTTPHeaders, ...region ? { 'x-visitor-region': region } : {} } });
  try {
    if (before) await context.addInitScript(before);
    const problems: string[] = [];
    const ownRequests: string[] = [];
    const first = site.trackerLog.length;
    context.on('console', (message) => { if (message.type() === 'error') problems.push(message.text()); });
    context.on('weberror', (error) => problems.push(error.error().message));
    context.on('request', (request) => { if (request.url().startsWith(site.origin)) ownRequests.push(new URL(request.url()).pathname); });
    const page = await context.newPage();
    await story({ context, page, problems, ownRequests, trackerRequests: () => site.trackerLog.slice(first).map(({ url }) => url.split('?')[0] ?? '') });
    assert.deepEqual(problems, [], 'nothing went wrong on the page');
  } finally {
    await context.close();
  }
};

/** Long enough for a released tracker to have asked for everything: for tests that expect nothing, or no more. */
export const settle = (page: Page): Promise<void> => page.waitForTimeout(600);

export const outcomes = (page: Page): Promise<Record<string, string>> => page.evaluate(() =>
  Object.fromEntries(Object.entries(window.hallpass?.outcomes() ?? {}).map(([id, { state, reason }]) => [id, `${state} ${reason}`])));
