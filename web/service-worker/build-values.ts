/** What `hallpass build` writes around the service worker's bundle. */
export interface ServiceWorkerBuild {
  readonly cookie: string;
  /** Ids in the image's order. */
  readonly purposes: readonly string[];
  /** By purpose: what a page's policy names when it is granted, by vendor; the site's own hosts under ''. */
  readonly hosts: Readonly<Record<string, readonly (readonly [vendor: string, hosts: readonly string[]])[]>>;
  /** Of a page for which nothing optional is granted; '' where the policy lets unknown hosts through, which no header can say. */
  readonly closedPolicy: string;
  /** The audience of a page that names none. */
  readonly visitor: string;
  /** Time zone -> region, where the policy asks for the hint. */
  readonly zones: Readonly<Record<string, string>>;
  /** Whether a visitor without a choice gets no policy from here, but the page's meta line. */
  readonly metaForUndecided: boolean;
  /** gate.wasm and the image, in hex, as in hallpass.js. */
  readonly module: string;
  readonly image: string;
}

declare global {
  const HALLPASS_SERVICE_WORKER: ServiceWorkerBuild;
}
