// One frame alone, this time: who may have it shown, and by which click. Nothing else is granted by it, and nothing stored.
// Calls no native but those of the port: the page may have replaced any other.
import type { PlaceholderPort, PurposeOutcome } from '../gate/api.ts';
import { refusedVendor } from '../gate/name-kind.ts';

/** A frame that waits. */
export interface HeldFrame {
  readonly address: string;
  /** '' without one. */
  readonly host: string;
  /** '' where neither the page nor the policy names one; refusedVendor where the visitor refused who stands behind it. */
  readonly purpose: string;
  readonly outcome: PurposeOutcome | undefined;
  readonly canShow: boolean;
}

/** What an audience bars no click opens; where it bars anything, nor what nobody declares. Without a decision everything is barred. */
const isBarred = (port: PlaceholderPort, purpose: string): boolean => {
  const all = port.outcomes();
  const outcome = all[purpose];
  if (outcome) return outcome.state === 'forbidden';
  let isEmpty = true;
  for (const id in all) {
    isEmpty = false;
    if (all[id]?.state === 'forbidden') return true;
  }
  return isEmpty;
};

/** Undefined when nothing is held. */
export const look = (port: PlaceholderPort, element: Element): HeldFrame | undefined => {
  const get = (name: string): string => port.getAttribute(element, name) ?? '';
  const markup = get('hallpass-srcdoc');
  const address = get('hallpass-src') || get('hallpass-data') || markup || (get('src') === '' ? get('data-hallpass-src') : '');
  if (address === '') return undefined;
  const { host, name = '', purpose: declared = '' } = address === markup ? { host: '' } : port.parse(address);
  const purpose = (declared === refusedVendor ? '' : get('data-hallpass-purpose')) || declared;
  const counting = declared || purpose;
  return {
    address, host, purpose, outcome: port.outcomes()[purpose],
    // Without a host it could do anything, and to this page.
    canShow: name !== '' && !isBarred(port, purpose) && !isBarred(port, counting) && port.isLetThrough(counting || '?'),
  };
};

/** Only inside the visitor's own click in the frame's place. */
export const show = (port: PlaceholderPort, click: Event, element: Element): void => {
  const held = look(port, element);
  const next = port.nextOf(element);
  const inside = port.tagOf(element) === 'iframe' ? port.documentOf(element as HTMLIFrameElement) : null;
  const place = inside ?? (port.tagOf(next) === 'hallpass-placeholder' ? next as Element : element);
  if (!held?.canShow || !port.isClickIn(click, place)) return;
  if (held.outcome) port.release(held.purpose);
  port.pass(element, held.address);
  if (port.getAttribute(element, 'data-hallpass-src') !== held.address) return;
  port.removeAttribute(element, 'data-hallpass-src');
  port.setAttribute(element, 'src', port.tagOf(element) === 'embed' ? port.trusted.createScriptURL(held.address) : held.address);
};
