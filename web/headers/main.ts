// Response headers that follow the consent cookie, where a site's server runs JavaScript: node, and the functions at the
// edge of Cloudflare Pages and Netlify. `hallpass build --headers` puts a policy's rules in front of this file; the
// rules, and the line they are read from, are described in cli/header_rules.hpp.
import { contentSecurityPolicy } from './policy-text.ts';

interface Purpose {
  readonly id: string;
  /** The first pattern found in the line decides; without one the purpose is denied. */
  readonly rules: readonly (readonly [pattern: string, grants: boolean])[];
  readonly hosts: readonly string[];
  /** Of each vendor: the pattern of a record that refuses it by itself, and its hosts. */
  readonly vendors: readonly (readonly [refusal: string, hosts: readonly string[]])[];
}

interface Rules {
  readonly cookie: string;
  readonly record: string;
  readonly regimes: Readonly<Record<string, string>>;
  readonly unknownRegime: string;
  readonly audiences: readonly string[];
  readonly defaultAudience: string;
  readonly otherAudience: string;
  readonly purposes: readonly Purpose[];
  /** Whether a visitor without a choice gets no header, but the page's meta line. */
  readonly metaForUndecided: boolean;
  readonly trackingStatus: string;
}

declare const HALLPASS_HEADERS: Rules;

/** Of one request; all may be absent. */
export interface RequestFacts {
  /** The request headers Cookie, Sec-GPC and DNT. */
  readonly cookie?: string | null | undefined;
  readonly gpc?: string | null | undefined;
  readonly dnt?: string | null | undefined;
  /** "US", "US-CA"; as the page's data-region. */
  readonly region?: string | undefined;
  /** A policy's id; as the page's data-audience. A word the policy does not know is barred from what anyone is barred from. */
  readonly audience?: string | undefined;
}

const { cookie: cookieName, record: recordPattern, regimes, unknownRegime, audiences, defaultAudience, otherAudience, purposes,
  metaForUndecided, trackingStatus } = HALLPASS_HEADERS;
const wellFormed = new RegExp(`^${recordPattern}$`);
const compiled = purposes.map(({ rules, vendors, ...purpose }) => ({
  ...purpose,
  rules: rules.map(([pattern, grants]) => ({ pattern: new RegExp(pattern), grants })),
  vendors: vendors.map(([refusal, hosts]) => ({ refusal: new RegExp(refusal), hosts })),
}));

const find = (table: Readonly<Record<string, string>>, key: string): string | undefined => Object.hasOwn(table, key) ? table[key] : undefined;

export type ConsentHeaders = (request: RequestFacts) => Record<string, string>;

/** The headers of the answer, by name. They belong on pages and scripts; pictures, fonts and styles do without. */
export const consentHeaders: ConsentHeaders = (request) => {
  const headers: Record<string, string> = { Tk: trackingStatus, Vary: 'Cookie, Sec-GPC, DNT' };
  const pair = (request.cookie ?? '').split(/; ?/).find((text) => text.startsWith(`${cookieName}=`)) ?? '';
  const value = pair.slice(cookieName.length + 1);
  const record = wellFormed.test(value) ? value : '';
  const region = (request.region ?? '').toUpperCase();
  // For the gate in the page, which cannot know it otherwise.
  const place = /^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/.test(region) ? [`hallpass-region;desc="${region}"`] : [];
  const regime = find(regimes, region) ?? find(regimes, region.slice(0, 2)) ?? unknownRegime;
  const named = request.audience ?? '';
  const audience = named === '' ? defaultAudience : audiences.includes(named) ? named : otherAudience;
  if (metaForUndecided && record === '' && audience === defaultAudience) return place[0] === undefined ? headers : { ...headers, 'Server-Timing': place[0] };
  const gpc = (request.gpc ?? '').split(/ ?, ?/).includes('1') ? '1' : '0';
  const line = `${regime} ${audience} ${gpc} ${request.dnt?.startsWith('1') === true ? '1' : '0'} ${record}`;
  const granted = compiled.filter(({ rules }) => rules.find(({ pattern }) => pattern.test(line))?.grants);
  const hosts = granted.flatMap((purpose) =>
    [...purpose.hosts, ...purpose.vendors.filter(({ refusal }) => !refusal.test(record)).flatMap((vendor) => vendor.hosts)]);
  return {
    ...headers,
    'Content-Security-Policy': contentSecurityPolicy(hosts),
    'Server-Timing': [`hallpass;desc="${granted.map(({ id }) => id).join(' ')}"`, ...place].join(', '),
  };
};

const needsNone = /^(?:image\/(?!svg)|font\/|audio\/|video\/|text\/css)/;
/** It judges for itself, each request anew; a policy of the moment it was loaded in would stay with it. */
const isServiceWorker = ({ url }: Request, type: string): boolean => /^[^?#]*\/hallpass\.sw\.js(?:$|[?#])/.test(url) && type.includes('javascript');

const withHeaders = async (request: Request, region: string, next: () => Promise<Response>): Promise<Response> => {
  const answer = await next();
  const type = answer.headers.get('content-type') ?? '';
  if (needsNone.test(type) || isServiceWorker(request, type)) return answer;
  const response = new Response(answer.body, answer); // the answer's own headers cannot be changed
  const of = (name: string): string | null => request.headers.get(name);
  const headers = consentHeaders({ cookie: of('cookie'), gpc: of('sec-gpc'), dnt: of('dnt'), region });
  for (const [name, value] of Object.entries(headers)) response.headers.append(name, value);
  return response;
};

/** ISO 3166-2, or the country alone, or nothing. */
const regionOf = (country = '', subdivision = ''): string => (subdivision === '' ? country : `${country}-${subdivision}`);

interface CloudflareContext {
  readonly request: Request & { readonly cf?: { readonly country?: string; readonly regionCode?: string } };
  readonly next: () => Promise<Response>;
}

/** Cloudflare Pages: this file as functions/_middleware.js. https://developers.cloudflare.com/pages/functions/middleware/ */
export const onRequest = ({ request, next }: CloudflareContext): Promise<Response> =>
  withHeaders(request, regionOf(request.cf?.country, request.cf?.regionCode), next);

interface NetlifyContext {
  readonly geo?: { readonly country?: { readonly code?: string }; readonly subdivision?: { readonly code?: string } };
  readonly next: () => Promise<Response>;
}

/** Netlify: this file as netlify/edge-functions/hallpass.js. https://docs.netlify.com/build/edge-functions/api/ */
export default (request: Request, { geo, next }: NetlifyContext): Promise<Response> =>
  withHeaders(request, regionOf(geo?.country?.code, geo?.subdivision?.code), next);
export const config = { path: '/*' };
