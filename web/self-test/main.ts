// hallpass.selfTest(): the page's own account of what it asked for and stored, held against the present decision. Loaded
// when it is called. It sees what scripts can see: no WebSockets, no workers' requests, no HttpOnly cookies, at most the
// browser's buffer of requests, and a page may have emptied that. `hallpass audit` looks from outside and sees them.
import type { SelfTestPort, SelfTestReport, SelfTestRequest, SelfTestStored } from '../gate/api.ts';
import { nameKind } from '../gate/name-kind.ts';

/** When the visitor chose, in ms since 1970 (sdk/consent/record.hpp: whole seconds); NaN without a choice. */
const chosenAt = (record: string): number => parseInt(record.split('.')[2] ?? '', 16) * 1000;

/** The purposes of labelled elements, by address and by host: a label counts where the policy names no host. */
const readLabels = (): Map<string, string> => new Map([...document.querySelectorAll<HTMLElement>('[data-hallpass-purpose]')].flatMap(({ dataset }) => {
  const { src, hallpassSrc = src, hallpassPurpose = '' } = dataset;
  if (hallpassSrc === undefined || !URL.canParse(hallpassSrc, document.baseURI)) return [];
  const { href, hostname } = new URL(hallpassSrc, document.baseURI);
  return [[hostname, hallpassPurpose] as const, [href, hallpassPurpose] as const];
}));

const judgeRequests = ({ outcomes, find }: SelfTestPort, chosenAtMs: number): SelfTestRequest[] => {
  const labels = readLabels();
  return performance.getEntriesByType('resource').filter((entry) => /^https?:/.test(entry.name)).map((entry) => {
    const { name: url, initiatorType: kind, startTime } = entry as PerformanceResourceTiming;
    const { hostname } = new URL(url);
    const request = { url, kind, atMs: Math.round(startTime) };
    const purpose = find(nameKind.host, hostname) ?? labels.get(url) ?? labels.get(hostname);
    if (hostname === location.hostname || purpose === '') return { ...request, verdict: 'own site' };
    if (purpose === undefined) return { ...request, verdict: 'leak' };
    const outcome = outcomes()[purpose];
    const tooEarly = outcome?.reason === 'visitor_granted' && performance.timeOrigin + startTime < chosenAtMs;
    return { ...request, purpose, verdict: outcome?.state === 'granted' && !tooEarly ? 'granted' : 'leak' };
  });
};

const attempt = async <T>(read: () => Promise<readonly T[]> | readonly T[] | undefined): Promise<readonly T[]> => {
  try {
    return await read() ?? [];
  } catch {
    return []; // this browser or this page has none of it
  }
};

const readStored = async (cookies: readonly string[]): Promise<(readonly [SelfTestStored['kind'], readonly string[]])[]> => [
  ['cookie', cookies.map((cookie) => cookie.split('=', 1)[0] ?? '')],
  ['localStorage', await attempt(() => Object.keys(localStorage))],
  ['sessionStorage', await attempt(() => Object.keys(sessionStorage))],
  ['IndexedDB', (await attempt(() => indexedDB.databases())).map(({ name }) => name ?? '')],
  ['Cache', await attempt(() => caches.keys())],
  // Our own stores nothing.
  ['service worker', (await attempt(() => navigator.serviceWorker.getRegistrations())).filter(({ active }) => !/\/hallpass\.sw\.js(\?|$)/.test(active?.scriptURL ?? '')).map(({ scope }) => scope)],
];

export const report = async (port: SelfTestPort): Promise<SelfTestReport> => {
  const cookies = document.cookie.split('; ').filter((cookie) => cookie !== '');
  const record = cookies.find((cookie) => cookie.startsWith(`${port.cookie}=`));
  const requests = judgeRequests(port, chosenAt(record ?? ''));
  const stored = (await readStored(cookies)).flatMap(([kind, names]) => names.filter((name) => name !== port.cookie).map((name): SelfTestStored => {
    const purpose = port.find(kind === 'cookie' ? nameKind.cookie : nameKind.localStorage, name);
    if (purpose === undefined) return { kind, name, verdict: 'leak' };
    return { kind, name, purpose, verdict: port.outcomes()[purpose]?.state === 'granted' ? 'granted' : 'leak' };
  }));
  const leaks = [...requests, ...stored].filter(({ verdict }) => verdict === 'leak');
  console.info(`hallpass: ${String(leaks.length)} leaks among ${String(requests.length)} requests and ${String(stored.length)} stored items`);
  if (leaks.length > 0) console.table(leaks);
  return { page: location.href, at: new Date().toISOString(), chosen: record !== undefined, requests, stored, leaks: leaks.length };
};
