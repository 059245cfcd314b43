// One choice, as the log gets it and as its receipt repeats it (docs/receipts.md).
import type { Outcomes, PurposeState, Reason } from '../gate/api.ts';

/** Longest text kept of what was shown, in characters. */
export const longestShown = 6000;

export interface Entry {
  /** Random, made here: sending the same entry twice logs it once. */
  readonly id: string;
  /** By this device's clock, RFC 3339 in UTC. */
  readonly at: string;
  /** SHA-256 of the compiled policy, base64url. */
  readonly policy: string;
  readonly language: string;
  /** The text that the visitor had before them. */
  readonly shown: string;
  readonly signals: readonly ('gpc' | 'dnt')[];
  readonly outcomes: readonly { readonly purpose: string; readonly state: PurposeState; readonly reason: Reason }[];
  /** Vendors refused by themselves, whatever their purposes say: ids. */
  readonly refused: readonly string[];
  /** The school's statement that the page gave the gate, as it was signed: who authorised, under which agreement, until when. */
  readonly authorisation?: string;
}

/** As the gate judged them: a signal in the request's header counts, one that the policy disregards does not. */
export interface SignalsInForce {
  readonly gpc: boolean;
  readonly dnt: boolean;
}

export const makeEntry = (language: string, shown: string, signals: SignalsInForce, outcomes: Outcomes, refused: readonly string[], policy: string, authorisation?: string): Entry => ({
  id: crypto.randomUUID(),
  at: `${new Date().toISOString().slice(0, 19)}Z`,
  policy, language, shown: shown.slice(0, longestShown),
  signals: (['gpc', 'dnt'] as const).filter((name) => signals[name]),
  outcomes: Object.entries(outcomes).map(([purpose, { state, reason }]) => ({ purpose, state, reason })),
  refused,
  ...(authorisation === undefined ? {} : { authorisation }),
});
