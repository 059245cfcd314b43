// The lists that C++ and the page keep twice are the same: roles, attributes, colours, text styles.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { attributes, roles } from '../../web/portal/protocol.ts';

const entries = (file: string): string[][] => [...readFileSync(`portal/surface/${file}`, 'utf8').matchAll(/^HALLPASS_\w+\((.*)\)$/gm)]
  .map((match) => (match[1] ?? '').split(', ').map((part) => part.replaceAll('"', '')));
const styles = readFileSync('web/portal/styles.css', 'utf8');

test('every role has the same number and element', () => {
  assert.deepEqual(roles, entries('roles.inc'));
});

test('every attribute has the same number and name', () => {
  assert.deepEqual(attributes, entries('attributes.inc').map(([, html]) => html));
});

test('the style sheet has the colours of both schemes', () => {
  for (const [index, scheme] of styles.split('prefers-color-scheme: dark').slice(0, 2).entries()) {
    for (const entry of entries('colors.inc')) {
      const name = (entry[0] ?? '').replaceAll('_', '-');
      assert.match(scheme, new RegExp(`--${name}: #${(entry[1 + index] ?? '').slice(2)};`), `${name} in scheme ${index}`);
    }
  }
});

test('the style sheet has the text styles', () => {
  const theme = /text_styles\{\{(.*?)\}\};/s.exec(readFileSync('portal/surface/theme.hpp', 'utf8'))?.[1] ?? '';
  const wanted = [...theme.matchAll(/(\d+), (\d+), Weight::(\w+)/g)];
  assert.equal(wanted.length, 7);
  for (const [index, [, size, line, weight]] of wanted.entries()) {
    const bold = weight === 'bold' ? ' font-weight: 700;' : '';
    assert.ok(styles.includes(`.style-${index} { font-size: ${size}px; line-height: ${line}px;${bold} }`), `style ${index}`);
  }
});
