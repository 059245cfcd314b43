// Debian's Firefox ESR by WebDriver BiDi, spoken over node's own WebSocket. https://www.w3.org/TR/webdriver-bidi/
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asExpression, centreOf, until, type Cookie, type Engine, type Visitor } from './engine.ts';
import { startProcess } from './process.ts';

/** No traffic of the browser's own, and WebGL without a graphics card. */
const preferences: Readonly<Record<string, boolean | number | string>> = {
  'app.normandy.enabled': false, 'app.update.enabled': false, 'browser.aboutConfig.showWarning': false,
  'browser.newtabpage.enabled': false, 'browser.safebrowsing.malware.enabled': false, 'browser.safebrowsing.phishing.enabled': false,
  'browser.safebrowsing.update.enabled': false, 'browser.search.update': false, 'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0, 'captivedetect.canonicalURL': '', 'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.systemAddon.update.enabled': false, 'extensions.update.enabled': false, 'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false, 'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'toolkit.telemetry.reportingpolicy.firstRun': false, 'webgl.force-enabled': true,
};

interface Message {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: string;
  readonly message?: string;
}

type Send = <Result>(method: string, params: object) => Promise<Result>;

const connect = async (url: string): Promise<{ send: Send; close: () => void }> => {
  const socket = new WebSocket(url);
  const waiting = new Map<number, { method: string; resolve: (result: never) => void; reject: (reason: Error) => void }>();
  let last = 0;
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => { resolve(); };
    socket.onerror = () => { reject(new Error(`no connection to Firefox at ${url}`)); };
  });
  socket.onmessage = ({ data }) => {
    const { id, result, error, message } = JSON.parse(String(data)) as Message;
    const waits = waiting.get(id ?? -1);
    if (id === undefined || !waits) return;
    waiting.delete(id);
    if (error === undefined) waits.resolve(result as never);
    else waits.reject(new Error(`Firefox: ${waits.method}: ${error}: ${message ?? ''}`));
  };
  socket.onclose = () => {
    for (const { reject } of waiting.values()) reject(new Error('Firefox has closed the connection'));
    waiting.clear();
  };
  return {
    send: (method, params) => new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { method, resolve, reject });
      socket.send(JSON.stringify({ id: last, method, params }));
    }),
    close: () => { socket.close(); },
  };
};

interface Evaluated {
  readonly type: 'success' | 'exception';
  readonly result?: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly text: string };
}

/** `extra` preferences, e.g. the browser's own switch for Global Privacy Control. */
export const startFirefox = async (extra: Readonly<Record<string, boolean | number | string>> = {}): Promise<Engine> => {
  const profile = mkdtempSync(join(tmpdir(), 'hallpass-firefox-'));
  writeFileSync(join(profile, 'user.js'), Object.entries({ ...preferences, ...extra })
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(''));
  const { match, stop } = await startProcess('firefox-esr',
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'], /WebDriver BiDi listening on (ws:\/\/\S+)/,
    { ...process.env, HOME: profile });
  const { send, close } = await connect(`${match[1] ?? ''}/session`);
  await send('session.new', { capabilities: {} });

  // One at a time: Firefox may lose a tab that opens while another closes.
  let tabs: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(act: () => Promise<Result>): Promise<Result> => {
    const turn = tabs.then(act);
    tabs = turn.catch(() => undefined);
    return turn;
  };

  const newVisitor = async (): Promise<Visitor> => {
    const { userContext } = await send<{ userContext: string }>('browser.createUserContext', {});
    const { context } = await inTurn(() => send<{ context: string }>('browsingContext.create', { type: 'tab', userContext }));
    await send('browsingContext.setViewport', { context, viewport: { width: 1280, height: 720 } });
    const evaluate = async (expression: string): Promise<unknown> => {
      const { type, result, exceptionDetails } = await send<Evaluated>('script.evaluate',
        { expression, target: { context }, awaitPromise: true, resultOwnership: 'none' });
      if (type === 'exception') throw new Error(`in the page: ${exceptionDetails?.text ?? ''}`);
      return JSON.parse(String(result?.value));
    };
    return {
      goto: async (url) => { await send('browsingContext.navigate', { context, url, wait: 'complete' }); },
      reload: async () => { await send('browsingContext.reload', { context, wait: 'complete' }); },
      evaluate: async (run, ...args) => await evaluate(asExpression(run, args)) as never,
      click: async (find) => {
        const { x, y } = await until(`an element to click: ${String(find)}`, async () =>
          await evaluate(`JSON.stringify(${centreOf(find)}())`) as { x: number; y: number } | null);
        await send('input.performActions', { context, actions: [{ type: 'pointer', id: 'mouse', actions: [
          { type: 'pointerMove', x, y }, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 },
        ] }] });
      },
      cookies: async () => {
        const domain = await evaluate('JSON.stringify(location.hostname)');
        const { cookies } = await send<{ cookies: { name: string; value: { value: string } }[] }>('storage.getCookies',
          { filter: { domain }, partition: { type: 'context', context } });
        return cookies.map(({ name, value }): Cookie => ({ name, value: value.value }));
      },
      close: async () => { await inTurn(() => send('browser.removeUserContext', { userContext })); },
    };
  };
  return {
    name: 'firefox', newVisitor,
    close: async () => {
      close();
      await stop();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};
