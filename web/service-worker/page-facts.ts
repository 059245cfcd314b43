// What a page says about itself, from the gate's own tag in the page as the server sent it: whose page it is, where its
// visitor is. Read here, because what a page's scripts say about it could be made up.
import { readAge } from '../gate/age.ts';
import type { Request as Question } from '../gate/module.ts';
import './build-values.ts';
import { scope } from './scope.ts';

export type Facts = Omit<Question, 'now' | 'record' | 'granted'>;

const mostStart = 65_536;
const gateTag = /<script\b[^>]*?\ssrc\s*=\s*["']?(?:[^"'\s>]*\/)?hallpass[\w.-]*\.js[^>]*>/i;
const regionTag = /<meta\b[^>]*?\sname\s*=\s*["']?hallpass-region\b[^>]*>/i;
const attribute = /\s([a-z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/gi;

/** What only a page knows, and the gate told when it registered this worker; not told, the signals count as sent. */
const told = new URL(scope.location.href).searchParams;
const toldGpc = Number(told.get('gpc') ?? 2);
const toldDnt = told.get('dnt') ?? '1';

/** A worker's navigator has GPC where the browser itself does. */
const { globalPrivacyControl } = navigator as { readonly globalPrivacyControl?: unknown };
const seenGpc = typeof globalPrivacyControl === 'boolean' ? Number(globalPrivacyControl) + 1 : 0;

/** Looser than an unknown region's rules are none of these. */
const hintedRegion = HALLPASS_SERVICE_WORKER.zones[Intl.DateTimeFormat().resolvedOptions().timeZone] ?? '';

const factsFrom = ({ gpc, region, audience = '', age }: Readonly<Record<string, string>>): Facts => ({
  gpc: [seenGpc, toldGpc, gpc === '1' ? 2 : 0].includes(2) ? 2 : toldGpc || seenGpc, dnt: toldDnt, region: region || hintedRegion, audience, age: readAge(age),
  authorised: false, // a district's statement is verified in the page alone
});

/** Of nobody's page: barred from what anyone is barred from. */
export const unknownPage = factsFrom({ audience: '?' });

const attributesIn = (tag: string): Record<string, string> => {
  const found: Record<string, string> = {};
  for (const [, name = '', ...values] of tag.matchAll(attribute)) found[name.toLowerCase()] ??= values.find((value) => value !== undefined) ?? '';
  return found;
};

/** In the gate's own order: its tag, a meta tag before it, the response (docs/visitor-facts.md). */
export const readFacts = (start: string, headers: Headers): Facts => {
  const found = gateTag.exec(start);
  if (!found) return unknownPage;
  const { 'data-gpc': gpc = '', 'data-region': named = '', 'data-audience': audience = '', 'data-age': age = '' } = attributesIn(found[0]);
  const [meta = ''] = regionTag.exec(start.slice(0, found.index)) ?? [];
  const region = named || attributesIn(meta)['content'] || (/(?:^|,)\s*hallpass-region;desc="([^"]*)"/.exec(headers.get('Server-Timing') ?? '')?.[1] ?? '');
  return factsFrom({ gpc, region, audience, age });
};

/** As far as the gate's tag, which stands first in the head. */
export const readStart = async (response: Response): Promise<string> => {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (reader && text.length < mostStart && !gateTag.test(text)) {
    const { done, value } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
  }
  void reader?.cancel();
  return text;
};
