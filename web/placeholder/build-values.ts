/** What `hallpass build` writes in front of the placeholder's bundle: the words in one language. */
export interface PlaceholderBuild {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly texts: PlaceholderTexts;
  /** Id -> name, in the policy's language. */
  readonly purposes: Readonly<Record<string, string>>;
  readonly purposeLanguage: string;
}

export interface PlaceholderTexts {
  /** {host}: whose content it is. */
  readonly from: string;
  /** A purpose's name follows. */
  readonly held: string;
  /** Nobody says what it is for. */
  readonly unknown: string;
  readonly show: string;
  readonly once: string;
  // The banner's own words.
  readonly audience_bars: string;
  readonly under_age: string;
  readonly visitor_denied: string;
  readonly withdraw: string;
}

declare global {
  const HALLPASS_PLACEHOLDER: PlaceholderBuild;
}
