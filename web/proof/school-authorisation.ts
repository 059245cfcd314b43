// What a district's statement is worth here, its signature apart; sdk/proof/school_authorisation.hpp is the same in C++, and
// tests/vectors/school-authorisations.json judges both.
import type { AuthorisationBuild } from './build-values.ts';
import { claim, isList, names, secondsOf, textOf, type Claims } from './jws.ts';

export const authorisationType = 'school-authorisation+jwt';

/** How far the clocks of who signs and who checks may lie apart, in seconds. */
const leeway = 60;
const { hasOwn } = Object;

export type Refusal = 'none' | 'district' | 'site' | 'purposes' | 'time';

export interface Judgement {
  /** Undefined: it counts, if one of the keys has signed it. */
  readonly refusal?: Refusal;
  readonly keys: readonly string[];
  /** Now and later. Never with a clock that is put back. */
  readonly isInForce: (seconds: number) => boolean;
  /** Seconds since 1970. */
  readonly until: number;
}

const isWhole = (claims: Claims, issued: number, until: number): boolean => {
  if (textOf(claims, 'iss') === '' || textOf(claims, 'authorised_by') === '' || !(issued >= 0) || !(until >= 0)) return false;
  if (textOf(claims, 'aud') === '' && !isList(claims, 'aud')) return false;
  if (claim(claims, 'nbf') !== undefined && !(secondsOf(claims, 'nbf') >= 0)) return false;
  return claim(claims, 'purposes') === undefined || isList(claims, 'purposes');
};

export const judge = (claims: Claims, site: string, seconds: number, { districts, product, purposes }: AuthorisationBuild): Judgement => {
  const issued = secondsOf(claims, 'iat');
  const notBefore = secondsOf(claims, 'nbf');
  const from = notBefore > issued ? notBefore : issued;
  const until = secondsOf(claims, 'exp');
  const issuer = textOf(claims, 'iss');
  const keys = hasOwn(districts, issuer) ? districts[issuer] ?? [] : [];
  const isInForce = (at: number): boolean => at >= from - leeway && at < until;
  const judgement = { keys, isInForce, until };
  const refuse = (refusal: Refusal): Judgement => ({ refusal, ...judgement });
  if (!isWhole(claims, issued, until)) return refuse('none');
  if (keys.length === 0) return refuse('district');
  if (!names(claims, 'aud', site) && (product === '' || !names(claims, 'aud', product))) return refuse('site');
  // One for fewer purposes than need one is none: the gate knows a single authorisation.
  if (claim(claims, 'purposes') !== undefined) {
    for (let index = 0; index < purposes.length; ++index) if (!names(claims, 'purposes', purposes[index] ?? '')) return refuse('purposes');
  }
  return isInForce(seconds) ? judgement : refuse('time');
};
