// Calls that ask for something, workers, and modules.
/* eslint no-eval: off -- what a hostile script does */
import { add, blobUrl, later, make, type Vectors } from './vector.ts';

const fetching = (url: string): string => blobUrl(`fetch('${url}', { mode: 'no-cors' })`, 'text/javascript');
const noCors: RequestInit = { mode: 'no-cors' };

export const network: Vectors = {
  'fetch': (url) => fetch(url, noCors),
  'fetch-request': (url) => fetch(new Request(url, noCors)),
  'fetch-request-shadowed': (url) => {
    const request = new Request(url, noCors);
    Object.defineProperty(request, 'url', { value: '/plain' });
    return fetch(request);
  },
  'fetch-stringified-twice': (url) => {
    let asked = 0;
    return fetch({ toString: () => (asked++ === 0 ? '/plain' : url) } as unknown as string, noCors);
  },
  'fetch-url-subclass': (url) => {
    class Disguised extends URL {
      override get hostname(): string { return location.hostname; }
      override get host(): string { return location.host; }
      override get origin(): string { return location.origin; }
      override get href(): string { return location.href; }
    }
    return fetch(new Disguised(url), noCors);
  },
  'fetch-backslashes': (url) => fetch(url.replaceAll('/', '\\'), noCors),
  'fetch-upper-case': (url) => fetch(url.replace('localhost:', 'LOCALHOST:'), noCors),
  'fetch-later': (url) => (window as unknown as { fetchLater: (url: string, init: object) => unknown }).fetchLater(url, { activateAfter: 0 }),
  'fetch-keepalive': (url) => fetch(url, { ...noCors, method: 'POST', keepalive: true, body: 'x' }),
  'xhr': (url) => {
    const request = new XMLHttpRequest();
    request.open('GET', url);
    request.send();
  },
  'xhr-synchronous': (url) => {
    const request = new XMLHttpRequest();
    request.open('GET', url, false);
    request.send();
  },
  'xhr-subclass': (url) => {
    const request = new class extends XMLHttpRequest {}();
    request.open('POST', { toString: () => url } as unknown as string);
    request.send('x');
  },
  'beacon': (url) => navigator.sendBeacon(url),
  'beacon-url-object': (url) => Navigator.prototype.sendBeacon.call(navigator, new URL(url), new Blob(['x'])),
  'event-source': (url) => new EventSource(url),
  'web-socket': (url) => new WebSocket(url.replace('http', 'ws')),
  'web-transport': (_url, port) => new WebTransport(`https://localhost:${port}`),
  'rtc-stun': async (_url, port) => {
    const connection = new RTCPeerConnection({ iceServers: [{ urls: `stun:localhost:${port}` }] });
    connection.createDataChannel('x');
    await connection.setLocalDescription(await connection.createOffer());
  },
  'worker-blob': (url) => new Worker(fetching(url)),
  'worker-import-scripts': (url) => new Worker(blobUrl(`importScripts('${url}')`, 'text/javascript')),
  'worker-data': (url) => new Worker(`data:text/javascript,fetch('${url}',{mode:'no-cors'})`),
  'worker-module': (url) => new Worker(blobUrl(`import '${url}';`, 'text/javascript'), { type: 'module' }),
  'worker-nested': (url) => new Worker(blobUrl(`new Worker('${fetching(url)}')`, 'text/javascript')),
  'worker-socket': (url) => new Worker(blobUrl(`new WebSocket('${url.replace('http', 'ws')}')`, 'text/javascript')),
  'shared-worker': (url) => new SharedWorker(fetching(url)),
  'service-worker': (url) => navigator.serviceWorker.register(`/worker.js?import=${encodeURIComponent(url)}`, { scope: `/${Math.random()}/` }),
  'worklet-paint': (url) => (CSS as unknown as { paintWorklet: Worklet }).paintWorklet.addModule(url),
  'worklet-audio': (url) => new OfflineAudioContext(1, 1, 44_100).audioWorklet.addModule(url),
  'import': (url) => import(url),
  'import-blob': (url) => import(blobUrl(`import '${url}';`, 'text/javascript')),
  'import-map': async (url) => {
    const map = make('script', { type: 'importmap' });
    map.text = JSON.stringify({ imports: { tracker: url } });
    add(map);
    await later(20);
    const name = 'tracker';
    return import(name);
  },
  'eval': (url) => (0, eval)(`fetch('${url}', { mode: 'no-cors' })`),
  'payment': (url) => new PaymentRequest([{ supportedMethods: url }], { total: { label: 'x', amount: { currency: 'USD', value: '1' } } }).canMakePayment(),
};
