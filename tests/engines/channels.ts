// The 13 channels of an unlabelled tracker as a page under a strict CSP uses them, and the four storages of its script.
import type { PageFacts, SiteFile } from './tracked-site.ts';

export const channels = [
  'static-script', 'static-img', 'static-iframe', 'dynamic-script', 'dynamic-img', 'dynamic-iframe', 'css-image', 'preload',
  'fetch', 'xhr', 'beacon', 'worker', 'service-worker',
] as const;
export type Channel = typeof channels[number];

export const storages = ['cookie', 'localStorage', 'sessionStorage', 'indexedDB'] as const;
export type Storage = typeof storages[number];

/** What the tracker's script does, whose code the page has bundled: nothing in it is labelled. */
const runChannels = (tracker: string, visit: string): void => {
  const factory = (window as { trustedTypes?: { createPolicy: (name: string, rules: object) => { createScriptURL: (url: string) => string } } }).trustedTypes;
  const trusted = factory?.createPolicy('site', { createScriptURL: (url: string) => url }) ?? { createScriptURL: (url: string) => url };
  const add = <K extends 'script' | 'img' | 'iframe'>(tag: K, src: string): void => {
    const element = document.createElement(tag);
    element.src = src;
    document.body.append(element);
  };
  add('script', trusted.createScriptURL(`${tracker}dynamic-script`));
  add('img', `${tracker}dynamic-img`);
  add('iframe', `${tracker}dynamic-iframe`);
  void fetch(`${tracker}fetch`, { mode: 'no-cors' }).catch(() => undefined);
  const request = new XMLHttpRequest();
  request.open('GET', `${tracker}xhr`);
  request.send();
  navigator.sendBeacon(`${tracker}beacon`, 'x');
  // A worker's own file has to be the site's, so a tracker brings it along as a blob.
  const blob = URL.createObjectURL(new Blob([`fetch('${tracker}worker', { mode: 'no-cors' })`], { type: 'text/javascript' }));
  new Worker(trusted.createScriptURL(blob));
  // … and a service worker's too: the one line that a vendor asks a site to host.
  void navigator.serviceWorker?.register(trusted.createScriptURL(`/push-${visit}.js?visit=${visit}`), { scope: `/push-${visit}/` }).catch(() => undefined);
};

/** The names are declared in the policy, under purposes that are denied without a choice. */
export const write = async (): Promise<void> => {
  document.cookie = '_ga_probe=1; path=/';
  localStorage.setItem('li_probe', '1');
  sessionStorage.setItem('li_probe', '1');
  await new Promise<void>((resolve) => {
    setTimeout(resolve, 1000);
    try {
      const request = indexedDB.open('li_probe');
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
      request.onerror = () => { resolve(); };
    } catch {
      resolve();
    }
  });
};

/** Asked on a page without the gate. */
export const stored = async (): Promise<string[]> => {
  const databases = await indexedDB.databases();
  return [
    ...document.cookie.includes('_ga_probe=') ? ['cookie'] : [], ...localStorage.getItem('li_probe') !== null ? ['localStorage'] : [],
    ...sessionStorage.getItem('li_probe') !== null ? ['sessionStorage'] : [], ...databases.some(({ name }) => name === 'li_probe') ? ['indexedDB'] : [],
  ];
};

/** As strict as it can be where a tracker is to be let through once the visitor wants it. */
const contentSecurityPolicy = (nonce: string, tracker: string): string => {
  const { origin } = new URL(tracker);
  return [
    `default-src 'none'`, `script-src 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'`, `style-src 'self'`, `img-src 'self' ${origin}`,
    `connect-src 'self' ${origin}`, `frame-src ${origin}`, `worker-src 'self' blob:`, `base-uri 'none'`, `form-action 'none'`,
    `require-trusted-types-for 'script'`, `trusted-types hallpass site`,
  ].join('; ');
};

export const serveChannels = (path: string, { head, nonce, tracker }: PageFacts, query: URLSearchParams): SiteFile | undefined => {
  const visit = query.get('visit') ?? '';
  if (path === '/') {
    return { type: 'text/html', policy: contentSecurityPolicy(nonce, tracker), body: `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
${head}
<title>Channels</title>
<link rel="preload" as="image" href="${tracker}preload">
<link rel="stylesheet" href="/channels.css?visit=${visit}">
<script nonce="${nonce}" src="${tracker}static-script"></script>
</head><body><main><h1>Channels</h1><p class="probe">A page as a site's team wrote it before it had a gate.</p>
<img src="${tracker}static-img" alt=""><iframe src="${tracker}static-iframe" title="Embedded"></iframe></main>
<script nonce="${nonce}">(${String(runChannels)})('${tracker}', '${visit}');</script>
</body></html>` };
  }
  if (path === '/channels.css') return { type: 'text/css', body: `.probe { background-image: url(${tracker}css-image); }` };
  if (path.startsWith('/push-')) return { type: 'text/javascript', body: `importScripts('${tracker}service-worker');` };
  if (path === '/plain') return { type: 'text/html', body: '<!doctype html><title>A page without the gate</title>' };
  return undefined;
};
