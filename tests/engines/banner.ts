// The banner's two answers, found in the page: what a visitor clicks in every engine.
import type { Find } from '../../scripts/lib/engines/engine.ts';

export const accept: Find = () => [...document.querySelector('hallpass-banner')?.shadowRoot?.querySelectorAll('button') ?? []]
  .find(({ textContent }) => textContent === 'Accept all');
export const reject: Find = () => [...document.querySelector('hallpass-banner')?.shadowRoot?.querySelectorAll('button') ?? []]
  .find(({ textContent }) => textContent === 'Reject all');
export const options: Find = () => [...document.querySelector('hallpass-banner')?.shadowRoot?.querySelectorAll('button') ?? []]
  .find(({ textContent }) => textContent === 'Options');
export const save: Find = () => [...document.querySelector('hallpass-banner')?.shadowRoot?.querySelectorAll('button') ?? []]
  .find(({ textContent }) => textContent?.startsWith('Save'));
export const statistics: Find = () => document.querySelector('hallpass-banner')?.shadowRoot?.querySelector('#p-analytics');
export const statisticsVendors: Find = () => document.querySelector('hallpass-banner')?.shadowRoot?.querySelector('#p-analytics ~ details summary');
export const googleAnalytics: Find = () => document.querySelector('hallpass-banner')?.shadowRoot?.querySelector('#p-analytics ~ details input');
