/** What `hallpass build` writes around the gate's bundle: its module, its image and what only JavaScript needs. */
export interface GateBuild {
  /** gate.wasm and the image, in hex: smallest after brotli, and ASCII. */
  readonly module: string;
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
}

declare global {
  const HALLPASS_BUILD: GateBuild;
}
