// The reference log of choices: signs each one with Ed25519 and answers with the receipt (docs/receipts.md). It keeps
// what the visitor's browser sent and nothing else: no address, no cookie, no account.
import { createHash } from 'node:crypto';
import type { Entry } from '../receipts/entry.ts';
import type { Signer } from './signer.ts';

export const mostEntries = 50;
export const mostBytes = 500_000;

export type LogResult =
  | { readonly id: string; readonly receipt: string }
  | { readonly id: string; readonly error: 'malformed' | 'unknown_policy' | 'conflict' };

export interface ConsentLog {
  /** A batch as it was posted. Undefined: this is no batch at all, nothing was logged. */
  readonly take: (body: unknown) => Promise<readonly LogResult[] | undefined>;
  /** For /.well-known/hallpass-keys.json. */
  readonly keys: Signer['keys'];
  readonly entries: () => readonly Entry[];
}

export interface ConsentLogOptions {
  /** The site's origin: who signs. */
  readonly issuer: string;
  readonly signer: Signer;
  /** The compiled policies that this site has served: a receipt for another one is refused. */
  readonly policyImages: readonly Buffer[];
}

const states: readonly string[] = ['denied', 'granted', 'forbidden'];
const isText = (value: unknown, longest: number): value is string => typeof value === 'string' && value.length > 0 && value.length <= longest;

/** The entry with its known members only, or undefined. */
const readEntry = (value: unknown): Entry | undefined => {
  const { id, at, policy, language, shown, signals, outcomes, refused, authorisation } = (value ?? {}) as Record<keyof Entry, unknown>;
  if (!isText(id, 64) || !isText(at, 32) || Number.isNaN(Date.parse(at)) || !isText(policy, 64) || !isText(language, 35) || !isText(shown, 6000)) return undefined;
  if (!Array.isArray(signals) || signals.length > 2 || !signals.every((signal) => signal === 'gpc' || signal === 'dnt')) return undefined;
  if (!Array.isArray(outcomes) || outcomes.length > 32) return undefined;
  if (!Array.isArray(refused) || refused.length > 1000 || !refused.every((vendor) => isText(vendor, 64))) return undefined;
  if (authorisation !== undefined && !(isText(authorisation, 8192) && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(authorisation))) return undefined;
  const read: Entry['outcomes'][number][] = [];
  for (const outcome of outcomes as unknown[]) {
    const { purpose, state, reason } = (outcome ?? {}) as Record<string, unknown>;
    if (!isText(purpose, 64) || !isText(state, 16) || !states.includes(state) || !isText(reason, 32)) return undefined;
    read.push({ purpose, state, reason } as Entry['outcomes'][number]);
  }
  return {
    id, at, policy, language, shown, signals: signals as Entry['signals'], outcomes: read, refused: refused as string[],
    ...(authorisation === undefined ? {} : { authorisation }),
  };
};

const idOf = (value: unknown): string => {
  const { id } = (value ?? {}) as { readonly id?: unknown };
  return isText(id, 64) ? id : '';
};

export const openConsentLog = ({ issuer, signer, policyImages }: ConsentLogOptions): ConsentLog => {
  const policies = new Set(policyImages.map((image) => createHash('sha256').update(image).digest('base64url')));
  const logged = new Map<string, { readonly entry: Entry; readonly receipt: Promise<string> }>();

  const sign = ({ id, ...choice }: Entry): Promise<string> =>
    signer.sign('consent-receipt+jwt', { iss: issuer, iat: Math.floor(Date.now() / 1000), jti: id, choice });

  const takeOne = async (value: unknown): Promise<LogResult> => {
    const entry = readEntry(value);
    if (entry === undefined) return { id: idOf(value), error: 'malformed' };
    const before = logged.get(entry.id);
    if (before !== undefined) {
      // Sent again after a lost answer: the same receipt; another choice under the same id: none.
      return JSON.stringify(before.entry) === JSON.stringify(entry) ? { id: entry.id, receipt: await before.receipt } : { id: entry.id, error: 'conflict' };
    }
    if (!policies.has(entry.policy)) return { id: entry.id, error: 'unknown_policy' };
    const receipt = sign(entry);
    logged.set(entry.id, { entry, receipt });
    return { id: entry.id, receipt: await receipt };
  };

  return {
    take: async (body) => {
      if (!Array.isArray(body) || body.length === 0 || body.length > mostEntries) return undefined;
      const results: LogResult[] = [];
      for (const value of body as unknown[]) results.push(await takeOne(value));
      return results;
    },
    keys: signer.keys,
    entries: () => [...logged.values()].map(({ entry }) => entry),
  };
};
