// An audit for people: a few lines for a terminal, and one page without script that needs nothing else.
import type { Audit, JudgedRequest, JudgedWrite } from './judge.ts';

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const isLeak = ({ verdict }: { readonly verdict: string }): boolean => verdict === 'leak';

export const summary = ({ leaks, requests, writes }: Audit): string => {
  const [sent, stored] = [requests.filter(isLeak).length, writes.filter(isLeak).length];
  const many = (count: number, what: string): string => `${String(count)} ${what}${count === 1 ? '' : 's'}`;
  return leaks === 0 ? 'Nothing left for another site, and nothing was stored, before consent.'
    : `Before consent ${many(sent, 'request')} went to other sites, and ${many(stored, 'thing')} ${stored === 1 ? 'was' : 'were'} stored.`;
};

export const toText = (audit: Audit): string => [
  ...audit.requests.filter(isLeak).map(({ kind, url, purpose, initiator, atMs }) =>
    `${seconds(atMs).padStart(7)}  request  ${kind.padEnd(13)} ${url}${purpose === undefined ? '' : `  (${purpose})`}${initiator === '' ? '' : `\n${' '.repeat(32)}by ${initiator}`}`),
  ...audit.writes.filter(isLeak).map(({ kind, name, place, purpose, atMs }) =>
    `${seconds(atMs).padStart(7)}  write    ${kind.padEnd(13)} ${name}  of ${place}${purpose === undefined ? '' : `  (${purpose})`}`),
  `${audit.finalUrl}: ${summary(audit)}`, '',
].join('\n');

const style = `:root { color-scheme: light dark; --ink: #1c2330; --paper: #fff; --line: #c8d1e0; --soft: #465064; --bad: #a3141f; --bad-tint: #fdeeee; --good: #14612f; --good-tint: #ebf7ee }
@media (prefers-color-scheme: dark) { :root { --ink: #eef1f6; --paper: #10151d; --line: #3b475a; --soft: #b9c2d2; --bad: #ff9f9f; --bad-tint: #2c1618; --good: #8fdcaa; --good-tint: #13251a } }
* { box-sizing: border-box } body { margin: 0 auto; max-width: 70rem; padding: 2rem 1.25rem 4rem; font: 1rem/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper); overflow-wrap: anywhere }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .5rem } h2 { font-size: 1.2rem; margin: 2.25rem 0 .5rem } p { margin: .5rem 0; max-width: 48rem }
.verdict { border-inline-start: .35rem solid; padding: .75rem 1rem; font-size: 1.15rem; font-weight: 600; max-width: none }
.bad { color: var(--bad); background: var(--bad-tint) } .good { color: var(--good); background: var(--good-tint) } .soft { color: var(--soft) }
table { border-collapse: collapse; width: 100%; font-size: .9rem } th, td { text-align: start; vertical-align: top; padding: .4rem .75rem .4rem 0; border-block-end: 1px solid var(--line) }
th { white-space: nowrap } td:nth-child(3) { min-width: 12rem } tr.leak td:first-child { color: var(--bad); font-weight: 600 } small { display: block; color: var(--soft) }
@media (max-width: 40rem) { thead { position: absolute; clip-path: inset(50%); inline-size: 1px; block-size: 1px; overflow: hidden } table, tbody, tr, td { display: block } tr { border-block-end: 1px solid var(--line); padding-block: .5rem } td { border: 0; padding: 0 } }`;

const table = (columns: readonly string[], rows: readonly string[]): string => rows.length === 0 ? '<p class="soft">None.</p>' :
  `<table><thead><tr>${columns.map((column) => `<th scope="col">${column}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;

const row = (leak: boolean, cells: readonly string[]): string => `<tr${leak ? ' class="leak"' : ''}>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;

const verdictCell = ({ verdict, purpose }: JudgedRequest | JudgedWrite): string => `${verdict}${purpose === undefined ? '' : `<small>${escape(purpose)}</small>`}`;

const requestRow = (request: JudgedRequest): string => row(isLeak(request), [
  verdictCell(request), escape(request.kind), `${escape(request.url)}${request.initiator === '' ? '' : `<small>by ${escape(request.initiator)}</small>`}`, seconds(request.atMs),
]);
const writeRow = (write: JudgedWrite): string => row(isLeak(write), [verdictCell(write), write.kind, escape(write.name), escape(write.place), seconds(write.atMs)]);

/** Leaks first, each list in the order of time. */
export const toPage = (audit: Audit): string => {
  const { requests, writes, leaks, finalUrl, startedAt, watchedMs, browser } = audit;
  const requestColumns = ['Verdict', 'Kind', 'Address', 'After'];
  const writeColumns = ['Verdict', 'Kind', 'Name', 'Of', 'After'];
  const others = requests.filter((request) => !isLeak(request));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Before consent: ${escape(finalUrl)}</title><style>${style}</style></head><body><main>
<h1>What happened before consent</h1>
<p>${escape(finalUrl)}</p>
<p class="verdict ${leaks === 0 ? 'good' : 'bad'}">${escape(summary(audit))}</p>
<p class="soft">An empty ${escape(browser)} opened the page on <time datetime="${startedAt}">${escape(startedAt.slice(0, 16).replace('T', ' '))} UTC</time>, touched nothing, and was watched for ${seconds(watchedMs)}. Addresses below the page’s own host count as the own site.</p>
<h2>Requests to other sites</h2>${table(requestColumns, requests.filter(isLeak).map(requestRow))}
<h2>Stored in the browser</h2>${table(writeColumns, [...writes].sort((a, b) => Number(isLeak(b)) - Number(isLeak(a))).map(writeRow))}
<h2>All other requests</h2>${table(requestColumns, others.map(requestRow))}
</main></body></html>
`;
};
