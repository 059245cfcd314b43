// hallpass.sw.js: from the second visit on nothing that stands unlabelled in a page gets past it, and no ETag of a tracker
// comes back to it (docs/service-worker.md). Where it fails, trackers stay out and the site's own files come as ever.
// It hears no messages: nothing that a page's script says counts here.
import { isAlwaysGranted } from './decision.ts';
import { answerDocument } from './pages.ts';
import { scope } from './scope.ts';
import { answerThirdParty, isBrowsersOwn } from './third-parties.ts';

// A worker of the site's own, which imports this file, decides for itself when it takes over.
if (scope.location.pathname.endsWith('/hallpass.sw.js')) {
  // At once, in every tab: a new policy counts from now, and no page depends on the old one.
  scope.addEventListener('install', () => { void scope.skipWaiting(); });
  scope.addEventListener('activate', (event) => { event.waitUntil(scope.clients.claim()); });
}

const runs = /^(?:worker|sharedworker)$/;

scope.addEventListener('fetch', (event) => {
  // A browser that lets no worker read cookies, or that has no WebAssembly, has the gate's page alone, as if this worker were not there.
  if (!scope.cookieStore || typeof WebAssembly === 'undefined') return;
  const { url, mode, destination } = event.request;
  const { host, hostname } = new URL(url);
  const isOwn = host === scope.location.host;
  if (isOwn ? mode !== 'navigate' && !runs.test(destination) : isBrowsersOwn(event) || isAlwaysGranted(hostname)) return;
  event.respondWith(isOwn ? answerDocument(event) : answerThirdParty(event, hostname));
  // The site's own listener cannot answer it again.
  event.stopImmediatePropagation();
});
