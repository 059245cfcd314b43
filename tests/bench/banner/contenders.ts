// Who is measured: each as its own documentation embeds it, with the same 20 scripts held back until the visitor accepts.

export interface Contender {
  readonly name: string;
  /** Folder of the files that it serves under /NAME/. */
  readonly folder: string;
  readonly head: string;
  readonly bodyEnd: string;
  /** A script that waits for consent, in the contender's own way; and what its documentation has the head say of it. */
  readonly held: (src: string) => string;
  readonly heldHint?: (src: string) => string;
  /** The banner and its button, in the page or in the shadow root of `host`. */
  readonly host?: string;
  readonly banner: string;
  readonly accept: string;
}

const peers = 'tests/bench/banner/peers/node_modules';

/** The gate and the banner are the build's, with the demo policy; the first script is printed by `hallpass build`. */
const hallpass: Contender = {
  name: 'hallpass', folder: 'build/web/site',
  head: `<script>if(!(" "+document.cookie).includes(" hallpass="))for(const name of["hallpass.guard","banner.en"])document.head.append(Object.assign(document.createElement("link"),\
{rel:"preload",as:"script",href:\`/hallpass/\${name}.js\`,nonce:document.currentScript.nonce}))</script><script src="/hallpass/hallpass.js"></script>`,
  bodyEnd: '',
  held: (src) => `<script type="text/plain" data-hallpass-purpose="analytics" data-src="${src}"></script>`,
  heldHint: (src) => `<link rel="preload" as="script" data-hallpass-purpose="analytics" data-hallpass-href="${src}">`,
  host: 'hallpass-banner', banner: 'section', accept: '.row button:nth-child(2)',
};

const orejime: Contender = {
  name: 'orejime', folder: `${peers}/orejime/dist`,
  head: `<script>window.orejimeConfig = { privacyPolicyUrl: '/privacy', purposes: [{ id: 'analytics', title: 'Statistics' }] };</script>
<script src="/orejime/orejime-standard-en.js"></script><link rel="stylesheet" href="/orejime/orejime-standard.css">`,
  bodyEnd: '',
  held: (src) => `<template data-purpose="analytics"><script src="${src}"></script></template>`,
  banner: '.orejime-Banner', accept: '.orejime-Banner .orejime-Button--save',
};

const vanilla: Contender = {
  name: 'vcc', folder: `${peers}/vanilla-cookieconsent/dist`,
  head: '<link rel="stylesheet" href="/vcc/cookieconsent.css">',
  bodyEnd: `<script type="module">import '/vcc/cookieconsent.umd.js';
CookieConsent.run({ hideFromBots: false, categories: { necessary: { enabled: true, readOnly: true }, analytics: {} }, language: { default: 'en', translations: { en: {
  consentModal: { title: 'Your privacy choices', description: 'We use cookies for statistics if you agree.', acceptAllBtn: 'Accept all', acceptNecessaryBtn: 'Reject all', showPreferencesBtn: 'Options' },
  preferencesModal: { title: 'Options', acceptAllBtn: 'Accept all', acceptNecessaryBtn: 'Reject all', savePreferencesBtn: 'Save', closeIconLabel: 'Close', sections: [{ title: 'Statistics', linkedCategory: 'analytics' }] } } } } });</script>`,
  held: (src) => `<script type="text/plain" data-category="analytics" data-src="${src}"></script>`,
  banner: '#cc-main .cm', accept: '#cc-main .cm [data-role="all"]',
};

const klaro: Contender = {
  name: 'klaro', folder: `${peers}/klaro/dist`,
  head: `<script>window.klaroConfig = { version: 1, elementID: 'klaro', acceptAll: true, lang: 'en', translations: { en: { privacyPolicyUrl: '/privacy', purposes: { analytics: 'Statistics' } } },
services: [{ name: 'analytics', purposes: ['analytics'] }] };</script><script defer src="/klaro/klaro.js"></script>`,
  bodyEnd: '',
  held: (src) => `<script type="text/plain" data-type="text/javascript" data-name="analytics" data-src="${src}"></script>`,
  banner: '.klaro .cookie-notice', accept: '.klaro .cookie-notice .cm-btn-success',
};

const tarteaucitron: Contender = {
  name: 'tarteaucitron', folder: `${peers}/tarteaucitronjs`,
  head: `<script src="/tarteaucitron/tarteaucitron.min.js"></script>
<script>tarteaucitron.init({ privacyUrl: '/privacy', hashtag: '#tarteaucitron', cookieName: 'tarteaucitron', orientation: 'bottom', showAlertSmall: false,
  showIcon: false, DenyAllCta: true, AcceptAllCta: true, highPrivacy: true, removeCredit: true, mandatory: false });</script>`,
  bodyEnd: `<script>tarteaucitron.services.statistics = { key: 'statistics', type: 'analytic', name: 'Statistics', uri: '/', needConsent: true, cookies: [],
  js() { for (const src of window.heldScripts) tarteaucitron.addScript(src); } }; (tarteaucitron.job ||= []).push('statistics');</script>`,
  held: (src) => `<script>(window.heldScripts ??= []).push('${src}')</script>`,
  banner: '#tarteaucitronAlertBig', accept: '#tarteaucitronPersonalize2',
};

const osano: Contender = {
  name: 'osano', folder: `${peers}/cookieconsent/build`,
  head: '<link rel="stylesheet" href="/osano/cookieconsent.min.css">',
  bodyEnd: `<script src="/osano/cookieconsent.min.js"></script><script>{
const run = function () { if (this.hasConsented()) for (const src of window.heldScripts.splice(0)) document.head.append(Object.assign(document.createElement('script'), { src, async: false })); };
window.cookieconsent.initialise({ type: 'opt-in', palette: { popup: { background: '#000' }, button: { background: '#ff0' } }, onInitialise: run, onStatusChange: run }); }</script>`,
  held: (src) => `<script>(window.heldScripts ??= []).push('${src}')</script>`,
  banner: '.cc-window', accept: '.cc-btn.cc-allow',
};

export const contenders: readonly Contender[] = [hallpass, orejime, vanilla, klaro, tarteaucitron, osano];
