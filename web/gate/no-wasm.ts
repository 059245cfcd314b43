// In front of the gate: where a browser has no WebAssembly (a lockdown mode), the same gate with its module in JavaScript
// is written right after this script, and does everything from here on.
import { makeTrusted } from './trusted.ts';

export const isElsewhere = typeof WebAssembly === 'undefined';

if (isElsewhere) {
  const own = document.currentScript as HTMLScriptElement;
  const trusted = makeTrusted();
  Object.defineProperty(window, 'hallpass', { value: trusted, configurable: true });
  const twin = own.cloneNode() as HTMLScriptElement;
  twin.src = trusted.createScriptURL(own.src.replace(/[^/]*$/, 'hallpass.no-wasm.js'));
  twin.removeAttribute('integrity');
  twin.setAttribute('nonce', own.nonce);
  if (own.async || own.defer) own.after(twin);
  // eslint-disable-next-line no-restricted-properties -- read, not written
  else document.write(trusted.createHTML(twin.outerHTML));
}
