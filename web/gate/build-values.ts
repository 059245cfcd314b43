import type { GateExports } from './module.ts';

/** What `hallpass build` writes around the gate's bundle: its module, its image and what only JavaScript needs. */
export interface GateBuild {
  /** gate.wasm in hex: smallest after brotli, and ASCII. Or the same in JavaScript, for where there is no WebAssembly. */
  readonly module: string | GateExports;
  /** In hex too. */
  readonly image: string;
  /** Ids in the image's order. */
  readonly purposes: readonly string[];
  readonly cookie: string;
  /** Of a choice, in seconds. */
  readonly lifetime: number;
  /** Of the banners beside the gate, with blanks between; the first is the default. */
  readonly languages: string;
  /** Some purpose names a Google Consent Mode type. */
  readonly consentMode: boolean;
  /** What Google's tags are told besides: milliseconds to wait for an update, 0 for none; settings to switch on. */
  readonly googleTags?: { readonly wait: number; readonly set: readonly string[] };
  /** The record's cookie is for this host and those below it. */
  readonly domain?: string;
  /** Names, with blanks between: hallpass.NAME.js verifies what others have signed. */
  readonly verifiers?: string;
  /** Time zone -> region, where the policy asks for the hint. */
  readonly zones?: Readonly<Record<string, string>>;
}

declare global {
  const HALLPASS_BUILD: GateBuild;
  /**
   * scripts/build-web.ts bundles the gate twice: `hallpass build` takes the one with the extras (a shared domain, verifiers,
   * time zones) for a policy that asks for any of them.
   */
  const HALLPASS_EXTRAS: boolean;
}
