// Tells Microsoft's and Meta's tags what the visitor has decided, in their own words. For sites that use them: right after
// the gate and before any tag.
//   <script src="/consent-signals.js" data-to="uet clarity meta"></script>
// Google's tags are told by the gate itself. The gate holds the tags besides; this is for what runs after a choice.
import type { Outcomes } from '../gate/api.ts';
import './build-values.ts';
import { tellMeta } from './meta.ts';
import { tellClarity, tellUet } from './microsoft.ts';

export interface Storage {
  readonly ad: boolean;
  readonly analytics: boolean;
}

const tellers: Readonly<Record<string, (storage: Storage) => void>> = { uet: tellUet, clarity: tellClarity, meta: tellMeta };
const wanted = (document.currentScript?.dataset['to'] ?? '').split(' ').flatMap((name) => tellers[name] ?? []);

const tell = (outcomes: Outcomes): void => {
  /** As for Google: a type is granted when every purpose that names it is. Without a decision nothing is. */
  const isGranted = (type: string): boolean => {
    const named = Object.entries(HALLPASS_CONSENT_TYPES).filter(([, types]) => types.includes(type));
    return named.length > 0 && named.every(([purpose]) => outcomes[purpose]?.state === 'granted');
  };
  const storage = { ad: isGranted('ad_storage'), analytics: isGranted('analytics_storage') };
  for (const teller of wanted) teller(storage);
};

// Without a gate on the page everything is denied.
if (window.hallpass) window.hallpass.onChange(tell);
else tell({});
