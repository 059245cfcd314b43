// The record of the visitor's choice: one cookie of the site's own, and a word to the other tabs.
import './build-values.ts';
import { getter, setter, uncurry } from './natives.ts';

const read = getter(Document.prototype, 'cookie');
const write = setter(Document.prototype, 'cookie');
const exec = uncurry(RegExp.prototype.exec);
const setItem = uncurry(Storage.prototype.setItem);
// Opening it takes a browser milliseconds: not before there is something to say.
const storageOf = getter(window, 'localStorage');
const now = Date.now;

/** Where there is no guard: cookies alone, by `allows` with the name. */
export const guardCookies = (allows: (name: string) => boolean): void => {
  Object.defineProperty(Document.prototype, 'cookie', {
    ...Object.getOwnPropertyDescriptor(Document.prototype, 'cookie'),
    set(this: Document, value: unknown) {
      const text = `${value as string}`;
      // The guard, should it come, takes cookies away through this too: by exactly such a line.
      const isRemoval = exec(/^[^;=]*=;max-age=0;path=[^;]*(;domain=[^;]*)?(;secure;partitioned)?$/, text) !== null;
      if (isRemoval || allows(exec(/^\s*([^=;]*?)\s*(?:[=;]|$)/, text)?.[1] ?? '')) write(this, text);
    },
  });
};

export interface RecordCookie {
  /** '' for none, and for one longer than any that is written. */
  readonly read: () => string;
  /** Without a time it is forgotten with the browser session. */
  readonly write: (record: string, seconds: number | undefined) => void;
}

export const recordCookie = (name: string): RecordCookie => {
  const pattern = new RegExp(`(?:^|; )${name.replace(/[$*+.^|]/g, '\\$&')}=([^;]{0,2048})(?:;|$)`);
  let attributes = location.protocol === 'https:' ? ';secure' : '';
  // Hosts at and below the policy's domain share one record; any other host, as in a test, keeps its own.
  const domain = HALLPASS_EXTRAS && HALLPASS_BUILD.domain;
  const isShared = domain && `.${location.hostname}`.endsWith(`.${domain}`);
  if (isShared) attributes += `;domain=${domain}`;
  return {
    read: () => exec(pattern, read(document))?.[1] ?? '',
    write(record, seconds) {
      // One of this host alone, from before it shared one, might be read first.
      if (HALLPASS_EXTRAS && isShared) write(document, `${name}=;path=/;max-age=0`);
      write(document, `${name}=${record};path=/${seconds === undefined ? '' : `;max-age=${seconds}`};samesite=lax${attributes}`);
      try {
        setItem(storageOf(window), name, `${now()}`);
      } catch {
        // Full, or refused by the browser: the other tabs read the record at their next page.
      }
    },
  };
};
