// A tab whose process has died, which Playwright gives up: reloaded as the browser's own button does it, and spoken to
// past Playwright from then on.
import type { Browser, BrowserContext, Page } from 'playwright-core';

/** The DevTools protocol to one target. */
const speakTo = async (of: Browser, targetId: string): Promise<(method: string, params: object) => Promise<unknown>> => {
  const root = await of.newBrowserCDPSession();
  const { sessionId } = await root.send('Target.attachToTarget', { targetId, flatten: false });
  const waiting = new Map<number, (result: unknown) => void>();
  root.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as { id?: number; result?: unknown };
    if (id !== undefined) waiting.get(id)?.(result);
  });
  let count = 0;
  return (method, params) => new Promise((resolve, reject) => {
    waiting.set(++count, resolve);
    root.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id: count, method, params }) }).catch(reject);
  });
};

/**
 * Ends the tab's process and loads its page again. What is returned asks the new page until the expression has a value,
 * for at most 20 s; a page that is just going gives no answer.
 */
export const crash = async (browser: Browser, context: BrowserContext, tab: Page): Promise<(expression: string) => Promise<unknown>> => {
  const client = await context.newCDPSession(tab);
  const { targetInfo } = await client.send('Target.getTargetInfo');
  const crashed = new Promise((resolve) => { tab.once('crash', resolve); });
  tab.goto('chrome://crash').catch(() => undefined);
  await crashed;
  const send = await speakTo(browser, targetInfo.targetId);
  await send('Page.reload', {});
  return async (expression) => {
    const deadline = Date.now() + 20_000;
    let found: unknown;
    while (found === undefined && Date.now() < deadline) {
      const asked = send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
      const answer = await Promise.race([asked, new Promise<undefined>((resolve) => { setTimeout(resolve, 1000); })]);
      found = (answer as { result?: { value?: unknown } } | undefined)?.result?.value;
    }
    return found;
  };
};
