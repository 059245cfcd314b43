// What of a visit is a leak: whatever went to another site, or was stored, before anybody was asked. With the site's own
// policy, what it declares as strictly necessary is none.
import type { Observation, SeenRequest, SeenWrite } from './observe.ts';

export type Verdict = 'own site' | 'strictly necessary' | 'blocked' | 'leak';

export interface JudgedRequest extends SeenRequest {
  readonly verdict: Verdict;
  /** The policy's purpose, where it declares the host. */
  readonly purpose?: string;
}

export interface JudgedWrite extends SeenWrite {
  readonly verdict: Verdict;
  readonly purpose?: string;
}

export interface Audit extends Omit<Observation, 'requests' | 'writes'> {
  readonly leaks: number;
  readonly requests: readonly JudgedRequest[];
  readonly writes: readonly JudgedWrite[];
}

/** As much of a policy file as counts here. */
export interface DeclaredPolicy {
  readonly purposes: Readonly<Record<string, { readonly strictly_necessary?: boolean }>>;
  readonly technologies: Readonly<Record<string, {
    readonly kind: string; readonly purpose: string; readonly name_pattern?: string; readonly hosts?: readonly string[];
  }>>;
}

/** A pattern holds at most one `*`, which stands for any run of characters. */
const matches = (pattern: string, name: string): boolean => {
  const [start = '', end] = pattern.split('*');
  return end === undefined ? name === pattern : name.length >= start.length + end.length && name.startsWith(start) && name.endsWith(end);
};

/** Below the page's own host, "www." aside. Without the public suffix list this is as far as a site is sure to reach. */
const isOwn = (host: string, site: string): boolean => host === site || host.endsWith(`.${site}`);

const hostOf = (url: string): string => {
  try {
    return new URL(url).hostname;
  } catch {
    return '';
  }
};

export const judge = ({ requests, writes, ...visit }: Observation, policy?: DeclaredPolicy): Audit => {
  const site = hostOf(visit.finalUrl).replace(/^www\./, '');
  const technologies = Object.values(policy?.technologies ?? {});
  const judged = (purpose: string | undefined): { verdict: Verdict; purpose?: string } => {
    const verdict = policy?.purposes[purpose ?? '']?.strictly_necessary === true ? 'strictly necessary' : 'leak';
    return purpose === undefined ? { verdict } : { verdict, purpose };
  };
  const judgedRequests = requests.map((request): JudgedRequest => {
    const host = hostOf(request.url);
    const purpose = technologies.find(({ hosts = [] }) => hosts.some((pattern) => matches(pattern, host)))?.purpose;
    if (request.fate === 'blocked') return { ...request, ...judged(purpose), verdict: 'blocked' };
    return isOwn(host, site) ? { ...request, verdict: 'own site' } : { ...request, ...judged(purpose) };
  });
  const judgedWrites = writes.map((write): JudgedWrite => {
    // Our own, which stores nothing.
    if (write.kind === 'service worker' && /\/hallpass\.sw\.js(\?|$)/.test(write.name)) return { ...write, verdict: 'strictly necessary' };
    const kind = write.kind === 'cookie' ? 'cookie' : 'local_storage';
    const purpose = technologies.find((one) => one.kind === kind && matches(one.name_pattern ?? '', write.name))?.purpose;
    return { ...write, ...judged(purpose) };
  });
  const leaks = [...judgedRequests, ...judgedWrites].filter(({ verdict }) => verdict === 'leak').length;
  return { ...visit, leaks, requests: judgedRequests, writes: judgedWrites };
};
