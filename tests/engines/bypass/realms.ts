// New realms: their natives, and documents of their own.
/* eslint no-restricted-properties: off -- what a hostile script does */
import { add, blobUrl, body, make, realm, type Vectors } from './vector.ts';

const frame = (attributes: Readonly<Record<string, string>>): void => { add(make('iframe', attributes)); };

export const realms: Vectors = {
  'frame-fetch': (url) => realm().fetch(url, { mode: 'no-cors' }),
  'frame-image': (url) => { new (realm().Image)().src = url; },
  'frame-xhr': (url) => {
    const request = new (realm().XMLHttpRequest)();
    request.open('GET', url);
    request.send();
  },
  'frame-beacon': (url) => realm().navigator.sendBeacon(url),
  'frame-socket': (url) => new (realm().WebSocket)(url.replace('http', 'ws')),
  'frame-worker': (url) => new (realm().Worker)(blobUrl(`fetch('${url}', { mode: 'no-cors' })`, 'text/javascript')),
  'frame-document-write': (url) => {
    const { document: inner } = realm();
    inner.write(`<img src="${url}">`);
    inner.close();
  },
  'frame-element': (url) => {
    const { document: inner } = realm();
    add(inner.createElement('img'), inner.body).src = url;
  },
  'frame-nested': (url) => {
    const { document: inner } = realm();
    return add(inner.createElement('iframe'), inner.body).contentWindow?.fetch(url, { mode: 'no-cors' });
  },
  'frame-lent-fetch': (url) => realm().fetch.call(window, url, { mode: 'no-cors' }),
  'frame-lent-setter': (url) => {
    const setter = Object.getOwnPropertyDescriptor(realm().HTMLImageElement.prototype, 'src')?.set;
    setter?.call(make('img'), url);
  },
  'frame-lent-append': (url) => {
    const { Node: { prototype: { appendChild } } } = realm();
    const image = new DOMParser().parseFromString(`<img src="${url}">`, 'text/html').images[0];
    if (image) appendChild.call(body(), image);
  },
  'frame-eval': (url) => (realm() as unknown as { eval: (code: string) => unknown }).eval(`fetch('${url}', { mode: 'no-cors' })`),
  'frame-by-markup': (url) => {
    body().insertAdjacentHTML('beforeend', '<iframe></iframe>');
    return window[window.length - 1]?.fetch(url, { mode: 'no-cors' });
  },
  'frame-by-inner-html': (url) => {
    const box = add(make('div'));
    box.innerHTML = '<p><iframe></iframe></p>';
    return box.querySelector('iframe')?.contentWindow?.fetch(url, { mode: 'no-cors' });
  },
  'frame-by-fragment': (url) => {
    add(document.createRange().createContextualFragment('<iframe></iframe>'));
    return window[window.length - 1]?.fetch(url, { mode: 'no-cors' });
  },
  'frame-in-shadow': (url) => {
    const root = add(make('div')).attachShadow({ mode: 'closed' });
    return add(make('iframe'), root).contentWindow?.fetch(url, { mode: 'no-cors' });
  },
  'frame-by-replace-with': (url) => {
    const inner = make('iframe');
    add(make('p')).replaceWith(inner);
    return inner.contentWindow?.fetch(url, { mode: 'no-cors' });
  },
  'frame-by-range': (url) => {
    const inner = make('iframe');
    const range = document.createRange();
    range.selectNodeContents(body());
    range.insertNode(inner);
    return inner.contentWindow?.fetch(url, { mode: 'no-cors' });
  },
  'frame-content-document': (url) => {
    const view = add(make('iframe')).contentDocument?.defaultView;
    return view?.fetch(url, { mode: 'no-cors' });
  },
  'object-realm': (url) => {
    const object = add(make('object', { data: 'about:blank', type: 'text/html' }));
    return object.contentWindow?.fetch(url, { mode: 'no-cors' });
  },
  'frame-srcdoc-image': (url) => { frame({ srcdoc: `<img src="${url}">` }); },
  'frame-srcdoc-script': (url) => { frame({ srcdoc: `<script>fetch('${url}', { mode: 'no-cors' })</script>` }); },
  'frame-srcdoc-property': (url) => { add(make('iframe')).srcdoc = `<link rel="stylesheet" href="${url}">`; },
  'frame-srcdoc-refresh': (url) => { frame({ srcdoc: `<meta http-equiv="refresh" content="0;url=${url}">` }); },
  'frame-javascript': (url) => { frame({ src: `javascript:'<img src="${url}">'` }); },
  'frame-blob': (url) => { frame({ src: blobUrl(`<img src="${url}">`, 'text/html') }); },
  'frame-data': (url) => { frame({ src: `data:text/html,<img src="${url}">` }); },
  'frame-xslt': (url) => {
    const processor = new XSLTProcessor();
    processor.importStylesheet(new DOMParser().parseFromString(`<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
      <xsl:template match="/"><img src="${url}"/></xsl:template></xsl:stylesheet>`, 'text/xml'));
    add(processor.transformToFragment(new DOMParser().parseFromString('<a/>', 'text/xml'), document));
  },
};
