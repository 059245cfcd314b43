/** The model's requests to the district's API, carried out with fetch. Nothing of an answer is kept here. */
import type { Config } from './config.ts';
import { districtKeys, lockFile } from './lock-file.ts';
import { event, type Effect, type Writer } from './protocol.ts';
import { saveFile } from './save-file.ts';
import type { Session } from './session.ts';

type Http = Extract<Effect, { readonly kind: 'http' }>;
type Upload = Extract<Effect, { readonly kind: 'upload' }>;
type Download = Extract<Effect, { readonly kind: 'download' }>;

/** What the model asks for first (portal/model/api_requests.cpp). */
export const firstPaths = { district: '/v1/district', me: '/v1/me' } as const;

const maxAnswerBytes = 16 * 1024 * 1024;
const readHeaders = { Accept: 'application/json, application/problem+json' };
const nothing = new Uint8Array();
const noAnswer = 0, noFile = -1, noKeys = -2;

export class District {
  readonly #config: Config;
  readonly #session: Session;
  /** Chosen files by their field's key; kept while the page is, for the field may be gone when they are sent. */
  readonly #files = new Map<string, File>();

  /** By path, the version of what came last from there. */
  readonly #versions = new Map<string, string>();
  /** By path, what the page has begun to read before the model asks for it. */
  readonly #early = new Map<string, Promise<Response>>();
  #asked = 0;

  /** Whether an answer is still to come. */
  get isAsked(): boolean { return this.#asked > 0; }

  constructor(config: Config, session: Session) {
    this.#config = config;
    this.#session = session;
  }

  /**
   * Begins to read `path`, which the model asks for as soon as it is there: on a slow line the way there and back takes longer
   * than anything else. The answer serves once; if none comes, it is asked for anew.
   */
  readAhead(path: string, authorization: Http['authorization']): void {
    const answer = this.#fetch(path, { headers: readHeaders }, authorization === 'bearer');
    answer.catch(() => undefined);
    this.#early.set(path, answer);
  }

  hold(field: string, file: File | undefined): void {
    if (file === undefined) this.#files.delete(field);
    else this.#files.set(field, file);
  }
  /** For who signs out. */
  forget(): void {
    this.#files.clear();
    this.#versions.clear();
    this.#early.clear();
  }

  async http({ id, method, path, body, authorization, once, unlessChanged }: Http): Promise<Writer> {
    const withToken = authorization === 'bearer';
    if (method === 'GET') {
      const read = (): Promise<Response> => this.#fetch(path, { headers: readHeaders }, withToken);
      const early = this.#early.get(path);
      this.#early.delete(path);
      return this.#answer(id, early?.catch(read) ?? read(), path);
    }
    const headers: Record<string, string> = { ...readHeaders, 'Content-Type': 'application/json' };
    if (once !== '') headers['Idempotency-Key'] = `"${once}"`;
    const version = this.#versions.get(unlessChanged);
    if (version !== undefined) headers['If-Match'] = version;
    return this.#answer(id, this.#fetch(path, { method, headers, body }, withToken), path.slice(0, path.lastIndexOf('/')));
  }

  /** Encrypts the field's file to the keys that the district has signed; only ciphertext leaves the page. */
  async upload({ id, field, path }: Upload): Promise<Writer> {
    const file = this.#files.get(field);
    if (file === undefined) return event.answered(id, noFile, nothing);
    const recipients = await districtKeys(this.#config).catch(() => undefined);
    if (recipients === undefined) return event.answered(id, noKeys, nothing);
    const body = await lockFile(recipients, file).catch(() => undefined);
    if (body === undefined) return event.answered(id, noFile, nothing);
    return this.#answer(id, this.#fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/age' }, body }, true));
  }

  async download({ id, path, fileName }: Download): Promise<Writer> {
    const response = await this.#fetch(path, { method: 'GET' }, true).catch(() => undefined);
    if (response === undefined) return event.answered(id, noAnswer, nothing);
    if (!response.ok) return event.answered(id, response.status, nothing);
    try {
      saveFile(await response.blob(), fileName);
    } catch {
      return event.answered(id, noFile, nothing);
    }
    return event.answered(id, response.status, nothing);
  }

  /** `of`: the path of what the answer shows: a step's answer is its request. */
  async #answer(id: number, fetched: Promise<Response>, of = ''): Promise<Writer> {
    try {
      const response = await fetched;
      // A proxy that compresses calls it weak; it is the district's all the same.
      const version = response.headers.get('ETag')?.replace(/^W\//, '');
      if (of !== '' && response.ok && version !== undefined) this.#versions.set(of, version);
      const body = new Uint8Array(await response.arrayBuffer());
      return body.length > maxAnswerBytes ? event.answered(id, noAnswer, nothing) : event.answered(id, response.status, body);
    } catch {
      return event.answered(id, noAnswer, nothing);
    }
  }

  async #fetch(path: string, init: RequestInit, withToken: boolean): Promise<Response> {
    // The token goes to the district alone, whatever path the model asks for, and to nowhere it redirects to.
    const address = new URL(this.#config.district + path, location.origin);
    const headers = new Headers(init.headers);
    if (withToken) headers.set('Authorization', `Bearer ${this.#session.token}`);
    this.#asked += 1;
    try {
      return await fetch(address, { ...init, headers, credentials: 'omit', redirect: 'error', cache: 'no-store', referrerPolicy: 'no-referrer' });
    } finally {
      this.#asked -= 1;
    }
  }
}
