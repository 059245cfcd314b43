// WebKitGTK by its own WebDriver, on a virtual display. https://www.w3.org/TR/webdriver2/
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { asExpression, centreOf, until, type Cookie, type Engine, type Visitor } from './engine.ts';
import { startProcess } from './process.ts';

const browserOptions = { binary: '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser', args: ['--automation'] };

/** The driver wants to be told its port. */
const freePort = (): Promise<number> => new Promise((resolve, reject) => {
  const server = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    server.close(() => { resolve(port); });
  });
});

const ask = async <Value>(method: string, url: string, body?: object): Promise<Value> => {
  const response = await fetch(url, { method, signal: AbortSignal.timeout(40_000), ...body ? { body: JSON.stringify(body) } : {} });
  const { value } = await response.json() as { value: Value & { error?: string; message?: string } };
  if (!response.ok) throw new Error(`WebKit: ${value.error ?? response.status}: ${value.message ?? ''}`);
  return value;
};

/** A driver has one browser at a time, and is ended with it: one that hangs takes no other along. */
const startDriver = async (display: string): Promise<{ base: string; stop: () => Promise<void> }> => {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  // It says nothing of its own accord, so a shell says that it is about to start.
  const { stop } = await startProcess('sh', ['-c', 'echo starting; exec WebKitWebDriver "$@"', 'sh', `--port=${port}`, '--host=127.0.0.1'], /starting/,
    { ...process.env, DISPLAY: `:${display}`, GDK_BACKEND: 'x11', LIBGL_ALWAYS_SOFTWARE: '1', NO_AT_BRIDGE: '1' });
  try {
    await until('WebKitWebDriver to listen', () => ask<{ ready: boolean }>('GET', `${base}/status`).then(({ ready }) => ready, () => false));
    return { base, stop };
  } catch (reason) {
    await stop();
    throw reason;
  }
};

export const startWebkit = async (): Promise<Engine> => {
  // Writes the number of a free display when it is ready.
  const display = await startProcess('Xvfb', ['-displayfd', '1', '-screen', '0', '1400x900x24', '-nolisten', 'tcp'], /^(\d+)\n/m);
  const running = new Set<() => Promise<void>>();

  const newVisitor = async (): Promise<Visitor> => {
    const { base, stop } = await startDriver(display.match[1] ?? '');
    running.add(stop);
    const { sessionId } = await ask<{ sessionId: string }>('POST', `${base}/session`, { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': browserOptions } } });
    const session = `${base}/session/${sessionId}`;
    await ask('POST', `${session}/timeouts`, { script: 30_000, pageLoad: 30_000 });
    const evaluate = async (expression: string): Promise<unknown> => JSON.parse(await ask<string>('POST', `${session}/execute/async`, {
      script: `const done = arguments[0]; ${expression}.then(done, (reason) => done(JSON.stringify({ thrown: String(reason) })));`, args: [],
    }));
    const call = async (expression: string): Promise<unknown> => {
      const { thrown, answer } = await evaluate(`Promise.resolve().then(() => ${expression}).then((answer) => '{"answer":' + answer + '}')`) as { thrown?: string; answer?: unknown };
      if (thrown !== undefined) throw new Error(`in the page: ${thrown}`);
      return answer;
    };
    return {
      goto: async (url) => { await ask('POST', `${session}/url`, { url }); },
      reload: async () => { await ask('POST', `${session}/refresh`, {}); },
      evaluate: async (run, ...args) => await call(asExpression(run, args)) as never,
      click: async (find) => {
        const { x, y } = await until(`an element to click: ${String(find)}`, async () =>
          await call(`JSON.stringify(${centreOf(find)}())`) as { x: number; y: number } | null);
        await ask('POST', `${session}/actions`, { actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions: [
          { type: 'pointerMove', duration: 0, origin: 'viewport', x, y }, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 },
        ] }] });
      },
      cookies: async () => (await ask<Cookie[]>('GET', `${session}/cookie`)).map(({ name, value }) => ({ name, value })),
      close: async () => {
        running.delete(stop);
        await stop();
      },
    };
  };
  return {
    name: 'webkit', newVisitor,
    close: async () => {
      for (const stop of running) await stop();
      await display.stop();
    },
  };
};
