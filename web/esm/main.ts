// The gate for code that imports modules. The gate itself is a classic script, because it must be there before anything
// else on the page, and a module never is; this hands the page's gate on, with its types.
import type { Hallpass } from '../gate/api.ts';

const gate = window.hallpass;
if (gate === undefined) throw new Error('hallpass: there is no gate on this page; hallpass.js must be the first script of its head');

export const hallpass: Hallpass = gate;
