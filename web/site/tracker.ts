// The second origin: a stand-in for analytics and advertising networks. Logs every request it gets, sets cookies,
// and serves scripts that do what the real ones do.
import { createServer, type Server } from 'node:http';

export interface TrackerRequest {
  readonly at: number;
  readonly method: string;
  readonly url: string;
  readonly cookie: string;
}

const gif = Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64');

const scripts: Readonly<Record<string, (origin: string) => string>> = {
  '/gtag/js': (origin) => `(() => {
  const id = 'GA1.1.' + Math.random().toString().slice(2) + '.' + Date.now();
  document.cookie = '_ga=' + id + '; path=/; max-age=63072000';
  document.cookie = '_gid=' + id + '; path=/; max-age=86400';
  document.cookie = '_undeclared=1; path=/';
  (window.siteTags ??= []).push('analytics');
  const consent = [...(window.dataLayer ?? [])].filter((entry) => entry[0] === 'consent').map((entry) => entry[1]).join();
  new Image().src = '${origin}/g/collect?v=2&consent=' + consent + '&dl=' + encodeURIComponent(location.pathname);
})();`,
  '/insight.min.js': (origin) => `(() => {
  document.cookie = 'li_fat_id=' + Math.random().toString().slice(2) + '; path=/; max-age=2592000';
  localStorage.setItem('li_adsId', String(Date.now()));
  localStorage.li_giant = 'x';
  (window.siteTags ??= []).push('lead_generation');
  fetch('${origin}/attribution_trigger?pid=1', { mode: 'no-cors', credentials: 'include' }).catch(() => undefined);
})();`,
  '/conversion.js': (origin) => `(() => {
  document.cookie = '_gcl_au=1.1.' + Date.now() + '; path=/; max-age=7776000';
  (window.siteTags ??= []).push('advertising');
  new Image().src = '${origin}/pagead/conversion';
})();`,
};

/** `log` grows with every request. The origin is another site than the demo's: "localhost", not 127.0.0.1. */
export const createTracker = (log: TrackerRequest[]): Server => createServer((request, response) => {
  const url = request.url ?? '/';
  const origin = `http://${request.headers.host ?? 'localhost'}`;
  log.push({ at: Date.now(), method: request.method ?? '', url, cookie: request.headers.cookie ?? '' });
  const script = scripts[new URL(url, origin).pathname];
  response.setHeader('Set-Cookie', 'tracker_uid=1; Path=/; Secure; SameSite=None');
  response.setHeader('Cache-Control', 'no-store');
  if (script) response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(script(origin));
  else response.writeHead(200, { 'Content-Type': 'image/gif' }).end(gif);
});
