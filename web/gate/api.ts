// What the gate shows to the page (window.hallpass) and, more of it, to its banner. Types only.

export type PurposeState = 'denied' | 'granted' | 'forbidden';

/** Why a purpose is as it is; sdk/decision/decision.hpp has the same list. */
export type Reason =
  | 'no_policy' | 'audience_bars' | 'under_age' | 'strictly_necessary' | 'gpc' | 'dnt'
  | 'visitor_granted' | 'visitor_denied' | 'default_denied' | 'default_granted';

export interface PurposeOutcome {
  readonly state: PurposeState;
  readonly reason: Reason;
}

/** By purpose id, in the policy's order; empty when the gate is closed. */
export type Outcomes = Readonly<Record<string, PurposeOutcome>>;

/** What the banner has to do: nothing, ask, or only say that a signal was honoured. */
export type Prompt = 'none' | 'ask' | 'notice';

export type Listener = (outcomes: Outcomes) => void;

/** window.hallpass. Nothing here can open the gate: only the visitor's own click in the banner can. */
export interface Hallpass {
  readonly outcomes: () => Outcomes;
  /** Called at once and after every change; returns how to stop. */
  readonly onChange: (listener: Listener) => () => void;
  /** Shows the visitor's choices. */
  readonly open: () => void;
  /** For the banner's bundle only: any other script's call is refused. */
  readonly mount: (banner: Banner) => void;
}

/** What the gate lends its banner. */
export interface BannerPort {
  readonly outcomes: () => Outcomes;
  readonly prompt: () => Prompt;
  readonly signals: () => { readonly gpc: boolean; readonly dnt: boolean };
  readonly doNotSellLink: () => boolean;
  /** True when something that has run already needs a reload to stop. */
  readonly needsReload: () => boolean;
  readonly onChange: (listener: Listener) => () => void;
  /** The visitor's choice: the purposes granted, all others refused. Only inside the genuine click that makes it. */
  readonly choose: (click: Event, granted: readonly string[]) => void;
}

/** A banner: told once what it may use, then to show itself. */
export interface Banner {
  /** The element whose clicks count. */
  readonly element: Element;
  readonly attach: (port: BannerPort) => void;
  readonly show: (reason: 'prompt' | 'opened') => void;
}

declare global {
  interface Window {
    readonly hallpass?: Hallpass;
  }
}
