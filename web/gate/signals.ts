// Signals and page facts, each read once. A read that throws is unknown, never "no".
import { readAge } from './age.ts';
import { attempt } from './attempt.ts';
import './build-values.ts';
import type { Request } from './module.ts';
import { serverTiming } from './server-timing.ts';

interface SignalSource {
  readonly globalPrivacyControl?: unknown;
  readonly doNotTrack?: unknown;
  readonly msDoNotTrack?: unknown;
}

/** https://www.w3.org/TR/gpc/#javascript-property-to-detect-preference */
const readGpc = (header: string | undefined): number => attempt(() => {
  if (header === '1') return 2;
  const value = (navigator as SignalSource).globalPrivacyControl;
  return typeof value === 'boolean' ? Number(value) + 1 : 0;
}, 0);

/** https://www.w3.org/TR/tracking-dnt/#js-dom */
const readDnt = (): string => attempt(() => {
  const source = navigator as SignalSource;
  return String(source.doNotTrack ?? (window as SignalSource).doNotTrack ?? source.msDoNotTrack ?? '');
}, '');

/**
 * The first that names one: the gate's tag, a meta tag before it, the response. What is named and is no region, and what
 * nobody names, the core calls unknown. The browser's time zone only where the policy asks for it, and then only of
 * regions that are no looser than an unknown one (`hallpass build` leaves out all others): a clock is anybody's to set.
 */
const readRegion = (named: string | undefined): string =>
  named || document.querySelector<HTMLMetaElement>('meta[name=hallpass-region]')?.content || serverTiming('hallpass-region')
  || (HALLPASS_EXTRAS ? HALLPASS_BUILD.zones?.[Intl.DateTimeFormat().resolvedOptions().timeZone] ?? '' : '');

/**
 * `facts` are the head script's own data attributes: data-gpc (the request's Sec-GPC header), data-region ("US-CA"), data-audience (a policy's id),
 * data-age ("12", "13-15", "16+", "under-13").
 */
export const readSignals = (facts: DOMStringMap): Omit<Request, 'now' | 'record'> => ({
  gpc: readGpc(facts['gpc']),
  dnt: readDnt(),
  region: readRegion(facts['region']),
  audience: facts['audience'] ?? '',
  age: readAge(facts['age']),
  authorised: false,
});
