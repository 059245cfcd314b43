// As much of a service worker's global scope as is used here: TypeScript's own types of it do not go together with a page's.

export interface ExtendableEvent extends Event {
  readonly waitUntil: (done: Promise<unknown>) => void;
}

export interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  readonly clientId: string;
  /** The document or worker that the answer makes. */
  readonly resultingClientId: string;
  readonly respondWith: (answer: Promise<Response>) => void;
}

export interface Client {
  readonly id: string;
  readonly type: 'window' | 'worker' | 'sharedworker';
  /** As it was created: a page's history changes nothing in it. */
  readonly url: string;
}

export interface WorkerScope {
  readonly location: Location;
  readonly clients: {
    readonly claim: () => Promise<void>;
    readonly get: (id: string) => Promise<Client | undefined>;
    readonly matchAll: (options: { readonly type: 'window'; readonly includeUncontrolled: boolean }) => Promise<readonly Client[]>;
  };
  readonly cookieStore?: { readonly get: (name: string) => Promise<{ readonly value: string } | null> };
  readonly skipWaiting: () => Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
  /** A site with a worker of its own answers its pages here, where it does not just fetch them. */
  readonly hallpassAnswer?: (event: FetchEvent) => Promise<Response> | Response | undefined;
}

export const scope = self as unknown as WorkerScope;
