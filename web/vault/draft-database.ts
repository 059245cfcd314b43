/** Where drafts lie: an IndexedDB database of ciphertext, and what it takes to open it again. */

export interface VaultEntry {
  /** Of a tab's session: HKDF, which scripts can use and not read. */
  readonly key?: CryptoKey;
  /** Under a passphrase: an age file with the key in it. */
  readonly wrapped?: Uint8Array<ArrayBuffer>;
  /** Milliseconds since 1970. */
  readonly usedAt: number;
}

export interface RecordEntry {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly ciphertext: ArrayBuffer;
}

const vaults = 'vaults';
const records = 'records';

const done = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
  request.onsuccess = () => { resolve(request.result); };
  request.onerror = () => { reject(request.error ?? new Error('storage')); };
});

const committed = (transaction: IDBTransaction): Promise<void> => new Promise((resolve, reject) => {
  transaction.oncomplete = () => { resolve(); };
  transaction.onerror = transaction.onabort = () => { reject(transaction.error ?? new Error('storage')); };
});

/** Every record of a vault: keys are [vault, record]. */
const recordsOf = (vault: string): IDBKeyRange => IDBKeyRange.bound([vault], [vault, []]);

export class DraftDatabase {
  readonly #name: string;

  constructor(name: string) { this.#name = name; }

  /** Opened for each step, so that no tab keeps another from deleting it. */
  async #with<T>(mode: IDBTransactionMode, use: (vaultStore: IDBObjectStore, recordStore: IDBObjectStore) => Promise<T>): Promise<T> {
    const opening = indexedDB.open(this.#name, 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore(vaults);
      opening.result.createObjectStore(records);
    };
    const database = await done(opening);
    try {
      // On disk when it is said to be: a draft is kept for the tab that crashes next.
      const transaction = database.transaction([vaults, records], mode, { durability: 'strict' });
      const [result] = await Promise.all([use(transaction.objectStore(vaults), transaction.objectStore(records)), committed(transaction)]);
      return result;
    } finally {
      database.close();
    }
  }

  vault(id: string): Promise<VaultEntry | undefined> {
    return this.#with('readonly', (vaultStore) => done<VaultEntry | undefined>(vaultStore.get(id)));
  }

  putVault(id: string, entry: VaultEntry): Promise<unknown> {
    return this.#with('readwrite', (vaultStore) => done(vaultStore.put(entry, id)));
  }

  /** Drops vaults that a key lies beside and that were last used before then. */
  dropUnused(before: number): Promise<void> {
    return this.#with('readwrite', async (vaultStore, recordStore) => {
      for (const id of await done(vaultStore.getAllKeys()) as string[]) {
        const entry = await done<VaultEntry>(vaultStore.get(id));
        if (entry.key === undefined || entry.usedAt >= before) continue;
        vaultStore.delete(id);
        recordStore.delete(recordsOf(id));
      }
    });
  }

  dropVault(id: string): Promise<void> {
    return this.#with('readwrite', async (vaultStore, recordStore) => {
      vaultStore.delete(id);
      await done(recordStore.delete(recordsOf(id)));
    });
  }

  record(vault: string, id: string): Promise<RecordEntry | undefined> {
    return this.#with('readonly', (_, recordStore) => done<RecordEntry | undefined>(recordStore.get([vault, id])));
  }

  /** False, and nothing is stored, when the vault is gone: another tab has signed out. `record` undefined: removed. */
  putRecord(vault: string, id: string, record: RecordEntry | undefined, usedAt: number): Promise<boolean> {
    return this.#with('readwrite', async (vaultStore, recordStore) => {
      const entry = await done<VaultEntry | undefined>(vaultStore.get(vault));
      if (entry === undefined) return false;
      vaultStore.put({ ...entry, usedAt }, vault);
      if (record === undefined) recordStore.delete([vault, id]);
      else recordStore.put(record, [vault, id]);
      return true;
    });
  }

  /** Of all tabs. */
  async delete(): Promise<void> {
    await done(indexedDB.deleteDatabase(this.#name));
  }
}
