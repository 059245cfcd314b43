/** What `hallpass build` writes around the banner's bundle: the policy's words in one language. */
export interface BannerBuild {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** By the places that words.ts names: the standard texts, or the policy's own words. */
  readonly texts: readonly string[];
  readonly purposes: readonly BannerPurpose[];
  /** Of the purposes' names and descriptions, where the policy has none in the banner's language. */
  readonly purposeLanguage: string;
  /** Of what else the policy says. */
  readonly policyLanguage: string;
  /** The page waits while the banner asks. */
  readonly modal: boolean;
  /** Address of the statement people read. */
  readonly privacyStatement: string;
}

export interface BannerPurpose {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly sells: boolean;
  readonly vendors: readonly BannerVendor[];
}

/** What it does for the site, and two addresses: '' where the policy has none. */
export type BannerVendor = readonly [id: string, name: string, service: string, privacy: string, optOut: string];

declare global {
  const HALLPASS_BANNER: BannerBuild;
}
