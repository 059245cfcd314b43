// The head script: closed from its first line, opens on a Decision. Synchronous, so it decides before the first tracker.
import type { Banner, BannerPort, Guard, GuardPort, Hallpass, Listener, Outcomes, SelfTestPort, SelfTestReport, Verifier } from './api.ts';
import './build-values.ts';
import { pushConsent } from './consent-mode.ts';
import { holdLabelled } from './held.ts';
import { fromHex, openModule, type Answer, type GateModule } from './module.ts';
import { nameKind, refusedVendor } from './name-kind.ts';
import { getter, uncurry } from './natives.ts';
import { guardCookies, recordCookie } from './record.ts';
import { afterFrame, whenQuiet } from './quiet.ts';
import { serverTiming } from './server-timing.ts';
import { registerWorker } from './service-worker.ts';
import { readSignals } from './signals.ts';
import { makeTrusted } from './trusted.ts';

const { cookie, lifetime, purposes, languages, consentMode, module: code } = HALLPASS_BUILD;

const currentScript = getter(Document.prototype, 'currentScript');
const sourceOf = getter(HTMLScriptElement.prototype, 'src');
const isTrusted = uncurry(Object.getOwnPropertyDescriptor(new Event(''), 'isTrusted')?.get as (this: Event) => boolean);
const typeOf = getter(Event.prototype, 'type');
const pathOf = uncurry(Event.prototype.composedPath);
const clock = Date.now;
const later = setTimeout;

const own = document.currentScript as HTMLScriptElement;
const beside = (file: string): string => new URL(file, own.src || document.baseURI).href;
const guardSource = beside('hallpass.guard.js');
const trusted = makeTrusted();
// Read now: what a script of the page writes on the tag later is not the site's word.
const { sharedDevice, serviceWorker } = own.dataset;
/** A shared device forgets the choice with the browser session. */
const lasting = sharedDevice === undefined ? lifetime : undefined;
const record = recordCookie(cookie);
const listeners = new Set<Listener>();
/** By the address of the bundle that is to verify it; taken out once it is there. */
const unverified = { __proto__: null } as unknown as Record<string, string | undefined>;
let isAuthorised = (): boolean => false;
let module: GateModule | undefined;
let answer: Answer | undefined;
let banner: Banner | undefined;
let bannerSource: string | undefined;
let guarded: 'no' | 'asked for' | 'yes' = 'no';
let pushedTypes = 0;
let known = ''; // the record, as it was read last
let wanted: 'prompt' | 'opened' | undefined;

const none = Object.freeze({ __proto__: null }) as unknown as Outcomes;
const outcomes = (): Outcomes => answer?.outcomes ?? none;
const isGranted = (purpose: string): boolean => outcomes()[purpose]?.state === 'granted';

const stayClosed = (reason: unknown): void => {
  answer = undefined;
  console.error('hallpass: closed,', reason);
};

// What the generated response header lets through, where one came: it cannot be lifted while the page is open.
const letThrough = serverTiming('hallpass')?.split(' ');
const isLetThrough = (purpose: string): boolean => letThrough?.includes(purpose) ?? true;
const isRefused = (kind: number, name: string): boolean => module?.find(kind, name) === refusedVendor;
const held = holdLabelled(trusted, () => purposes.filter(isGranted), ({ purpose, vendor, host }) =>
  isGranted(purpose) && isLetThrough(purpose) && !isRefused(nameKind.vendor, vendor) && !isRefused(nameKind.host, host()));
const signals = readSignals(own.dataset);
/** The facts of this moment. */
const facts = () => ({ ...signals, ...(HALLPASS_EXTRAS ? { authorised: isAuthorised() } : {}), now: clock() });
const decide = (stored: string): Answer | undefined => module?.decide({ ...facts(), record: stored });

const write = (markup: string): void => document.write(trusted.createHTML(markup));
/** The page's closed policy stands in a meta line after this script (docs/decisions/gate-guard.md): the parser then passes over it. */
const lift = (): void => {
  if (own.dataset['lift'] !== undefined) write('<!--');
};

const append = (source: string): void => {
  const script = document.createElement('script');
  script.async = false; // the guard before the banner whose buttons it serves
  script.fetchPriority = 'high'; // as if it stood in the page
  script.src = trusted.createScriptURL(source);
  document.head.append(script);
};

/** What is written now comes before anything else of the page. */
const isInTime = (): boolean => currentScript(document) === own && !own.async && !own.defer;
const writeScript = (source: string): void => write(`<script src="${source}" nonce="${own.nonce}"></script>`);

/** In the head it comes before anything else of the page; a visitor who may take a grant back gets it later. */
const loadGuard = (isNeeded = !answer?.everything): void => {
  if (guarded !== 'no' || !isNeeded) return;
  guarded = 'asked for';
  if (isInTime()) writeScript(guardSource);
  else append(guardSource);
};

/** `release`: what is granted by now. */
const apply = (release = held.release): void => {
  const types = answer?.consentTypes ?? 0;
  if (consentMode && types !== pushedTypes) pushConsent('update', pushedTypes = types);
  loadGuard();
  release();
  for (const listener of [...listeners]) listener(outcomes());
};

/** The stored record may have changed: in another tab, or while this page was away. */
const readAgain = (): void => {
  try {
    answer = decide(known = record.read());
    apply();
  } catch (reason) {
    stayClosed(reason);
  }
};

/** A browser may bring another tab's word of a new record before the cookie itself. */
const readNews = (tries: number): void => {
  const before = known;
  readAgain();
  if (known === before && tries > 0) later(readNews, 50, tries - 1);
};

/** By index: what the page has made of arrays and their methods does not matter. */
const has = <T>(list: ArrayLike<T>, item: T): boolean => {
  for (let index = 0; index < list.length; ++index) if (list[index] === item) return true;
  return false;
};

/** The visitor's own: not a call, not a made-up event. */
const isClickIn = (click: Event, place: EventTarget | undefined): boolean =>
  isTrusted(click) && typeOf(click) === 'click' && place !== undefined && has(pathOf(click), place);

const choose = (click: Event, granted: readonly string[], refused: string): void => {
  if (!banner || !isClickIn(click, banner.element)) return;
  try {
    const hadRefused = has(known, '!');
    let bits = 0;
    for (let index = 0; index < purposes.length; ++index) if (has(granted, purposes[index] ?? '')) bits |= 1 << index;
    if (!module) return;
    record.write(known = module.choose(facts(), bits, refused), lasting);
    answer = decide(known);
    // What the page's header holds is not opened while the page is here.
    if (letThrough && (hadRefused || purposes.some((purpose) => outcomes()[purpose]?.reason === 'visitor_granted' && !isLetThrough(purpose)))) location.reload();
    else apply(() => afterFrame(held.release));
  } catch (reason) {
    stayClosed(reason);
  }
};

/** At a shared device's sign-out. It closes whoever calls it: this page at once, and the next ones until somebody chooses. */
const forget = (): void => {
  if (lasting !== undefined) return;
  const refusal = module?.choose(facts(), 0, '') ?? '';
  // Where silence is consent, to forget a refusal would open: it stands in for a choice until the browser session ends.
  const silent = decide('')?.outcomes;
  let kept = '';
  for (let index = 0; index < purposes.length; ++index) if (silent?.[purposes[index] ?? '']?.reason === 'default_granted') kept = refusal;
  record.write(known = kept, kept ? undefined : 0);
  answer = decide(refusal);
  apply();
  sessionStorage.removeItem('hallpass_receipts'); // web/receipts/kept.ts
  dispatchEvent(new Event('hallpass-forgotten')); // web/vault/drafts.ts
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
  isRefused: (vendor) => isRefused(nameKind.vendor, vendor),
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

const inLanguage = (name: string): string => {
  const page = own.dataset['language'] ?? document.documentElement.lang;
  // Of one script wherever they are spoken: the browser's tables are a few milliseconds away.
  const [, common] = /^(de|en|es|fr|it|nl)-..$/.exec(page) ?? [];
  const tags = languages.split(' ');
  return beside(`${name}.${tags.find((tag) => tag === page) ?? tags.find((tag) => tag === common) ?? tags.find((tag) => spoken(tag) === spoken(page)) ?? tags[0]}.js`);
};

const guardPort: GuardPort = {
  cookie, trusted, lift, outcomes, onChange, isClickIn, isLetThrough, inLanguage,
  find: (kind, name) => module?.find(kind, name),
  everything: () => answer?.everything ?? false,
  isOpen: () => port.prompt() !== 'none',
  release: (purpose) => held.released.add(purpose),
};

/** Loads the banner's bundle of the page's language beside the gate, once. */
const show = (reason: 'prompt' | 'opened'): void => {
  if (!answer) return;
  wanted = reason;
  loadGuard(reason === 'opened');
  if (banner) banner.show(reason);
  if (bannerSource) return;
  append(bannerSource = inLanguage('banner'));
};

/** What a bundle has verified, and whatever holds from now on because of it. */
const change = (): void => {
  readAgain();
  if (banner || port.prompt() !== 'none') show('prompt');
};

/**
 * Bundles that verify what others have signed stand right after this script, before any other script of the page can
 * come between them and what they call; where they cannot, nothing is verified.
 */
const loadVerifiers = (): void => {
  // The address of a link from the controller's other sites: nobody else reads what comes with it.
  const [address, handedOver] = location.href.split('#hallpass=');
  if (handedOver !== undefined) history.replaceState(history.state, '', address);
  const statements: Readonly<Record<string, string | undefined>> = { authorisation: own.dataset['authorisation'], 'hand-over': handedOver };
  for (const name of HALLPASS_BUILD.verifiers?.split(' ') ?? []) {
    if (!statements[name] || !isInTime()) continue;
    const source = beside(`hallpass.${name}.js`);
    unverified[source] = statements[name];
    writeScript(source);
  }
};

const mount = (part: Banner | Guard | Verifier): void => {
  const script = currentScript(document);
  const source = script && sourceOf(script as HTMLScriptElement);
  if ('guard' in part) {
    if (source !== guardSource || guarded === 'yes') return;
    guarded = 'yes';
    // A bundle that was lost on its way comes too late now: other scripts of the page have their turn next.
    if (HALLPASS_EXTRAS) for (const late in unverified) unverified[late] = undefined;
    part.guard(guardPort);
  } else if (HALLPASS_EXTRAS && 'verify' in part) {
    const statement = source && unverified[source];
    if (!statement) return;
    unverified[source] = undefined;
    part.verify({ statement, record, lasting, write, change, authorise: (isInForce) => {
      isAuthorised = isInForce;
      change();
    } });
  } else if (!banner && source === bannerSource) {
    banner = part as Banner;
    banner.attach(port);
    if (wanted) banner.show(wanted);
  }
};

const selfTest = async (): Promise<SelfTestReport> => {
  const { report } = await import(beside('hallpass.self-test.js')) as { report: (port: SelfTestPort) => Promise<SelfTestReport> };
  return report(guardPort);
};

const api: Hallpass = { outcomes, onChange, mount, selfTest, forget, open: () => show('opened') };
Object.defineProperty(window, 'hallpass', { value: Object.freeze(api), configurable: false });

try {
  module = openModule(typeof code === 'string' ? fromHex(code) : code, fromHex(HALLPASS_BUILD.image), purposes);
  pushedTypes = decide('')?.consentTypes ?? 0;
} catch (reason) {
  stayClosed(reason);
}
// The default is what holds without any choice; a stored choice is an update to it.
if (consentMode) pushConsent('default', pushedTypes);
if (HALLPASS_EXTRAS) loadVerifiers();
readAgain();
// Without a decision the meta line stays, and holds; otherwise the guard lifts it, where there is still something to hold.
if (answer?.everything) {
  guardCookies((name) => name !== cookie && isGranted(module?.find(nameKind.cookie, name) ?? ''));
  lift();
}
if (port.prompt() !== 'none') show('prompt');

window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) readAgain();
});
document.addEventListener('click', (event) => {
  if (event.target instanceof Element && event.target.closest('[data-hallpass-open]')) show('opened');
});
/** Such a listener opens the storages, which takes a browser milliseconds: later, and what another tab chose before is read then. */
const followTabs = (): void => {
  window.addEventListener('storage', (event) => {
    if (isTrusted(event) && event.key === cookie) readNews(40);
  });
  if (record.read() !== known) readAgain();
};
window.addEventListener('load', () => {
  whenQuiet(followTabs);
  if (guarded === 'asked for') stayClosed('hallpass.guard.js did not load');
  if (serviceWorker) void registerWorker(serviceWorker, signals, trusted);
});
document.addEventListener('DOMContentLoaded', () => {
  // Choices must stay in reach: where the page has no control of its own, the banner shows one.
  if (!document.querySelector('[data-hallpass-open]')) show(wanted ?? 'prompt');
});
