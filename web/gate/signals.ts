// Signals and page facts, each read once. A read that throws is unknown, never "no".
import type { Request } from './module.ts';

const attempt = <T>(read: () => T, otherwise: T): T => {
  try {
    return read();
  } catch {
    return otherwise;
  }
};

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
 * `facts` are the head script's own data attributes: data-gpc (the request's Sec-GPC header), data-region ("US-CA"), data-audience (a policy's id),
 * data-age (years), data-authorised (present: the school authorised this visitor).
 */
export const readSignals = (facts: DOMStringMap): Omit<Request, 'now' | 'record' | 'granted'> => ({
  gpc: readGpc(facts['gpc']),
  dnt: readDnt(),
  region: facts['region'] ?? '',
  audience: facts['audience'] ?? '',
  age: /^\d{1,2}$/.test(facts['age'] ?? '') ? Number(facts['age']) : 255,
  authorised: facts['authorised'] !== undefined,
});
