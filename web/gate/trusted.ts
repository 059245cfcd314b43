import { attempt } from './attempt.ts';
import type { TrustedPolicy } from './api.ts';

/**
 * The one Trusted Types policy: it passes only what stands in the page's own elements, and the gate's own addresses.
 * A browser lets it be made once: where a first script has left the gate to this one, it stands in the gate's place.
 */
export const makeTrusted = (): TrustedPolicy => {
  const { hallpass: before, trustedTypes: factory } = window as { hallpass?: unknown; trustedTypes?: { createPolicy: (name: string, rules: TrustedPolicy) => TrustedPolicy } };
  const pass = (value: string): string => value;
  const rules: TrustedPolicy = { createHTML: pass, createScript: pass, createScriptURL: pass };
  // Not allowed here: the browser itself then refuses what needs it.
  return before as TrustedPolicy | undefined ?? attempt(() => factory?.createPolicy('hallpass', rules), rules) ?? rules;
};
