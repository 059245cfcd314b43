// The demo site's pages as HTML. No inline style and no script without a nonce; trackers are labelled, never live.
import type { PurposeState } from '../gate/api.ts';
import { texts, type Language } from './texts.ts';

export interface PageFacts {
  readonly language: Language;
  readonly nonce: string;
  /** SRI of hallpass.js. */
  readonly integrity: string;
  /** The request's Sec-GPC header; '' where there was none. Browsers without the property may still send it. */
  readonly gpc: string;
  /** ISO 3166 code; '' unknown. */
  readonly region: string;
  readonly trackerOrigin: string;
  /** Whom the contact form is encrypted to, as attributes. */
  readonly contactForm: Readonly<Record<string, string>>;
  readonly cookieStatement: string;
  readonly statement: Statement;
  /** What a visitor without JavaScript may choose about, by language. */
  readonly choices: (language: Language) => readonly PageChoice[];
}

export interface PageChoice {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly state: PurposeState;
}

export interface Statement {
  readonly title: string;
  readonly sections: Readonly<Record<string, string>>;
  readonly passages: Readonly<Record<string, { readonly section: string; readonly text: string }>>;
}

interface Page {
  readonly title: string;
  readonly body: string;
  /** Whose page it is, where not any visitor's. */
  readonly audience?: 'student';
  readonly usesVault?: boolean;
  readonly hasReceipt?: boolean;
}

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

const path = (language: Language, page: string): string => (language === 'en' ? page : `/es${page}`.replace(/\/$/, '') || '/es');

const home = ({ language }: PageFacts): Page => {
  const { tagline, home: { lead, action, cards } } = texts[language];
  const list = cards.map(([title, text]) => `<li><h2>${escape(title)}</h2><p>${escape(text)}</p></li>`).join('');
  return { title: tagline, body: `<div class="hero"><h1>${escape(tagline)}</h1><p>${escape(lead)}</p>
<a class="action" href="${path(language, '/products/registration')}">${escape(action)}</a></div><ul class="cards">${list}</ul>` };
};

const product = ({ language }: PageFacts): Page => {
  const { title, lead, points } = texts[language].product;
  return { title, body: `<div class="hero"><h1>${escape(title)}</h1><p>${escape(lead)}</p></div>
<ul class="points">${points.map((point) => `<li>${escape(point)}</li>`).join('')}</ul>` };
};

const students = ({ language }: PageFacts): Page => {
  const { title, lead, note } = texts[language].students;
  return { title, audience: 'student', body: `<h1>${escape(title)}</h1><p>${escape(lead)}</p><p class="note">${escape(note)}</p>` };
};

const contact = ({ language, contactForm }: PageFacts): Page => {
  const { title, lead, send, noScript, fields, status } = texts[language].contact;
  const types = { name: 'name', role: 'organization-title', email: 'email', phone: 'tel', message: '' } as const;
  const controls = (Object.keys(types) as (keyof typeof types)[]).map((name) => {
    const required = name === 'phone' ? '' : ' required';
    const control = name === 'message' ? `<textarea id="${name}" name="${name}" rows="5"${required}></textarea>`
      : `<input id="${name}" name="${name}" type="${name === 'email' ? 'email' : name === 'phone' ? 'tel' : 'text'}" autocomplete="${types[name]}"${required}>`;
    return `<label for="${name}">${escape(fields[name])}</label>${control}`;
  }).join('');
  const words = Object.entries(status).map(([name, text]) => ` data-hallpass-text-${name}="${escape(text)}"`).join('');
  const to = Object.entries(contactForm).map(([name, text]) => ` ${name}="${escape(text)}"`).join('');
  return { title, usesVault: true, body: `<h1>${escape(title)}</h1><p>${escape(lead)}</p><noscript><p class="note">${escape(noScript)}</p></noscript>
<form id="contact" method="dialog"${to} data-hallpass-action="/contact"${words}>
${controls}<button type="submit" class="action">${escape(send)}</button><p data-hallpass-status role="status"></p></form>` };
};

/** The banner's choices as a plain form; the server takes them (choices.ts). */
const choicesForm = ({ language, choices }: PageFacts): string => {
  const { noScript, save, forbidden } = texts[language].cookies;
  const boxes = choices(language).map(({ id, name, description, state }) => `<p><label><input type="checkbox" name="purpose" value="${escape(id)}"${state === 'granted' ? ' checked' : ''}${state === 'forbidden' ? ' disabled' : ''}> ${escape(name)}</label> ${escape(description)}${state === 'forbidden' ? ` ${escape(forbidden)}` : ''}</p>`).join('');
  return `<noscript><p class="note">${escape(noScript)}</p><form method="post" action="${path(language, '/cookies')}">${boxes}<button type="submit" class="action">${escape(save)}</button></form></noscript>`;
};

const cookies = (facts: PageFacts): Page => {
  const { language, cookieStatement } = facts;
  const { cookies: { title, lead, receipt }, footer } = texts[language];
  return { title, hasReceipt: true, body: `<h1>${escape(title)}</h1><p>${escape(lead)}</p>
<p><button type="button" class="action" data-hallpass-open>${escape(footer.choices)}</button>
<button type="button" class="action" data-hallpass-receipt>${escape(receipt)}</button></p>${choicesForm(facts)}${cookieStatement}` };
};

const privacy = ({ statement }: PageFacts): Page => {
  const sections = Object.entries(statement.sections).map(([number, title]) => {
    const passages = Object.values(statement.passages).filter(({ section }) => section === number);
    return passages.length === 0 ? '' : `<h2>${escape(`${number} ${title}`)}</h2>${passages.map(({ text }) => `<p>${escape(text)}</p>`).join('')}`;
  });
  return { title: statement.title, body: `<div lang="en"><h1>${escape(statement.title)}</h1>${sections.join('')}</div>` };
};

const pages: Readonly<Record<string, (facts: PageFacts) => Page>> = {
  '/': home, '/products/registration': product, '/students': students, '/contact': contact, '/cookies': cookies, '/privacy': privacy,
};

/** Tags as a marketing team pastes them, labelled: inert until the gate releases them. */
const trackers = (origin: string, nonce: string): string => `
<script type="text/plain" nonce="${nonce}" data-hallpass-purpose="analytics" data-hallpass-vendor="google_analytics" data-src="${origin}/gtag/js?id=G-DEMO"></script>
<script type="text/plain" nonce="${nonce}" data-hallpass-purpose="analytics" data-hallpass-vendor="google_analytics">gtag('js', new Date()); gtag('config', 'G-DEMO'); (window.siteTags ??= []).push('analytics-config');</script>
<script type="text/plain" nonce="${nonce}" data-hallpass-purpose="lead_generation" data-hallpass-vendor="linkedin" data-src="${origin}/insight.min.js"></script>
<script type="text/plain" nonce="${nonce}" data-hallpass-purpose="advertising" data-hallpass-vendor="google_ads" data-src="${origin}/conversion.js" async></script>
<img data-hallpass-purpose="lead_generation" data-hallpass-vendor="linkedin" data-hallpass-src="${origin}/px.gif?from=page" alt="" width="1" height="1">`;

/** The HTML of a path, or undefined where there is no such page. `pathname` starts with / or /es. */
export const renderPage = (pathname: string, facts: Omit<PageFacts, 'language'> & { readonly cookieStatements: Readonly<Record<Language, string>> }): string | undefined => {
  const language: Language = pathname === '/es' || pathname.startsWith('/es/') ? 'es' : 'en';
  const key = language === 'es' ? pathname.slice(3) || '/' : pathname;
  const make = Object.hasOwn(pages, key) ? pages[key] : undefined;
  if (make === undefined) return undefined;
  const { nonce, gpc, region, integrity, trackerOrigin } = facts;
  const { title, body, audience, usesVault, hasReceipt } = make({ ...facts, language, cookieStatement: facts.cookieStatements[language] });
  const { nav, footer, skip } = texts[language];
  const link = (page: string, text: string): string =>
    `<a href="${path(language, page)}"${page === key ? ' aria-current="page"' : ''}>${escape(text)}</a>`;
  const other: Language = language === 'en' ? 'es' : 'en';
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8">
<script nonce="${nonce}" src="/hallpass.js" integrity="${integrity}" data-log="/consent" data-region="${escape(region)}"${gpc === '1' ? ' data-gpc="1"' : ''}${audience ? ` data-audience="${audience}"` : ''}></script>
<title>${escape(title)} · Steptech</title><meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/styles.css">${usesVault ? `<script nonce="${nonce}" type="module" src="/vault/forms.js"></script>` : ''}${hasReceipt ? `<script nonce="${nonce}" type="module" src="/receipts.js"></script>` : ''}
</head><body>
<header><a class="skip" href="#content">${escape(skip)}</a><a class="brand" href="${path(language, '/')}">Step<b>tech</b></a><nav aria-label="Steptech">${link('/products/registration', nav.products)}${link('/students', nav.students)}${link('/contact', nav.contact)}</nav></header>
<main id="content">${body}</main>
<footer>${link('/privacy', footer.privacy)}${link('/cookies', footer.cookies)}<button type="button" data-hallpass-open>${escape(footer.choices)}</button><a href="${path(other, key)}" lang="${other}" hreflang="${other}">${footer.language}</a></footer>
${trackers(trackerOrigin, nonce)}
</body></html>`;
};
