// May an address be asked for? By the policy's declared hosts, the page's own labels, and the policy's default.
import { nameKind } from '../name-kind.ts';
import { fits, getter, uncurry } from '../natives.ts';
import { everything, find, outcomes, release } from './port.ts';

const NativeUrl = URL;
const protocolOf = getter(URL.prototype, 'protocol');
const hostOf = getter(URL.prototype, 'host');
const nameOf = getter(URL.prototype, 'hostname');
const baseOf = getter(Node.prototype, 'baseURI');
const all = uncurry(Document.prototype.querySelectorAll);
const attribute = uncurry(Element.prototype.getAttribute);
const { host: own } = location;

const parse = (address: string | null): URL | undefined => {
  try {
    return new NativeUrl(address ?? '', baseOf(document));
  } catch {
    return undefined; // no address at all: the native says so
  }
};

/** `chosen`: only a purpose that the visitor had a say in counts. */
export const isGranted = (purpose: string, chosen?: boolean): boolean => {
  const { state, reason } = outcomes()[purpose] ?? {};
  const hasSay = reason !== 'strictly_necessary';
  if (state !== 'granted' || (chosen && !hasSay)) return false;
  if (hasSay) release(purpose);
  return true;
};

/** The page itself names a granted purpose for the host. */
const isLabelled = (host: string): boolean => {
  const labelled = all(document, '[data-hallpass-purpose]');
  for (let index = 0; index in labelled; ++index) {
    const element = labelled[index] as Element;
    const url = parse(attribute(element, 'data-src') ?? attribute(element, 'data-hallpass-src'));
    if (url && hostOf(url) === host && isGranted(attribute(element, 'data-hallpass-purpose') ?? '', true)) return true;
  }
  return false;
};

/** `runs`: what is loaded runs where no patch of ours is: frames and workers. */
export const judge = (address: string, runs?: boolean): boolean => {
  const url = parse(address);
  if (!url || hostOf(url) === own) return true;
  const isNetwork = fits(/^(http|ws)s?:$/, protocolOf(url));
  // Without a host: data, blob and the like. A frame or worker made of them can do anything.
  if (!isNetwork && (!runs || protocolOf(url) === 'about:')) return true;
  const purpose = find(nameKind.host, isNetwork ? nameOf(url) : '');
  if (purpose === '') return true;
  if (!isNetwork) return everything();
  return purpose === undefined ? isLabelled(hostOf(url)) : isGranted(purpose);
};
