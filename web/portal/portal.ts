/**
 * The portal on the page: events go to the module, a frame follows when there was one, effects follow the frame.
 * Nothing runs while nothing happens: no timer, no animation frame.
 */
import { CanvasView, fetchFonts } from './canvas-view.ts';
import type { District } from './district.ts';
import { draftsStored, forgetDraft, loadDraft, saveDraft } from './draft.ts';
import { directionOf, languages, loadLanguage, rememberLanguage, type Language } from './languages.ts';
import { listen } from './listen.ts';
import { Mirror } from './mirror.ts';
import type { Module } from './module.ts';
import { event, readEffects, type Effect, type View, type Writer } from './protocol.ts';
import { saveCopy } from './save-file.ts';
import type { Return, Session } from './session.ts';
import { mustBePlain, preferredView, rememberView, watchMustBePlain } from './view-choice.ts';
import { clockChanges } from './wall-clock.ts';
import { whenIdle } from './when-idle.ts';

/** A page that has come by then, with its fonts, takes the drawn view in its stride; milliseconds from its beginning. */
const quickMs = 1000;
const quietMs = 1000;

export interface Parts {
  readonly root: HTMLElement;
  readonly polite: HTMLElement;
  readonly assertive: HTMLElement;
  /** Where the drawn page's tiles go, under the root. */
  readonly tiles: HTMLElement;
  readonly module: Module;
  readonly district: District;
  /** As the configuration has it. */
  readonly logo: string;
  /** The first one, on its way. */
  readonly language: Promise<Language>;
  readonly session: Session;
  /** What the identity provider has sent back with this page, likewise. */
  readonly returned: Promise<Return>;
}

export class Portal {
  readonly #parts: Parts;
  readonly #mirror: Mirror;
  readonly #session: Session;
  readonly #district: District;
  /** What the page is shown in now, and what the person wants where both are possible. */
  #view: View = 'plain';
  #wanted: View = preferredView();
  /** Whether it was asked yet which of them is possible. */
  #isChosen = false;
  #canvas: CanvasView | undefined;
  #started = false;
  /** What the next animation frame is to bring up to date. */
  #wanting: 'nothing' | 'picture' | 'page' = 'nothing';
  #waking: ReturnType<typeof setTimeout> | undefined;
  /** Whether the drawn view is still to come, and the wait until nothing has happened for a while. */
  #isDrawingDue = false;
  #quiet: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#mirror = new Mirror(parts.root);
    this.#session = parts.session;
    this.#district = parts.district;
  }

  async start(): Promise<void> {
    const handle = (happened: Writer): void => { this.#handle(happened); };
    listen(this.#parts.root, { handle, hold: (field, file) => { this.#district.hold(field, file); } });
    addEventListener('popstate', ({ state }) => {
      const page = (state as { readonly page?: unknown } | null)?.page;
      if (typeof page === 'number') handle(event.pageRecalled(page));
    });
    // What a person does begins the wait anew, and so does what ends a reason not to.
    for (const type of ['keydown', 'pointerdown', 'scroll', 'focusin', 'visibilitychange']) {
      addEventListener(type, () => { if (this.#isDrawingDue) this.#drawWhenQuiet(); }, { passive: true });
    }
    const [language, draft] = await Promise.all([this.#parts.language, loadDraft()]);
    this.#showLanguage(language.tag);
    // On an old phone or a thin line the drawn view is a second's work: what one came for is there first, in plain view.
    if (await this.#comesQuickly()) await this.#chooseView();
    this.#started = true;
    handle(event.started(language, languages, clockChanges(Date.now()), this.#view, draft, this.#parts.logo));
    const back = await this.#parts.returned;
    this.#isDrawingDue = !this.#isChosen;
    if (this.#isDrawingDue) this.#drawWhenQuiet();
    if (back.kind === 'signedIn') handle(event.signedIn(back.expiresAtMs));
    if (back.kind === 'failed') handle(event.signInFailed(back.code));
  }

  /** Whether what the view in question needs is here soon enough. */
  async #comesQuickly(): Promise<boolean> {
    const left = quickMs - performance.now();
    if (left <= 0 || this.#wanted === 'plain' || mustBePlain()) return left > 0;
    const late = new Promise<false>((resolve) => { setTimeout(resolve, left, false); });
    return Promise.race([late, fetchFonts().then(() => true, () => true)]);
  }

  #handle(happened: Writer): void {
    this.#parts.module.handle(happened);
    for (const effect of readEffects(this.#parts.module.calls())) this.#run(effect);
    this.#wantFrame();
    if (this.#isDrawingDue) this.#drawWhenQuiet();
  }

  /** Brings the drawn view where nobody is at anything: what one reads or types must not move. Else the next event asks again. */
  #drawWhenQuiet(): void {
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => {
      whenIdle(() => {
        const isQuiet = !this.#district.isAsked && scrollY === 0 && document.visibilityState === 'visible';
        if (this.#isDrawingDue && isQuiet) void this.#chooseView();
      });
    }, quietMs);
  }

  #wantFrame(what: 'picture' | 'page' = 'page'): void {
    if (!this.#started) return;
    const isAsked = this.#wanting !== 'nothing';
    if (this.#wanting !== 'page') this.#wanting = what;
    if (isAsked) return;
    // A hidden page gets no animation frames, but its answers and timers still count.
    if (document.visibilityState === 'visible') requestAnimationFrame(() => { this.#frame(); });
    else setTimeout(() => { this.#frame(); });
  }

  #frame(): void {
    const isPage = this.#wanting === 'page';
    this.#wanting = 'nothing';
    if (isPage) this.#mirror.apply(this.#parts.module.frame());
    if (this.#view === 'canvas') {
      this.#canvas?.draw();
      if (!this.#parts.module.canDraw) this.#setView('plain');
    }
    if (!isPage) return;
    for (const effect of readEffects(this.#parts.module.effects())) this.#run(effect);
  }

  #run(effect: Effect): void {
    const answer = (pending: Promise<Writer>): void => { void pending.then((answered) => { this.#handle(answered); }); };
    switch (effect.kind) {
      case 'http': answer(this.#district.http(effect)); break;
      case 'upload': answer(this.#district.upload(effect)); break;
      case 'download': answer(this.#district.download(effect)); break;
      case 'copy': answer(saveCopy(effect)); break;
      case 'signIn': draftsStored().then(() => this.#session.start()).catch(() => { this.#handle(event.signInFailed('unreachable')); }); break;
      case 'signOut':
        this.#district.forget();
        // The token is gone from here whether or not the provider can be told.
        this.#session.end().catch(() => undefined);
        forgetDraft().catch(() => undefined);
        break;
      case 'announce': this.#announce(effect.text, effect.urgency === 'polite' ? this.#parts.polite : this.#parts.assertive); break;
      case 'focus': this.#mirror.element(effect.node)?.focus(); break;
      case 'page': this.#page(effect.page, effect.title, effect.replace); break;
      case 'language':
        this.#showLanguage(effect.tag);
        if (this.#isChosen) void this.#chooseView();
        break;
      case 'loadLanguage':
        answer(loadLanguage(effect.tag).then((language) => {
          rememberLanguage(language.tag);
          return event.languageLoaded(language);
        }, () => event.languageMissed(effect.tag)));
        break;
      case 'view': this.#switchTo(effect.view); break;
      case 'draft': saveDraft(effect.text).catch(() => undefined); break;
      case 'wake':
        clearTimeout(this.#waking);
        if (effect.atMs > 0) this.#waking = setTimeout(() => { this.#handle(event.woke()); }, Math.max(0, effect.atMs - Date.now()));
        break;
    }
  }

  /** The same text twice is said twice: the region is emptied first. */
  #announce(text: string, region: HTMLElement): void {
    region.textContent = '';
    setTimeout(() => { region.textContent = text; }, 50);
  }

  #page(page: number, title: string, replace: boolean): void {
    document.title = title;
    if (replace) history.replaceState({ page }, '');
    else {
      history.pushState({ page }, '');
      scrollTo(0, 0);
    }
  }

  #showLanguage(tag: string): void {
    document.documentElement.lang = tag;
    document.dir = directionOf(tag);
  }

  /** The person pressed the switch. */
  #switchTo(view: View): void {
    this.#wanted = view;
    rememberView(view);
    void this.#chooseView();
  }

  /** Canvas view where it is wanted and possible; plain view everywhere else. */
  async #chooseView(): Promise<void> {
    const { module, root, tiles } = this.#parts;
    clearTimeout(this.#quiet);
    this.#isDrawingDue = false;
    if (!this.#isChosen) watchMustBePlain(() => { void this.#chooseView(); });
    this.#isChosen = true;
    if (this.#wanted === 'plain' || mustBePlain()) {
      this.#setView('plain');
      return;
    }
    this.#canvas ??= await CanvasView.start(module, root, tiles, {
      wantFrame: () => { this.#wantFrame(); }, wantPicture: () => { this.#wantFrame('picture'); }, failed: () => { this.#setView('plain'); },
    });
    if (this.#canvas !== undefined && this.#wanted === 'canvas' && !mustBePlain()) this.#setView('canvas');
  }

  #setView(view: View): void {
    if (view === this.#view) return;
    this.#view = view;
    document.body.className = view;
    if (view === 'canvas') this.#canvas?.measure();
    else {
      this.#canvas?.stop();
      this.#mirror.forgetPlaces();
    }
    // Before the start there is nothing to tell: the model's first event says which view it is.
    if (this.#started) this.#handle(event.viewChanged(view));
  }
}
