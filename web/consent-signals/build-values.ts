/** What `hallpass build` writes around this bundle: the Google Consent Mode types that each purpose names. */
declare global {
  const HALLPASS_CONSENT_TYPES: Readonly<Record<string, readonly string[]>>;
}
export {};
