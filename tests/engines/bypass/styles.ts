// Style sheets, and everything that sets a property.
import { add, blobUrl, body, make, type Vectors } from './vector.ts';

const box = (): HTMLElement => Object.assign(add(make('div')), { textContent: 'x' });
let count = 0;
/** Selects an element of this vector's own, so that several can be tried on one page. */
const own = (): string => {
  count += 1;
  box().className = `own-${count}`;
  return `.own-${count}`;
};
const sheet = (text: string): HTMLStyleElement => add(Object.assign(make('style'), { textContent: text }), document.head);
const rule = (): CSSStyleRule => sheet(`${own()} { color: red }`).sheet?.cssRules[0] as CSSStyleRule;

export const styles: Vectors = {
  'css-property': (url) => { box().style.backgroundImage = `url(${url})`; },
  'css-set-property': (url) => { box().style.setProperty('background', `url(${url})`); },
  'css-text': (url) => { box().style.cssText = `background: url(${url})`; },
  'css-style-attribute': (url) => { box().setAttribute('style', `background: url(${url})`); },
  'css-style-forwarded': (url) => { (box() as unknown as { style: string }).style = `background: url(${url})`; },
  'css-element': (url) => { sheet(`${own()} { background: url(${url}) }`); },
  'css-text-node': (url) => {
    const node = document.createTextNode('');
    add(node, sheet(''));
    node.data = `${own()} { background: url(${url}) }`;
  },
  'css-append-data': (url) => {
    const node = document.createTextNode(`${own()} { background: `);
    add(node, sheet(''));
    node.appendData(`url(${url}) }`);
  },
  'css-insert-rule': (url) => { sheet('').sheet?.insertRule(`${own()} { background: url(${url}) }`); },
  'css-rule-style': (url) => { rule().style.backgroundImage = `url(${url})`; },
  'css-rule-text': (url) => { rule().style.cssText = `background: url(${url})`; },
  'css-rule-map': (url) => { rule().styleMap.set('background-image', `url(${url})`); },
  'css-adopted': (url) => {
    const made = new CSSStyleSheet();
    made.replaceSync(`${own()} { background: url(${url}) }`);
    document.adoptedStyleSheets.push(made);
  },
  'css-replace': async (url) => {
    const made = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, made];
    await made.replace(`${own()} { background: url(${url}) }`);
  },
  'css-typed': (url) => { box().attributeStyleMap.set('background-image', `url(${url})`); },
  'css-animate': (url) => { box().animate([{ backgroundImage: `url(${url})` }, { backgroundImage: `url(${url})` }], 1000); },
  'css-keyframe-effect': (url) => { new Animation(new KeyframeEffect(box(), { backgroundImage: [`url(${url})`, `url(${url})`] }, 1000)).play(); },
  'css-keyframes': (url) => { sheet(`@keyframes k { from, to { background: url(${url}) } } ${own()} { animation: k 1s }`); },
  'css-import': (url) => { sheet(`@import '${url}';`); },
  'css-import-escaped': (url) => { sheet(`@\\69mport '${url}';`); },
  'css-escaped': (url) => { box().style.cssText = `background: u\\72 l(${url})`; },
  'css-escaped-address': (url) => { box().style.cssText = `background: url(${url.replace('://', '\\3a //').replace('localhost', 'local\\68ost')})`; },
  'css-comment': (url) => { sheet(`${own()} { background/**/:/**/url("${url}")/**/ }`); },
  'css-variable': (url) => {
    const element = box();
    element.style.setProperty('--x', `url(${url})`);
    element.style.backgroundImage = 'var(--x)';
  },
  'css-image-set': (url) => { box().style.backgroundImage = `image-set("${url}" 1x)`; },
  'css-cursor': (url) => { body().style.cursor = `url(${url}), auto`; },
  'css-content': (url) => { sheet(`${own()}::before { content: url(${url}) }`); },
  'css-mask': (url) => { box().style.maskImage = `url(${url})`; },
  'css-border': (url) => { box().style.borderImage = `url(${url}) 1`; },
  'css-list': (url) => { sheet(`${own()} { display: list-item; list-style-image: url(${url}) }`); },
  'css-shape': (url) => { sheet(`${own()} { float: left; shape-outside: url(${url}) }`); },
  'css-font': (url) => { sheet(`@font-face { font-family: own; src: url(${url}) } ${own()} { font-family: own }`); },
  'css-font-api': (url) => new FontFace('x', `url(${url})`).load(),
  'css-link-blob': (url) => { add(make('link', { rel: 'stylesheet', href: blobUrl(`${own()} { background: url(${url}) }`, 'text/css') }), document.head); },
  'css-link-data': (url) => { add(make('link', { rel: 'stylesheet', href: `data:text/css,${own()}{background:url(${url})}` }), document.head); },
  'css-nested-import-blob': (url) => { sheet(`@import '${blobUrl(`${own()} { background: url(${url}) }`, 'text/css')}';`); },
};
