// Requests to other hosts: none leaves without a grant; those that may leave do so without the browser's cache, so that no
// ETag that a tracker once gave comes back to it.
import { decideHost, type HostDecision } from './decision.ts';
import { factsOf } from './pages.ts';
import type { FetchEvent } from './scope.ts';

const validators = ['ETag', 'Last-Modified'];

/** Requests given back to the browser, and when: it asks for them again at once. */
const givenBack = new Map<string, number>();
const mostGivenBack = 1000;
const atOnce = 2000;
const nameOf = ({ clientId, request }: FetchEvent): string => `${clientId} ${request.url}`;

export const isBrowsersOwn = (event: FetchEvent): boolean => {
  const since = givenBack.get(nameOf(event));
  givenBack.delete(nameOf(event));
  return since !== undefined && Date.now() - since < atOnce;
};

/** To be asked for by the browser itself: where it redirects, the page's own policy judges. */
const giveBack = (event: FetchEvent): Response => {
  if (givenBack.size >= mostGivenBack) givenBack.clear();
  givenBack.set(nameOf(event), Date.now());
  return Response.redirect(event.request.url, 307);
};

/** Only what a page may read can be rebuilt; the rest it cannot read either. */
const withoutValidators = (response: Response): Response => {
  const headers = new Headers(response.headers);
  if (response.type !== 'cors' || !validators.some((name) => headers.has(name))) return response;
  for (const name of validators) headers.delete(name);
  const { body, status, statusText } = response;
  return new Response(body, { status, statusText, headers });
};

const withoutCache = (request: Request, redirect: RequestRedirect): Promise<Response> => {
  const { referrer, referrerPolicy } = request; // with anything of its own a request forgets where it came from
  return fetch(new Request(request, { cache: 'no-store', redirect, referrer, referrerPolicy }));
};

const ask = async (event: FetchEvent, decisions: readonly HostDecision[]): Promise<Response> => {
  const { method, mode, redirect } = event.request;
  if (method !== 'GET') return giveBack(event);
  // Such a request can only follow wherever it is led: not while there is anybody whom the visitor refused.
  if (mode === 'no-cors') return decisions.every(({ everything }) => everything) ? withoutCache(event.request, redirect) : giveBack(event);
  const response = await withoutCache(event.request, redirect === 'follow' ? 'manual' : redirect);
  return redirect === 'follow' && response.type === 'opaqueredirect' ? giveBack(event) : withoutValidators(response);
};

export const answerThirdParty = async (event: FetchEvent, host: string): Promise<Response> => {
  const decisions = await Promise.all((await factsOf(event.clientId)).map((facts) => decideHost(facts, host)));
  return decisions.every(({ isGranted }) => isGranted) ? ask(event, decisions) : Response.error();
};
