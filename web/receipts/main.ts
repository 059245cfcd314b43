// Proof of the visitor's choices: tells the site's log of each one and keeps the signed receipt that comes back
// (docs/receipts.md). The banner imports it when a choice is made and the gate's tag names a log: data-log="/consent".
// A choice counts whether or not the log can be reached: it is kept here and told again later.
import '../gate/api.ts';
import { makeEntry, type SignalsInForce } from './entry.ts';
import { readKept, writeKept, type Kept } from './kept.ts';

const mostAtOnce = 20;
const log = document.querySelector<HTMLElement>('script[data-log]')?.dataset['log'] ?? '';

interface Answer {
  readonly results: readonly ({ readonly id: string; readonly receipt: string } | { readonly id: string; readonly error: string })[];
}

/** SHA-256 of the compiled policy that stands beside this script, base64url. */
const policyDigest = async (): Promise<string> => {
  const image = await fetch(new URL('policy.image', import.meta.url), { credentials: 'omit' });
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await image.arrayBuffer()));
  return btoa(String.fromCharCode(...digest)).replace(/[+/]/g, (character) => (character === '+' ? '-' : '_')).replace(/=+$/, '');
};

/** What it is worth, whoever checks the receipt can see: it is signed itself. */
const schoolStatement = async (): Promise<string | undefined> => {
  const given = document.querySelector<HTMLElement>('script[data-authorisation]')?.dataset['authorisation'] ?? '';
  try {
    const text = given.includes('/') ? await (await fetch(given, { credentials: 'omit' })).text() : given;
    return /^[\w-]+\.[\w-]+\.[\w-]+$/.exec(text.trim())?.[0];
  } catch {
    return undefined;
  }
};

/** What the log has answered is no longer waiting: signed, or refused for good. */
const settle = (kept: Kept, answer: Answer): Kept => {
  const settled = new Set(answer.results.map(({ id }) => id));
  const receipts = answer.results.flatMap((result) => ('receipt' in result ? [result.receipt] : []));
  return { waiting: kept.waiting.filter(({ id }) => !settled.has(id)), receipts: [...kept.receipts, ...receipts].slice(-mostAtOnce) };
};

const flush = async (): Promise<void> => {
  const { waiting } = readKept();
  if (waiting.length === 0) return;
  try {
    const response = await fetch(log, {
      method: 'POST', keepalive: true, credentials: 'omit', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(waiting.slice(0, mostAtOnce)),
    });
    if (response.ok) writeKept(settle(readKept(), await response.json() as Answer));
  } catch {
    // Not reached: the same entries are sent again when the network is back, or with the next page.
  }
};

/** Called by the banner, after the gate has taken the choice. `shown`: the text that the visitor had before them. */
export const tell = async (language: string, shown: string, signals: SignalsInForce, refused: readonly string[]): Promise<void> => {
  const entry = makeEntry(language, shown, signals, window.hallpass?.outcomes() ?? {}, refused, await policyDigest(), await schoolStatement());
  const kept = readKept();
  writeKept({ ...kept, waiting: [...kept.waiting, entry].slice(-mostAtOnce) });
  await flush();
};
window.addEventListener('online', () => { void flush(); });

/** The newest receipt as a file of the visitor's own. */
document.addEventListener('click', (event) => {
  if (!(event.target instanceof Element) || event.target.closest('[data-hallpass-receipt]') === null) return;
  const receipt = readKept().receipts.at(-1);
  if (receipt === undefined) {
    window.hallpass?.open();
    return;
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([`${receipt}\n`], { type: 'application/jose' }));
  link.download = 'privacy-choice.jws';
  link.click();
  URL.revokeObjectURL(link.href);
});
void flush();
