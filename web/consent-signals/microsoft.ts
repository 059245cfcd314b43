// https://learn.microsoft.com/clarity/setup-and-installation/clarity-consent-api-v2
// https://learn.microsoft.com/advertising/guides/universal-event-tracking  (UET consent mode)
import type { Storage } from './main.ts';

interface Tags {
  uetq?: { push: (...args: unknown[]) => unknown };
  clarity?: { (...args: unknown[]): void; q?: unknown[] };
}

const tags = window as unknown as Tags;
const word = (granted: boolean): string => (granted ? 'granted' : 'denied');
let toldUet = false;

/** The first call is the default, which has to come before the tag's own. */
export const tellUet = ({ ad }: Storage): void => {
  (tags.uetq ??= [] as unknown[]).push('consent', toldUet ? 'update' : 'default', { ad_storage: word(ad) });
  toldUet = true;
};

export const tellClarity = ({ ad, analytics }: Storage): void => {
  // The same queue as Clarity's own snippet makes, which then takes this one.
  const clarity = (tags.clarity ??= (...args) => { (clarity.q ??= []).push(args); });
  clarity('consentv2', { ad_Storage: word(ad), analytics_Storage: word(analytics) });
};
