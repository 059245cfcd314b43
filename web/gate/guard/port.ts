// The guard's port: lent by the gate while this very script runs, before anything else of the page.
import type { GuardPort } from '../api.ts';

let lent: GuardPort | undefined;
window.hallpass?.mount({ guard: (port) => { lent = port; } });

export const { cookie, everything, find, isOpen, lift, onChange, outcomes, release, trusted } = lent as unknown as GuardPort;
export type Scope = Window & typeof globalThis;
