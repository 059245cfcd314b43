// The site's own documents and workers: they come with the policy that the generated headers would have sent, beside
// their own; a browser obeys both.
import { contentSecurityPolicy } from '../headers/policy-text.ts';
import { decidePage } from './decision.ts';
import { readFacts, readStart, unknownPage, type Facts } from './page-facts.ts';
import { scope, type Client, type FetchEvent } from './scope.ts';

const { closedPolicy } = HALLPASS_SERVICE_WORKER;
const mostRemembered = 200;
/** By client; a browser ends a worker when it has nothing to do, so it may be empty again. */
const remembered = new Map<string, Facts>();

const remember = (id: string, facts: Facts): Facts => {
  const [oldest] = remembered.keys();
  if (remembered.size >= mostRemembered && oldest !== undefined) remembered.delete(oldest);
  if (id !== '') remembered.set(id, facts);
  return facts;
};

const isPage = ({ type, url }: Client): boolean => type === 'window' && url.startsWith(`${scope.location.origin}/`);

const readPage = async (response: Response): Promise<Facts> => readFacts(await readStart(response), response.headers);

/** Of the page that a request comes from; of every page that is open, where it comes from a worker or from a frame without an address. */
export const factsOf = async (id: string): Promise<readonly Facts[]> => {
  const known = remembered.get(id);
  if (known) return [known];
  const client = await scope.clients.get(id);
  if (!client) return [unknownPage];
  // It was here before this worker was: read again, out of the browser's cache where it can be.
  if (isPage(client)) return [remember(id, await readPage(await fetch(client.url, { cache: 'force-cache' })))];
  const pages = (await scope.clients.matchAll({ type: 'window', includeUncontrolled: true })).filter(isPage);
  return pages.length === 0 ? [unknownPage] : (await Promise.all(pages.map((page) => factsOf(page.id)))).flat();
};

/** Server-Timing's `hallpass` entry: what the site's server sent in the same way is obeyed too, and everything else stays. */
const own = /(?:^|,)\s*hallpass;desc="([^"]*)"/;
const setLetThrough = (headers: Headers, granted: readonly string[]): void => {
  const before = headers.get('Server-Timing') ?? '';
  const sent = own.exec(before)?.[1]?.split(' ');
  headers.set('Server-Timing', [`hallpass;desc="${granted.filter((id) => sent?.includes(id) ?? true).join(' ')}"`, before.replace(own, '').replace(/^,/, '').trim()]
    .filter((entry) => entry !== '').join(', '));
};

const addPolicy = async (headers: Headers, facts: readonly Facts[]): Promise<void> => {
  const decisions = await Promise.all(facts.map(decidePage));
  if (decisions.every(({ isLeftToPage }) => isLeftToPage)) return;
  // What each of the pages lets through.
  const [first = { purposes: [], hosts: [] }, ...others] = decisions;
  setLetThrough(headers, first.purposes.filter((id) => others.every(({ purposes }) => purposes.includes(id))));
  headers.append('Content-Security-Policy', contentSecurityPolicy(first.hosts.filter((host) => others.every(({ hosts }) => hosts.includes(host)))));
};

const withPolicy = async (response: Response, { request, clientId, resultingClientId }: FetchEvent): Promise<Response> => {
  // Not a redirect, which is answered by another event, nor a host's that is not ours.
  if (closedPolicy === '' || response.type !== 'basic') return response;
  const headers = new Headers(response.headers);
  try {
    const isDocument = request.mode === 'navigate';
    const facts = isDocument ? [remember(resultingClientId, await readPage(response.clone()))] : await factsOf(clientId);
    await addPolicy(headers, facts);
  } catch {
    setLetThrough(headers, []);
    headers.append('Content-Security-Policy', closedPolicy);
  }
  const { status, statusText, body } = response;
  return new Response(body, { status, statusText, headers });
};

// No navigation preload: WebKit (2.50) now and then gives one answer's headers with another's body.
export const answerDocument = async (event: FetchEvent): Promise<Response> =>
  withPolicy(await scope.hallpassAnswer?.(event) ?? await fetch(event.request), event);
