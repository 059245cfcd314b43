/**
 * What a person is writing, kept for this tab while sign-in leaves the page. At rest it is ciphertext (AES-GCM) in
 * sessionStorage, under a key that scripts can use but not read, in IndexedDB; at sign-out both go.
 */
const storageKey = 'hallpass-portal-draft';
const databaseName = 'hallpass-portal', storeName = 'keys', keyName = 'draft';

const done = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
  request.onsuccess = () => { resolve(request.result); };
  request.onerror = () => { reject(request.error ?? new Error('storage')); };
});

const withStore = async <T>(mode: IDBTransactionMode, use: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
  const opening = indexedDB.open(databaseName, 1);
  opening.onupgradeneeded = () => { opening.result.createObjectStore(storeName); };
  const database = await done(opening);
  try {
    return await done(use(database.transaction(storeName, mode).objectStore(storeName)));
  } finally {
    database.close();
  }
};

const newKey = async (): Promise<CryptoKey> => {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  await withStore('readwrite', (store) => store.put(key, keyName));
  return key;
};

let last: Promise<unknown> = Promise.resolve();
/** One after the other, so that the last word stands. */
const inTurn = (step: () => Promise<void>): Promise<void> => {
  const turn = last.then(step, step);
  last = turn.catch(() => undefined);
  return turn;
};

export const saveDraft = (text: string): Promise<void> => inTurn(async () => {
  if (text === '') {
    sessionStorage.removeItem(storageKey);
    return;
  }
  const key = await withStore<CryptoKey | undefined>('readonly', (store) => store.get(keyName)) ?? await newKey();
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const ciphertext = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(text)));
  sessionStorage.setItem(storageKey, JSON.stringify([[...iv], [...ciphertext]]));
});

/** The draft, or an empty text: none, or none that can be read any more. */
export const loadDraft = async (): Promise<string> => {
  try {
    const stored = sessionStorage.getItem(storageKey);
    if (stored === null) return '';
    const [iv, ciphertext] = JSON.parse(stored) as [number[], number[]];
    const key = await withStore<CryptoKey | undefined>('readonly', (store) => store.get(keyName));
    if (key === undefined) return '';
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: new Uint8Array(iv) }, key, new Uint8Array(ciphertext));
    return new TextDecoder().decode(plain);
  } catch {
    return '';
  }
};

export const forgetDraft = (): Promise<void> => inTurn(async () => {
  sessionStorage.removeItem(storageKey);
  await withStore('readwrite', (store) => store.delete(keyName)).catch(() => undefined);
});

/** Resolves when everything asked for so far is stored. */
export const draftsStored = (): Promise<void> => inTurn(() => Promise.resolve());
