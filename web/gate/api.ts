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

export interface SelfTestRequest {
  readonly url: string;
  /** Resource Timing's initiatorType: "script", "img", "fetch", … */
  readonly kind: string;
  /** Milliseconds since the page began. */
  readonly atMs: number;
  /** The policy's, where it declares the host. */
  readonly purpose?: string;
  readonly verdict: 'own site' | 'granted' | 'leak';
}

export interface SelfTestStored {
  readonly kind: 'cookie' | 'localStorage' | 'sessionStorage' | 'IndexedDB' | 'Cache' | 'service worker';
  readonly name: string;
  readonly purpose?: string;
  readonly verdict: 'granted' | 'leak';
}

/** What the page asked for and stored so far. A leak: nothing grants it, or it came before the visitor granted it. */
export interface SelfTestReport {
  readonly page: string;
  readonly at: string;
  /** The visitor has made a choice. */
  readonly chosen: boolean;
  readonly requests: readonly SelfTestRequest[];
  readonly stored: readonly SelfTestStored[];
  readonly leaks: number;
}

/** window.hallpass. Nothing here can open the gate: only the visitor's own click in the banner can. */
export interface Hallpass {
  readonly outcomes: () => Outcomes;
  /** Called at once and after every change; returns how to stop. */
  readonly onChange: (listener: Listener) => () => void;
  /** Shows the visitor's choices. */
  readonly open: () => void;
  /**
   * At the sign-out of a shared device (data-shared-device): forgets the choice, and removes what it had let be stored.
   * It only closes: the page at once, and the next ones until somebody chooses. Open drafts (web/vault/drafts.ts) go too.
   */
  readonly forget: () => void;
  /** The page's own account of what it asked for and stored so far, also told in the console. Loaded when it is called. */
  readonly selfTest: () => Promise<SelfTestReport>;
  /** For the gate's own bundles only: any other script's call is refused. */
  readonly mount: (part: Banner | Guard | Verifier) => void;
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
  /** The visitor has refused this vendor by itself. */
  readonly isRefused: (vendor: string) => boolean;
  /**
   * The visitor's choice: the purposes granted, all others refused; and the vendors refused whatever their purposes, ids with
   * blanks between. Only inside the genuine click that makes it.
   */
  readonly choose: (click: Event, granted: readonly string[], refused: string) => void;
}

/** A banner: told once what it may use, then to show itself. */
export interface Banner {
  /** The element whose clicks count. */
  readonly element: Element | undefined;
  readonly attach: (port: BannerPort) => void;
  readonly show: (reason: 'prompt' | 'opened') => void;
}

/** What the gate lends its guard. Nothing in it opens anything. */
export interface GuardPort {
  /** The record's: no script may write it. */
  readonly cookie: string;
  readonly trusted: TrustedPolicy;
  /** Makes a comment of the meta line after the gate, where the page has one: from here on the guard holds. */
  readonly lift: () => void;
  /** The purpose that declares the name (module.ts, nameKind); '' for a host that needs none; or undefined. */
  readonly find: (kind: number, name: string) => string | undefined;
  readonly outcomes: () => Outcomes;
  /** All that a technology serves is granted. */
  readonly everything: () => boolean;
  /** The visitor has still to choose: what is held may be wanted yet. */
  readonly isOpen: () => boolean;
  /** Something of that purpose has been let through. */
  readonly release: (purpose: string) => void;
  readonly onChange: (listener: Listener) => () => void;
  /** The visitor's own click, and in there. */
  readonly isClickIn: (click: Event, place: EventTarget) => boolean;
  /** No response header of this page's holds it. */
  readonly isLetThrough: (purpose: string) => boolean;
  /** The address of NAME.LANGUAGE.js, for the page's language. */
  readonly inLanguage: (name: string) => string;
}

/** What the guard lends its placeholders: natives as they were in the head, and the one thing that they may do. */
export interface PlaceholderPort extends GuardPort {
  readonly getAttribute: (element: Element, name: string) => string | null;
  readonly setAttribute: (element: Element, name: string, value: string) => void;
  readonly removeAttribute: (element: Element, name: string) => void;
  readonly nextOf: (node: Node) => Node | null;
  readonly tagOf: (node: unknown) => string;
  readonly documentOf: (frame: HTMLIFrameElement) => Document | null;
  /** `name` is the host without its port, '' or absent where there is none; `purpose` as `find` says. */
  readonly parse: (address: string) => { readonly host: string; readonly name?: string; readonly purpose?: string | undefined };
  /** From now on this very element may ask for this very address. */
  readonly pass: (element: Element, address: string) => void;
}

/** What the gate lends the self-test. */
export type SelfTestPort = Pick<GuardPort, 'cookie' | 'find' | 'outcomes'>;

/** What the gate lends a bundle that verifies what others have signed. */
export interface VerifierPort {
  /** What it is to verify, unseen: from the gate's tag, or from the page's address. */
  readonly statement: string;
  readonly record: { readonly read: () => string; readonly write: (record: string, seconds: number | undefined) => void };
  /** Of a choice, in seconds; undefined: until the browser session ends. */
  readonly lasting: number | undefined;
  /** Into the page, right here. */
  readonly write: (markup: string) => void;
  /** The school has authorised the visitor for as long as this says so. */
  readonly authorise: (isInForce: () => boolean) => void;
  /** Decide again. */
  readonly change: () => void;
}

/** Verifies one kind of statement: on the pages that bring one. */
export interface Verifier {
  readonly verify: (port: VerifierPort) => void;
}

/** The patches that hold unlabelled trackers and storage: on every page of a visitor who has not granted everything. */
export interface Guard {
  readonly guard: (port: GuardPort) => void;
}

/** The one named Trusted Types policy; what it makes are strings where the browser has no such types. */
export interface TrustedPolicy {
  readonly createHTML: (value: string) => string;
  readonly createScript: (value: string) => string;
  readonly createScriptURL: (value: string) => string;
}

declare global {
  interface Window {
    readonly hallpass?: Hallpass;
  }
}
