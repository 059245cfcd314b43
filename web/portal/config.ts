/** Where the portal's district and its identity provider are: `config.json` beside the page, written by whoever hosts it. */
import { HallpassError } from '../base/error.ts';

export interface Config {
  /** Origin of the district's API ("https://records.example.edu"); empty: the page's own. */
  readonly district: string;
  /** The OpenID provider's issuer. */
  readonly issuer: string;
  readonly clientId: string;
  /** Ed25519 public keys, base64url: attachments are encrypted to keys that one of these has signed (docs/district-keys.md). */
  readonly keySigners: readonly string[];
  /** The district in that list, an origin; empty: the one the list comes from. */
  readonly keyIssuer: string;
  /** The resource (RFC 8707) that the access token is for; empty: the provider's default. */
  readonly audience: string;
  /** A picture beside the district's name, square, an address on the portal's own host ("logo.svg"); empty: none. */
  readonly logo: string;
}

const text = (value: unknown, where: string): string => {
  if (typeof value !== 'string') throw new HallpassError('malformed', where);
  return value;
};

/** What the page's own policy lets in. */
const ownAddress = (address: string, where: string): string => {
  if (address !== '' && new URL(address, location.href).origin !== location.origin) throw new HallpassError('invalid_argument', where);
  return address;
};

const texts = (value: unknown, where: string): string[] => {
  if (!Array.isArray(value)) throw new HallpassError('malformed', where);
  return value.map((one, index) => text(one, `${where}/${index}`));
};

export const readConfig = (json: unknown): Config => {
  if (typeof json !== 'object' || json === null) throw new HallpassError('malformed', 'config.json');
  const fields = json as Readonly<Record<string, unknown>>;
  return {
    district: text(fields['district'], '/district').replace(/\/$/, ''),
    issuer: text(fields['issuer'], '/issuer'),
    clientId: text(fields['clientId'], '/clientId'),
    keySigners: texts(fields['keySigners'] ?? [], '/keySigners'),
    keyIssuer: text(fields['keyIssuer'] ?? '', '/keyIssuer'),
    audience: text(fields['audience'] ?? '', '/audience'),
    logo: ownAddress(text(fields['logo'] ?? '', '/logo'), '/logo'),
  };
};

/** The response headers a host of the portal sends; the page itself carries the same policy but for the two origins. */
export const securityHeaders = (config: Config): Readonly<Record<string, string>> => ({
  'Content-Security-Policy': [
    `default-src 'none'`, `script-src 'self' 'wasm-unsafe-eval'`, `style-src 'self'`, `font-src 'self'`, `img-src 'self'`,
    `connect-src 'self' ${[config.district, config.issuer === '' ? '' : new URL(config.issuer).origin].filter((origin) => origin !== '').join(' ')}`.trim(),
    `base-uri 'none'`, `form-action 'none'`, `frame-ancestors 'none'`, `require-trusted-types-for 'script'`, `trusted-types hallpass-vault`,
  ].join('; '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
});
