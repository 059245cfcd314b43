// Tries every vector and tells by name which got through: judged from the tracker and from a page without the gate, never
// by asking the gate.
import { createSocket } from 'node:dgram';
import { createServer, type AddressInfo } from 'node:net';
import { buildSync } from 'esbuild';
import type { Engine, Visitor } from '../../../scripts/lib/engines/engine.ts';
import { startTrackedSite, type PageFacts, type SiteFile } from '../tracked-site.ts';
import { markup } from './markup.ts';
import { navigation } from './navigation.ts';
import { network } from './network.ts';
import { realms } from './realms.ts';
import { styles } from './styles.ts';
import { tampering } from './tampering.ts';
import { writes } from './writes.ts';

export const vectors: readonly string[] = [realms, navigation, markup, styles, network, tampering, writes].flatMap(Object.keys);

/** Heard on a port of their own. */
const needsPort: readonly string[] = ['link-preconnect', 'web-transport', 'rtc-stun'];
/** These change the page for whatever runs beside them. */
const needsPage: readonly string[] = [...needsPort, ...Object.keys(tampering), 'image-base', 'document-write'];
const perPage = 12;

/** Long enough for a request to arrive from a busy machine; when all have arrived, the wait ends, so without a gate it may be long. */
const patience = (wanted: readonly string[], gated: boolean): number => gated ? (wanted.some((vector) => vector.startsWith('record-')) ? 3000 : 1200) : 6000;

const inPage = buildSync({ entryPoints: ['tests/engines/bypass/in-page.ts'], bundle: true, format: 'iife', write: false }).outputFiles[0]?.text ?? '';

const servePages = (gated: boolean) => (path: string, { head, nonce, tracker }: PageFacts, query: URLSearchParams): SiteFile | undefined => {
  if (path === '/') {
    return { type: 'text/html', body: `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
${gated ? head : ''}
<title>Bypass</title></head><body><h1>Bypass</h1>
<script nonce="${nonce}" src="/in-page.js" data-wanted="${query.get('wanted') ?? ''}" data-tracker="${tracker}" data-port="${query.get('port') ?? ''}"></script>
</body></html>` };
  }
  if (path === '/in-page.js') return { type: 'text/javascript', body: inPage };
  if (path === '/worker.js') return { type: 'text/javascript', body: `importScripts('${query.get('import') ?? ''}');` };
  if (path === '/plain') return { type: 'text/html', body: '<!doctype html><title>A page without the gate</title>' };
  return undefined;
};

/** Names found on /plain, after the writes. */
const leftBehind = async (): Promise<string[]> => {
  const names = [...document.cookie.split('; ').map((cookie) => cookie.split('=')[0]), ...Object.keys(localStorage), ...Object.keys(sessionStorage),
    window.name, ...(await indexedDB.databases()).map(({ name }) => name), ...await caches.keys()];
  try {
    const folder = await navigator.storage.getDirectory() as unknown as { keys: () => AsyncIterable<string> };
    for await (const name of folder.keys()) names.push(name);
  } catch {
    // no such file system here
  }
  return names.map((name) => (name ?? '').replace(/^(_ga|li)_/, ''));
};

/** Hears any connection or datagram on one port of this machine's "localhost". */
const ear = async (): Promise<{ port: number; heard: () => boolean; close: () => void }> => {
  let count = 0;
  const tcp = createServer((socket) => {
    count += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  const { port } = tcp.address() as AddressInfo;
  const sockets = [createSocket('udp4'), createSocket('udp6')];
  sockets.forEach((socket, index) => {
    socket.on('message', () => { count += 1; }).on('error', () => undefined).bind(port, index === 0 ? '127.0.0.1' : '::1');
  });
  return { port, heard: () => count > 0, close: () => {
    tcp.close();
    for (const socket of sockets) socket.close();
  } };
};

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Alone, or a few on one page. */
const pages = (wanted: readonly string[]): string[][] => {
  const together = wanted.filter((vector) => !needsPage.includes(vector) && !(vector in writes));
  const shared = Array.from({ length: Math.ceil(together.length / perPage) }, (_, index) => together.slice(index * perPage, (index + 1) * perPage));
  return [wanted.filter((vector) => vector in writes), ...wanted.filter((vector) => needsPage.includes(vector)).map((vector) => [vector]), ...shared]
    .filter(({ length }) => length > 0);
};

/** `gated: false` tells which vectors do anything at all in this engine. `atOnce` pages are open at a time. */
export const passing = async (engine: Engine, options: { readonly gated: boolean; readonly headers?: boolean; readonly atOnce: number }): Promise<string[]> => {
  const site = await startTrackedSite(servePages(options.gated), options);
  const passed = new Set<string>();
  const tryPage = async (visitor: Visitor, visit: string, wanted: readonly string[]): Promise<void> => {
    const listener = needsPort.some((vector) => wanted.includes(vector)) ? await ear() : undefined;
    // A vector may break the page so far that its load event never comes.
    await visitor.goto(`${site.origin}/?visit=${visit}&wanted=${wanted.join('+')}&port=${listener?.port ?? 0}`).catch(() => undefined);
    const arrived = (vector: string): boolean => site.arrived(visit).has(vector) || listener?.heard() === true;
    for (const end = Date.now() + patience(wanted, options.gated); Date.now() < end && !wanted.every(arrived);) await pause(25);
    for (const vector of wanted) if (arrived(vector)) passed.add(vector);
    listener?.close();
    if (!wanted.some((vector) => vector in writes)) return;
    await visitor.goto(`${site.origin}/plain`);
    for (const name of await visitor.evaluate(leftBehind)) passed.add(name);
  };
  const queue = pages(vectors).map((wanted, index) => ({ visit: `page-${index}`, wanted }));
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const visitor = await engine.newVisitor();
      await tryPage(visitor, next.visit, next.wanted);
      await visitor.close();
    }
  };
  try {
    await Promise.all(Array.from({ length: options.atOnce }, work));
  } finally {
    await site.close();
  }
  return vectors.filter((vector) => passed.has(vector));
};
