// A page that nothing watches while it is measured: of DevTools' domains it has Performance and Emulation alone. With those
// that every test driver switches on besides (Page, Network), each read of document.cookie is told together with its place in
// the script, for which V8 compiles every function on the stack once more: milliseconds that no visitor pays.
import type { Chromium, Params } from '../../../cli/node/devtools.ts';

export type Send = (method: string, params?: Params) => Promise<Params>;

export interface UnwatchedPage {
  readonly send: Send;
  readonly close: () => Promise<unknown>;
}

/** An empty profile's only tab; its main thread is `cpu` times as slow. */
export const openUnwatched = async (browser: Chromium, cpu: number): Promise<UnwatchedPage> => {
  const { browserContextId } = await browser.send('Target.createBrowserContext');
  const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank', browserContextId, width: 1280, height: 720 });
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
  const send: Send = (method, params) => browser.send(method, params, sessionId as string);
  // The main thread's own time, whatever else the machine is at.
  await send('Performance.enable', { timeDomain: 'threadTicks' });
  await send('Emulation.setCPUThrottlingRate', { rate: cpu });
  return { send, close: () => browser.send('Target.disposeBrowserContext', { browserContextId }) };
};

/** An expression's value. */
export const ask = async <T>(send: Send, expression: string): Promise<T> => {
  const { result } = await send('Runtime.evaluate', { expression, returnByValue: true }) as { readonly result: { readonly value: T } };
  return result.value;
};

export const press = async (send: Send, x: number, y: number): Promise<void> => {
  for (const type of ['mouseMoved', 'mousePressed', 'mouseReleased']) await send('Input.dispatchMouseEvent', { type, x, y, button: type === 'mouseMoved' ? 'none' : 'left', clickCount: 1 });
};

export const seconds = (count: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 1000 * count); });
