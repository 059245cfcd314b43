// May an address be asked for? By the policy's declared hosts, the page's own labels, and the policy's default.
import { nameKind, refusedVendor } from '../name-kind.ts';
import { exec, fits, natives } from '../natives.ts';
import { allIn, baseOf, getAttribute } from './dom.ts';
import { everything, find, onChange, outcomes, release } from './port.ts';

const NativeUrl = URL;
const [protocolOf, hostOf, nameOf] = natives(URL, '<protocol <host <hostname');
const { host: own } = location;

interface Address {
  /** With the port; the page's own for what is no address at all: the native says so. */
  readonly host: string;
  /** '' where there is none: data, blob and the like. */
  readonly name?: string;
  readonly isBlank?: boolean;
  readonly purpose?: string | undefined;
}

// Asked for again and again: each is taken apart once, as long as the base is the same.
let known: Record<string, Address>;
let knownBase: string;
let room = 0;
// A choice may refuse a vendor, or take that back.
onChange(() => { room = 0; });
export const parse = (address: string): Address => {
  const base = baseOf(document);
  if (base !== knownBase || room-- < 1) {
    known = { __proto__: null } as never;
    knownBase = base;
    room = 500;
  }
  const before = known[address];
  if (before) return before;
  try {
    const server = exec(/^(?:stun|turn)s?:(.*)/i, address);
    const url = new NativeUrl(server ? `wss://${server[1] as string}` : address, base);
    const name = fits(/^(http|ws)s?:$/, protocolOf(url)) ? nameOf(url) : '';
    const made = { host: hostOf(url), name, isBlank: protocolOf(url) === 'about:', purpose: find(nameKind.host, name) };
    if (name) known[address] = made;
    return made;
  } catch {
    return { host: own };
  }
};

/** `chosen`: only a purpose that the visitor had a say in counts. */
export const isGranted = (purpose: string | null, chosen?: boolean): boolean => {
  const { state, reason } = outcomes()[purpose ?? ''] ?? {};
  const hasSay = reason !== 'strictly_necessary';
  if (state !== 'granted' || (chosen && !hasSay)) return false;
  if (hasSay) release(purpose as string);
  return true;
};

/** By a label of the page on the element itself. */
export const isLabelled = (element: Element): boolean => isGranted(getAttribute(element, 'data-hallpass-purpose'), true)
  && find(nameKind.vendor, getAttribute(element, 'data-hallpass-vendor') ?? '') !== refusedVendor;

/** The page itself names a granted purpose for the host. */
const isHostLabelled = (host: string): boolean => {
  const labelled = allIn(document, '[data-hallpass-purpose]');
  for (let index = 0; index in labelled; ++index) {
    const element = labelled[index] as Element;
    const address = getAttribute(element, 'data-src') ?? getAttribute(element, 'data-hallpass-src');
    if (address && parse(address).host === host && isLabelled(element)) return true;
  }
  return false;
};

/** `runs`: what is loaded runs where no patch of ours is: frames and workers. */
export const judge = (address: string, runs?: boolean): boolean => {
  const { host, name, isBlank, purpose } = parse(address);
  // A frame or worker made of something without a host can do anything.
  if (host === own || purpose === '' || (!name && (!runs || isBlank))) return true;
  if (!name) return everything();
  return purpose === undefined ? isHostLabelled(host) : isGranted(purpose);
};
