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
  const response = await fetch(url, { method, ...body ? { body: JSON.stringify(body) } : {} });
  const { value } = await response.json() as { value: Value & { error?: string; message?: string } };
  if (!response.ok) throw new Error(`WebKit: ${value.error ?? response.status}: ${value.message ?? ''}`);
  return value;
};

export const startWebkit = async (): Promise<Engine> => {
  // Writes the number of a free display when it is ready.
  const display = await startProcess('Xvfb', ['-displayfd', '1', '-screen', '0', '1400x900x24', '-nolisten', 'tcp'], /^(\d+)\n/m);
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  // The driver says nothing of its own accord, so a shell says that it is about to start.
  const driver = await startProcess('sh', ['-c', 'echo starting; exec WebKitWebDriver "$@"', 'sh', `--port=${port}`, '--host=127.0.0.1'], /starting/,
    { ...process.env, DISPLAY: `:${display.match[1] ?? ''}`, GDK_BACKEND: 'x11', LIBGL_ALWAYS_SOFTWARE: '1', NO_AT_BRIDGE: '1' });
  const close = async (): Promise<void> => {
    await driver.stop();
    await display.stop();
  };
  try {
    await until('WebKitWebDriver to listen', () => ask<{ ready: boolean }>('GET', `${base}/status`).then(({ ready }) => ready, () => false));
  } catch (reason) {
    await close();
    throw reason;
  }

  const newVisitor = async (): Promise<Visitor> => {
    // A session is a browser of its own, without anything of the one before.
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
      close: async () => { await ask('DELETE', session); },
    };
  };
  return { name: 'webkit', newVisitor, close };
};
