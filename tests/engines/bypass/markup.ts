// The document's own ways to make an element load something.
/* eslint no-restricted-properties: off -- what a hostile script does */
import { add, body, later, make, parsed, type Vectors } from './vector.ts';

const attribute = (value: string): Attr => {
  const made = document.createAttribute('src');
  made.value = value;
  return made;
};
const svg = (name: string): SVGElement => document.createElementNS('http://www.w3.org/2000/svg', name) as SVGElement;
const picture = (url: string): Element => parsed(`<img src="${url}">`);
const drawn = (markup: string): void => {
  add(make('div')).innerHTML = `<svg width="9" height="9">${markup}</svg>`;
};
const link = (attributes: Readonly<Record<string, string>>): void => { add(make('link', attributes), document.head); };

export const markup: Vectors = {
  'attr-node': (url) => { make('img').setAttributeNode(attribute(url)); },
  'attr-named-item': (url) => { make('img').attributes.setNamedItem(attribute(url)); },
  'attr-value': (url) => { (make('img', { src: '' }).getAttributeNode('src') as Attr).value = url; },
  'attr-node-value': (url) => { (make('img', { src: '' }).getAttributeNode('src') as Attr).nodeValue = url; },
  'attr-text-content': (url) => { (make('img', { src: '' }).getAttributeNode('src') as Attr).textContent = url; },
  'attr-namespace': (url) => { make('img').setAttributeNS(null, 'src', url); },
  'attr-upper-case': (url) => { make('img').setAttribute('SRC', url); },
  'attr-relative-scheme': (url) => { make('img').setAttribute('src', url.replace('http:', ' \n')); },
  'attr-stringified-twice': (url) => {
    let asked = 0;
    make('img').setAttribute('src', { toString: () => (asked++ === 0 ? '/plain' : url) } as unknown as string);
  },
  'image-descriptor': (url) => { Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, 'src')?.set?.call(make('img'), url); },
  'image-reflect': (url) => { Reflect.set(new Image(), 'src', url); },
  'image-srcset': (url) => { new Image().srcset = `${url} 1x`; },
  'image-base': (url) => {
    add(make('base', { href: url }), document.head);
    new Image().src = '?by-base';
  },
  'inner-html': (url) => { add(make('div')).innerHTML = `<img src="${url}">`; },
  'inner-html-detached': (url) => { make('div').innerHTML = `<img src="${url}">`; },
  'outer-html': (url) => { add(make('div')).outerHTML = `<img src="${url}">`; },
  'insert-adjacent-html': (url) => { body().insertAdjacentHTML('beforeend', `<img src="${url}">`); },
  'set-html-unsafe': (url) => { (add(make('div')) as unknown as { setHTMLUnsafe: (text: string) => void }).setHTMLUnsafe(`<img src="${url}">`); },
  'shadow-inner-html': (url) => { add(make('div')).attachShadow({ mode: 'closed' }).innerHTML = `<img src="${url}">`; },
  'document-write': (url) => {
    const script = make('script');
    script.text = `document.write('<img src="${url}">')`;
    add(script);
    document.write(`<img src="${url}">`);
  },
  'fragment-script': (url) => { add(document.createRange().createContextualFragment(`<script src="${url}"></script>`)); },
  'template-clone': (url) => {
    const template = make('template');
    template.innerHTML = `<img src="${url}">`;
    add(template.content.cloneNode(true));
  },
  'import-node': (url) => { document.importNode(picture(url), true); },
  'adopt-node': (url) => { document.adoptNode(picture(url)); },
  'parsed-append': (url) => { body().append(picture(url)); },
  'parsed-replace-children': (url) => { add(make('div')).replaceChildren(picture(url)); },
  'parsed-insert-adjacent': (url) => { body().insertAdjacentElement('beforeend', picture(url)); },
  'parsed-range': (url) => {
    const range = document.createRange();
    range.selectNodeContents(body());
    range.insertNode(picture(url));
  },
  'parsed-script-clone': (url) => {
    const inert = document.implementation.createHTMLDocument();
    const script = inert.createElement('script');
    script.src = url;
    add(document.importNode(script));
  },
  'script-src': (url) => { add(make('script')).src = url; },
  'script-module': (url) => { add(make('script', { type: 'module', src: url })); },
  'script-module-inline': (url) => {
    const script = make('script', { type: 'module' });
    script.text = `import '${url}';`;
    add(script);
  },
  'script-speculation': (url) => {
    const script = make('script', { type: 'speculationrules' });
    script.text = JSON.stringify({ prefetch: [{ source: 'list', urls: [url], eagerness: 'immediate' }] });
    add(script);
  },
  'svg-image': (url) => {
    svg('image').setAttribute('href', url);
    drawn(`<image href="${url}" width="9" height="9"/>`);
  },
  'svg-image-xlink': (url) => {
    const image = svg('image');
    image.setAttributeNS('http://www.w3.org/1999/xlink', 'xlink:href', url);
    add(image, add(svg('svg')));
  },
  'svg-image-base-val': (url) => {
    const image = add(svg('image'), add(svg('svg'))) as SVGImageElement;
    image.href.baseVal = url;
  },
  'svg-image-set': (url) => { drawn(`<image width="9" height="9"><set attributeName="href" to="${url}" begin="0s"/></image>`); },
  'svg-filter': (url) => { drawn(`<filter id="f"><feImage href="${url}"/></filter><rect width="9" height="9" filter="url(#f)"/>`); },
  'svg-script': (url) => {
    const script = svg('script');
    script.setAttribute('href', url);
    add(script, add(svg('svg')));
  },
  'math-in-image': (url) => { add(make('div')).innerHTML = `<math><mtext><img src="${url}"></mtext></math>`; },
  'link-stylesheet': (url) => { link({ rel: 'stylesheet', href: url }); },
  'link-rel-later': (url) => {
    const late = add(make('link', { href: url }), document.head);
    late.relList.add('stylesheet');
  },
  'link-prefetch': (url) => { link({ rel: 'prefetch', href: url }); },
  'link-preload': (url) => { link({ rel: 'preload', as: 'image', href: url }); },
  'link-preload-srcset': (url) => { link({ rel: 'preload', as: 'image', imagesrcset: `${url} 1x` }); },
  'link-modulepreload': (url) => { link({ rel: 'modulepreload', href: url }); },
  'link-icon': (url) => { link({ rel: 'icon', href: url }); },
  'link-preconnect': (_url, port) => { link({ rel: 'preconnect', href: `http://localhost:${port}` }); },
  'video-poster': (url) => { add(make('video')).poster = url; },
  'video-src': (url) => { add(make('video', { preload: 'auto' })).src = url; },
  'video-source': (url) => { add(make('source', { src: url }), add(make('video', { preload: 'auto' }))); },
  'audio-constructor': (url) => { new Audio(url).load(); },
  'track-src': (url) => {
    const video = add(make('video', { crossorigin: 'anonymous' }));
    const track = make('track', { src: url, kind: 'captions', default: '' });
    video.append(track);
    track.track.mode = 'showing';
  },
  'picture-source': (url) => {
    const source = make('source', { srcset: url });
    add(make('img', { src: '/none' }), add(source, add(make('picture'))).parentNode as Node);
  },
  'input-image': (url) => { add(make('input', { type: 'image', src: url })); },
  'input-type-later': (url) => { add(make('input', { src: url })).type = 'image'; },
  'body-background': (url) => { body().setAttribute('background', url); },
  'table-background': (url) => { add(make('table', { background: url })); },
  'image-after-move': async (url) => {
    const holder = document.implementation.createHTMLDocument();
    const image = add(holder.createElement('img'), holder.body);
    image.src = url;
    await later(50);
    add(image);
  },
};
