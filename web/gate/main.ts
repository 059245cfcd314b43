// The head script: closed from its first line, opens on a Decision. Synchronous, so it decides before the first tracker.
import type { Banner, BannerPort, Hallpass, Listener, Outcomes } from './api.ts';
import './build-values.ts';
import { pushConsent } from './consent-mode.ts';
import { Held, makeTrusted } from './held.ts';
import { fromHex, openModule, type Answer, type GateModule } from './module.ts';
import { readSignals } from './signals.ts';
import { guardStorage, readCookie, removeRefused, tellTabs, writeCookie } from './storage.ts';

const { cookie, lifetime, purposes, languages, consentMode } = HALLPASS_BUILD;

// Natives, before anyone can replace them.
const currentScript = Object.getOwnPropertyDescriptor(Document.prototype, 'currentScript')?.get;
const isTrusted = Object.getOwnPropertyDescriptor(new Event(''), 'isTrusted')?.get;
const path = Event.prototype.composedPath;

const own = document.currentScript as HTMLScriptElement;
const trusted = makeTrusted();
/** A shared device forgets the choice with the browser session. */
const lasting = own.dataset['sharedDevice'] === undefined ? `;max-age=${lifetime}` : '';
const listeners = new Set<Listener>();
let module: GateModule | undefined;
let answer: Answer | undefined;
let banner: Banner | undefined;
let bannerScript: HTMLScriptElement | undefined;
let pushedTypes = 0;
let wanted: 'prompt' | 'opened' | undefined;

const outcomes = (): Outcomes => answer?.outcomes ?? {};
const isGranted = (purpose: string): boolean => Object.hasOwn(outcomes(), purpose) && outcomes()[purpose]?.state === 'granted';
const permission = { find: (kind: number, name: string) => module?.find(kind, name), isGranted };

const stayClosed = (reason: unknown): void => {
  answer = undefined;
  console.error('hallpass: closed,', reason);
};

// What the generated response header lets through, where one came: it cannot be lifted while the page is open.
const [navigation] = performance.getEntriesByType('navigation') as Partial<PerformanceNavigationTiming>[];
const letThrough = navigation?.serverTiming?.find(({ name }) => name === 'hallpass')?.description.split(' ');
const isLetThrough = (purpose: string): boolean => letThrough?.includes(purpose) ?? true;

guardStorage(permission, cookie);
const held = new Held(trusted, (purpose) => isGranted(purpose) && isLetThrough(purpose));

const signals = readSignals(own.dataset);
/** A record longer than any we write is none. */
const readRecord = (): string => {
  const record = readCookie(cookie);
  return record.length > 2048 ? '' : record;
};
const decide = (record: string, granted?: number): Answer | undefined =>
  module?.decide({ ...signals, now: Date.now(), record, ...(granted === undefined ? {} : { granted }) });

const apply = (): void => {
  const types = answer?.consentTypes ?? 0;
  if (consentMode && types !== pushedTypes) pushConsent('update', pushedTypes = types);
  removeRefused(permission);
  held.release();
  for (const listener of [...listeners]) listener(outcomes());
};

/** The stored record may have changed: in another tab, or while this page was away. */
const readAgain = (): void => {
  try {
    answer = decide(readRecord());
    apply();
  } catch (reason) {
    stayClosed(reason);
  }
};

const choose = (click: Event, granted: readonly string[]): void => {
  // Only the visitor's own click in the banner: not a call, not a made-up event.
  if (!banner || isTrusted?.call(click) !== true || click.type !== 'click' || !path.call(click).includes(banner.element)) return;
  try {
    const next = decide('', purposes.reduce((bits, id, index) => granted.includes(id) ? bits | 1 << index : bits, 0));
    if (!next) return;
    writeCookie(`${cookie}=${next.record};path=/${lasting};samesite=lax${location.protocol === 'https:' ? ';secure' : ''}`);
    answer = next;
    tellTabs(cookie);
    if (purposes.some((purpose) => next.outcomes[purpose]?.reason === 'visitor_granted' && !isLetThrough(purpose))) location.reload();
    else apply();
  } catch (reason) {
    stayClosed(reason);
  }
};

const onChange = (listener: Listener): (() => void) => {
  listeners.add(listener);
  listener(outcomes());
  return () => listeners.delete(listener);
};

const port: BannerPort = {
  outcomes, onChange, choose,
  prompt: () => answer?.prompt ?? 'none',
  signals: () => ({ gpc: answer?.gpc ?? false, dnt: answer?.dnt ?? false }),
  doNotSellLink: () => answer?.doNotSellLink ?? false,
  needsReload: () => [...held.released].some((purpose) => !isGranted(purpose)),
};

/** Language and script: zh-TW is zh-Hant, fil is tl, pt-PT can be read in pt-BR. */
const spoken = (tag: string): string => {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return `${language} ${script}`;
  } catch {
    return tag;
  }
};

/** Loads the banner's bundle of the page's language beside the gate, once. */
const show = (reason: 'prompt' | 'opened'): void => {
  if (!answer) return;
  wanted = reason;
  if (banner) banner.show(reason);
  if (bannerScript) return;
  const page = own.dataset['language'] ?? document.documentElement.lang;
  const tags = languages.split(' ');
  const language = tags.find((tag) => tag === page) ?? tags.find((tag) => spoken(tag) === spoken(page)) ?? tags[0];
  bannerScript = document.createElement('script');
  bannerScript.async = true;
  bannerScript.src = trusted.createScriptURL(new URL(`banner.${language}.js`, own.src).href);
  document.head.append(bannerScript);
};

const mount = (made: Banner): void => {
  if (banner || !bannerScript || currentScript?.call(document) !== bannerScript) return;
  banner = made;
  made.attach(port);
  if (wanted) made.show(wanted);
};

const api: Hallpass = { outcomes, onChange, mount, open: () => show('opened') };
Object.defineProperty(window, 'hallpass', { value: Object.freeze(api) });

try {
  module = openModule(fromHex(HALLPASS_BUILD.module), fromHex(HALLPASS_BUILD.image), purposes);
  pushedTypes = decide('')?.consentTypes ?? 0;
} catch (reason) {
  stayClosed(reason);
}
// The default is what holds without any choice; a stored choice is an update to it.
if (consentMode) pushConsent('default', pushedTypes);
try {
  answer = decide(readRecord());
  apply();
  if (answer && answer.prompt !== 'none') show('prompt');
} catch (reason) {
  stayClosed(reason);
}

window.addEventListener('storage', ({ key }) => {
  if (key === cookie) readAgain();
});
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) readAgain();
});
document.addEventListener('click', (event) => {
  if (event.target instanceof Element && event.target.closest('[data-hallpass-open]')) show('opened');
});
// Choices must stay in reach: where the page has no control of its own, the banner shows one.
document.addEventListener('DOMContentLoaded', () => {
  if (!document.querySelector('[data-hallpass-open]')) show(wanted ?? 'prompt');
});
