// Requests that are navigations: of frames, windows and forms.
import { add, make, type Vectors } from './vector.ts';

let count = 0;
const frame = (): HTMLIFrameElement => {
  count += 1;
  return add(make('iframe', { name: `target-${count}` }));
};
/** The name of a new frame, for what is aimed at one. */
const target = (): string => frame().name;

const form = (url: string, attributes: Readonly<Record<string, string>> = {}): HTMLFormElement =>
  add(make('form', { action: url, target: target(), ...attributes }));

export const navigation: Vectors = {
  'frame-src': (url) => { frame().src = url; },
  'frame-src-before': (url) => { add(make('iframe', { src: url })); },
  'frame-location': (url) => { (frame().contentWindow as unknown as { location: string }).location = url; },
  'frame-location-href': (url) => { (frame().contentWindow as Window).location.href = url; },
  'frame-location-replace': (url) => { frame().contentWindow?.location.replace(url); },
  'frame-window-open': (url) => window.open(url, target()),
  'window-open': (url) => window.open(url),
  'link-into-frame': (url) => { add(make('a', { href: url, target: target() })).click(); },
  'link-ping': (url) => { add(make('a', { href: '#here', ping: url })).click(); },
  'area-ping': (url) => { add(make('area', { href: '#here', ping: url })).click(); },
  'form-submit': (url) => { form(url).submit(); },
  'form-request-submit': (url) => { form(url).requestSubmit(); },
  'form-post': (url) => { form(url, { method: 'post' }).submit(); },
  'form-action-later': (url) => {
    const late = form('/plain');
    late.action = url;
    late.submit();
  },
  'form-button-action': (url) => { add(make('button', { formaction: url }), form('/plain')).click(); },
  'form-shadowed-action': (url) => {
    const late = form(url);
    add(make('input', { name: 'action' }), late);
    late.submit();
  },
  'embed-src': (url) => { add(make('embed', { src: url, type: 'text/html' })); },
  'object-data': (url) => { add(make('object', { data: url, type: 'text/html' })); },
  'object-data-later': (url) => { add(make('object', { type: 'image/svg+xml' })).data = url; },
};
