/**
 * What a person is writing, kept encrypted for this tab over a reload, a crash and the way to the sign-in page
 * (docs/drafts.md). The model says what, and shows it to nobody but the person who wrote it.
 */
import { HallpassError } from '../base/error.ts';
import { openDrafts, wipeDrafts, type Drafts } from '../vault/drafts.ts';

/** Of the database, and of the tab's half of its key in sessionStorage. */
const name = 'hallpass-portal-drafts';
const record = 'portal';
const idleMs = 60 * 60_000;

let opened: Promise<Drafts> | undefined;
const open = (): Promise<Drafts> => {
  const forget = (): void => { opened = undefined; };
  opened ??= openDrafts({ name, idleMs, onLock: forget });
  opened.catch(forget);
  return opened;
};
const isKeeping = (): boolean => opened !== undefined || sessionStorage.getItem(name) !== null;

const store = async (text: string): Promise<void> => {
  if (text === '' && !isKeeping()) return;
  try {
    await (await open()).save(record, text);
  } catch (error) {
    // Locked after an hour, or by a sign-out in another tab: what is written here now is kept anew.
    if (!(error instanceof HallpassError) || error.code !== 'unauthenticated') throw error;
    await (await open()).save(record, text);
  }
};

let newest: string | undefined;
let storing: Promise<void> | undefined;
const storeNewest = async (): Promise<void> => {
  while (newest !== undefined) {
    const text = newest;
    newest = undefined;
    await store(text);
  }
};

/** Of texts that come faster than they can be stored, the newest counts. */
export const saveDraft = (text: string): Promise<void> => {
  newest = text;
  storing ??= storeNewest().finally(() => { storing = undefined; });
  return storing;
};

/** Resolves when what was given so far is stored, or cannot be. */
export const draftsStored = async (): Promise<void> => { await storing?.catch(() => undefined); };

/** The draft, or an empty text: none, or none that can be read any more. */
export const loadDraft = async (): Promise<string> => {
  try {
    return isKeeping() ? await (await open()).load(record) ?? '' : '';
  } catch {
    return '';
  }
};

/** At the sign-out. */
export const forgetDraft = async (): Promise<void> => {
  newest = undefined;
  await draftsStored();
  const drafts = await opened?.catch(() => undefined);
  await (drafts === undefined ? wipeDrafts(name) : drafts.wipe());
};
