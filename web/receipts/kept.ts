// What this browser keeps: choices that the log has not answered yet, and the newest receipts.
import type { Entry } from './entry.ts';

/** The policy declares this name as strictly necessary; without that the gate lets nothing be kept. */
const key = 'hallpass_receipts';

export interface Kept {
  readonly waiting: readonly Entry[];
  readonly receipts: readonly string[];
}

const nothing: Kept = { waiting: [], receipts: [] };

/** On a shared device they go with the browser session. */
const storage = (): Storage => (document.querySelector('script[data-shared-device]') ? sessionStorage : localStorage);

export const readKept = (): Kept => {
  try {
    const kept = JSON.parse(storage().getItem(key) ?? '{}') as Partial<Kept>;
    return Array.isArray(kept.waiting) && Array.isArray(kept.receipts) ? kept as Kept : nothing;
  } catch {
    return nothing; // denied, or damaged
  }
};

export const writeKept = (kept: Kept): void => {
  try {
    storage().setItem(key, JSON.stringify(kept));
  } catch {
    // Storage denied or full: the log still has the choice, the visitor keeps no copy.
  }
};
