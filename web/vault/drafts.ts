/**
 * What somebody is writing, kept on the device and readable to nobody who finds it there: for computers that people share.
 * IndexedDB holds ciphertext alone (AES-256-GCM), also of the drafts' names. docs/drafts.md
 *
 *   const drafts = await openDrafts({ name: 'my-app-drafts' });
 *   await drafts.save('letter', 'Dear …');           // survives a lost connection, a reload, a crashed tab
 *   await drafts.wipe();                             // at the sign-out
 *
 * Errors are HallpassError: unauthenticated ("drafts"): locked, or another tab has signed out; not_authentic
 * ("drafts/record"): the stored draft was changed or damaged; not_found ("identity"): another passphrase; unavailable
 * ("drafts"): the browser gives no storage.
 */
import { HallpassError } from '../base/error.ts';
import { DraftDatabase } from './draft-database.ts';
import { forgetTabHalf, passphraseKeys, recordName, sessionKeys, type DraftKeys } from './draft-keys.ts';

export interface DraftsOptions {
  /** Of the database, and of the entry in sessionStorage: the policy declares both. */
  readonly name: string;
  /** Drafts that a new tab, or tomorrow, opens with it. Without one they end with the tab. */
  readonly passphrase?: string;
  /** After so long without a call they are locked: with a passphrase, to be opened again; without, gone. */
  readonly idleMs?: number;
  /** Called once, when they are locked for whatever reason. */
  readonly onLock?: () => void;
  /** log2 of scrypt's cost, for a new passphrase. */
  readonly workFactor?: number;
}

export interface Drafts {
  /** In the order of the calls. An empty text removes the draft. */
  readonly save: (name: string, text: string) => Promise<void>;
  /** Undefined where there is none. */
  readonly load: (name: string) => Promise<string | undefined>;
  /** Nothing is opened from here on; without a passphrase, ever. */
  readonly lock: () => Promise<void>;
  /** Locks, and deletes all drafts of that database, of other tabs too. */
  readonly wipe: () => Promise<void>;
}

const quarterOfAnHour = 15 * 60_000;

const storage = async <T>(step: Promise<T>): Promise<T> => {
  try {
    return await step;
  } catch (cause) {
    throw cause instanceof HallpassError ? cause : new HallpassError('unavailable', 'drafts', { cause });
  }
};

class OpenDrafts implements Drafts {
  readonly #options: DraftsOptions;
  readonly #database: DraftDatabase;
  #keys: DraftKeys | undefined;
  #usedAt = Date.now();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: DraftsOptions, database: DraftDatabase, keys: DraftKeys) {
    this.#options = options;
    this.#database = database;
    this.#keys = keys;
    this.#watch();
    // hallpass.forget(), at the sign-out of a shared device.
    addEventListener('hallpass-forgotten', () => { this.wipe().catch(() => undefined); });
  }

  readonly save = (name: string, text: string): Promise<void> => this.#inTurn(async (keys) => {
    const id = await recordName(keys, name);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const record = text === '' ? undefined
      : { iv, ciphertext: await crypto.subtle.encrypt(this.#cipher(keys, id, iv), keys.forContent, new TextEncoder().encode(text)) };
    if (await this.#database.putRecord(keys.id, id, record, this.#usedAt)) return;
    await this.lock();
    throw new HallpassError('unauthenticated', 'drafts');
  });

  readonly load = (name: string): Promise<string | undefined> => this.#inTurn(async (keys) => {
    const id = await recordName(keys, name);
    const record = await this.#database.record(keys.id, id);
    if (record === undefined) return undefined;
    try {
      return new TextDecoder().decode(await crypto.subtle.decrypt(this.#cipher(keys, id, record.iv), keys.forContent, record.ciphertext));
    } catch (cause) {
      throw new HallpassError('not_authentic', 'drafts/record', { cause });
    }
  });

  readonly lock = async (): Promise<void> => {
    const keys = this.#keys;
    if (keys === undefined) return;
    this.#keys = undefined;
    clearTimeout(this.#timer);
    this.#options.onLock?.();
    if (this.#options.passphrase !== undefined) return;
    // Nobody could unlock it again: it is over.
    forgetTabHalf(this.#options.name);
    await storage(this.#database.dropVault(keys.id));
  };

  readonly wipe = async (): Promise<void> => {
    await this.lock();
    await wipeDrafts(this.#options.name);
  };

  /** A record moved to another place, or another vault, opens nothing. */
  #cipher(keys: DraftKeys, id: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams {
    return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(`${keys.id}/${id}`) };
  }

  #inTurn<T>(step: (keys: DraftKeys) => Promise<T>): Promise<T> {
    const turn = this.#last.then(async () => {
      // A device that slept runs its timers late.
      if (Date.now() - this.#usedAt >= this.#idleMs) await this.lock();
      const keys = this.#keys;
      if (keys === undefined) throw new HallpassError('unauthenticated', 'drafts');
      this.#usedAt = Date.now();
      this.#watch();
      return storage(step(keys));
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  get #idleMs(): number { return this.#options.idleMs ?? quarterOfAnHour; }

  #watch(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { this.lock().catch(() => undefined); }, this.#idleMs);
  }
}

export const openDrafts = async (options: DraftsOptions): Promise<Drafts> => {
  const { name, passphrase, idleMs = quarterOfAnHour, workFactor } = options;
  const database = new DraftDatabase(name);
  const keys = await storage(passphrase === undefined ? sessionKeys(database, name, idleMs) : passphraseKeys(database, passphrase, workFactor));
  return new OpenDrafts(options, database, keys);
};

/** At a sign-out, whether or not they are open here: nothing of them stays on the device. */
export const wipeDrafts = async (name: string): Promise<void> => {
  forgetTabHalf(name);
  await storage(new DraftDatabase(name).delete());
};
