/** What `hallpass build` writes around the banner's bundle: the policy's words in one language. */
export interface BannerBuild {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** The policy's `texts[].banner`. */
  readonly texts: Readonly<Record<string, string>>;
  readonly purposes: readonly BannerPurpose[];
  /** Address of the statement people read. */
  readonly privacyStatement: string;
}

export interface BannerPurpose {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly necessary: boolean;
  readonly sells: boolean;
  readonly vendors: readonly string[];
}

declare global {
  const HALLPASS_BANNER: BannerBuild;
}
