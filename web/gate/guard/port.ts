// The guard's port: lent by the gate while this very script runs, before anything else of the page.
import type { GuardPort } from '../api.ts';

let mounted: GuardPort | undefined;
window.hallpass?.mount({ guard: (port) => { mounted = port; } });

export const lent = mounted as unknown as GuardPort;
export const { cookie, everything, find, inLanguage, isOpen, lift, onChange, outcomes, release, trusted } = lent;
export type Scope = Window & typeof globalThis;
