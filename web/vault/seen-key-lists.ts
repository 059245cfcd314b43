/**
 * Which list of a district's keys this browser has believed last: the number of the list, nothing of a person. So nobody
 * can go back to an older list, whose keys may be lost by now.
 */
import type { SeenKeyList } from '../proof/key-list.ts';

/** The policy declares this name as strictly necessary; without that the gate lets nothing be kept. */
const key = 'hallpass_key_lists';

/** Where storage is denied or full, this page still remembers. */
const inPage = new Map<string, SeenKeyList>();

/** On a shared device it goes with the browser session. */
const storage = (): Storage => (document.querySelector('script[data-shared-device]') ? sessionStorage : localStorage);

const isSeen = (value: unknown): value is SeenKeyList => {
  const { sequence, digest } = (value ?? {}) as { readonly sequence?: unknown; readonly digest?: unknown };
  return Number.isSafeInteger(sequence) && typeof digest === 'string';
};

const stored = (): Map<string, SeenKeyList> => {
  try {
    const entries = Object.entries(JSON.parse(storage().getItem(key) ?? '{}') as Readonly<Record<string, unknown>>);
    return new Map(entries.filter((entry): entry is [string, SeenKeyList] => isSeen(entry[1])));
  } catch {
    return new Map(); // denied, or damaged
  }
};

export const seenKeyList = (issuer: string): SeenKeyList | undefined => {
  const [here, kept] = [inPage.get(issuer), stored().get(issuer)];
  return here && (!kept || here.sequence > kept.sequence) ? here : kept;
};

/** Never goes back: another tab may have seen a newer one meanwhile. */
export const rememberKeyList = (issuer: string, list: SeenKeyList): void => {
  if ((seenKeyList(issuer)?.sequence ?? 0) >= list.sequence) return;
  inPage.set(issuer, list);
  try {
    storage().setItem(key, JSON.stringify(Object.fromEntries(stored().set(issuer, list))));
  } catch {
    // The list's own end still counts.
  }
};
