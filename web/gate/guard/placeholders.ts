// Frames that wait: web/placeholder says so in their place, and lets the visitor have just that one, this time. It comes
// when a page has such a frame, after scripts that may have replaced any native: it is lent those that the guard has.
import type { PlaceholderPort } from '../api.ts';
import { natives, Table } from '../natives.ts';
import { getAttribute, isActive, nextOf, removeAttribute, setAttribute, tagOf } from './dom.ts';
import { parse } from './judge.ts';
import { inLanguage, lent } from './port.ts';
import { review } from './queue.ts';

const [documentOf] = natives(HTMLIFrameElement, '<contentDocument');
const shown = new Table<Element, string>();
export const isShown = (element: Element, address: string): boolean => shown.get(element) === address;

const pass = (element: Element, address: string): void => {
  shown.set(element, address);
  review();
};

let wanted = false;
export const wantPlaceholders = (element: Element): void => {
  if (wanted || !isActive(element) || tagOf(element) === 'script') return;
  wanted = true;
  setTimeout(() => import(inLanguage('placeholder')).then(
    ({ place }: { readonly place: (port: PlaceholderPort) => void }) => place({ ...lent, getAttribute, setAttribute, removeAttribute, nextOf, tagOf, documentOf, parse, pass }),
    () => undefined, // then the place stays empty
  ));
};
