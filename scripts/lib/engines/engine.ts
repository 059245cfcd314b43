// One small interface over the three engines, for tests that ask each of them the same question.

export interface Cookie {
  readonly name: string;
  readonly value: string;
}

/** Where a page is clicked: an element found in the page, e.g. inside an open shadow root. */
export type Find = () => Element | null | undefined;

/** One visitor with an empty profile and one tab. */
export interface Visitor {
  /** Opens the page and waits for its load event. */
  readonly goto: (url: string) => Promise<void>;
  readonly reload: () => Promise<void>;
  /** Runs in the page, with arguments and an answer that JSON can carry; a promise is awaited. Scripts that a page's CSP forbids run too. */
  readonly evaluate: <Args extends readonly unknown[], Answer>(run: (...args: Args) => Answer, ...args: Args) => Promise<Awaited<Answer>>;
  /** A real click: the browser's own input, so that the event is trusted. Throws when there is no such element in view. */
  readonly click: (find: Find) => Promise<void>;
  /** The cookies of the page's own site. */
  readonly cookies: () => Promise<Cookie[]>;
  readonly close: () => Promise<void>;
}

export type EngineName = 'chromium' | 'firefox' | 'webkit';

export interface Engine {
  readonly name: EngineName;
  readonly newVisitor: () => Promise<Visitor>;
  readonly close: () => Promise<void>;
}

/** The call as an expression whose value is a promise of JSON text: every driver carries a string. */
export const asExpression = (run: (...args: never[]) => unknown, args: readonly unknown[]): string =>
  `Promise.resolve((${String(run)})(${args.map((arg) => JSON.stringify(arg) ?? 'undefined').join()})).then((answer) => JSON.stringify(answer) ?? 'null')`;

/** The middle of the element in the viewport; runs in the page as text, so it names nothing outside itself. */
export const centreOf = (find: Find): string => `(() => {
  const element = (${String(find)})();
  if (!element) return null;
  element.scrollIntoView({ block: 'center' });
  const { left, top, width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 ? { x: Math.round(left + width / 2), y: Math.round(top + height / 2) } : null;
})`;

/** Until `ask` gives something; the error says what was waited for. */
export const until = async <T>(what: string, ask: () => Promise<T | undefined | false | null>, milliseconds = 10_000): Promise<T> => {
  for (const end = Date.now() + milliseconds; ;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false && answer !== null) return answer;
    if (Date.now() > end) throw new Error(`waited ${milliseconds / 1000} s in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
