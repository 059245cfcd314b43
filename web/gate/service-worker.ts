// Registers the service worker that the gate's tag names, data-service-worker="/hallpass.sw.js", once the page is there.
import type { TrustedPolicy } from './api.ts';
import type { Request } from './module.ts';
import { uncurry } from './natives.ts';

// As it was in the head: the guard holds every other registration.
const register = uncurry(window.ServiceWorkerContainer?.prototype.register);

/** With the signals, which a worker cannot see: nothing that is said to it later counts. */
export const registerWorker = async (path: string, { gpc, dnt }: Pick<Request, 'gpc' | 'dnt'>, trusted: TrustedPolicy): Promise<void> => {
  try {
    await register(navigator.serviceWorker, trusted.createScriptURL(`${location.origin}${path}?gpc=${gpc}&dnt=${dnt[0] ?? ''}`));
  } catch (reason) {
    console.info('hallpass:', reason); // not in this browser, or not in this mode of it
  }
};
