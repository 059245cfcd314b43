/** What `hallpass build` writes around the bundles of this room: whom the policy believes. */
export interface AuthorisationBuild {
  /** What statements may name instead of the site's origin; '' for nothing. */
  readonly product: string;
  /** A district's origin -> its Ed25519 public keys, base64url. */
  readonly districts: Readonly<Record<string, readonly string[]>>;
  /** Those that children may have with the school's authorisation. */
  readonly purposes: readonly string[];
}

export interface HandOverBuild {
  /** Origins of the controller's sites. */
  readonly sites: readonly string[];
  /** Of their servers; any of them speaks for any site. */
  readonly keys: readonly string[];
  /** SHA-256 of the compiled policy, base64url. */
  readonly policy: string;
}

declare global {
  const HALLPASS_AUTHORISATIONS: AuthorisationBuild;
  const HALLPASS_HAND_OVER: HandOverBuild;
}
