// The port of a bundle that verifies: lent by the gate while this very script runs, before anything else of the page.
// Undefined when somebody else runs the script: then it does nothing.
import type { VerifierPort } from '../gate/api.ts';

let lent: VerifierPort | undefined;
window.hallpass?.mount({ verify: (port) => { lent = port; } });

export const port = lent as VerifierPort | undefined;
