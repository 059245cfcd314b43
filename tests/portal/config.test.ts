// The portal's config.json: what is left out, and what is refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../../web/portal/config.ts';

const origin = 'https://portal.example';
Object.assign(globalThis, { location: { origin, href: `${origin}/records/` } });
const least = { district: 'https://district.example/', issuer: 'https://id.example', clientId: 'portal' };

test('what is left out has its default', () => {
  assert.deepEqual(readConfig(least), { ...least, district: 'https://district.example', keySigners: [], keyIssuer: '', audience: '', logo: '' });
});

test('a logo is on the portal’s own host, where the page’s policy lets it in', () => {
  for (const logo of ['logo.svg', '/logo.svg', `${origin}/logo.png`]) assert.equal(readConfig({ ...least, logo }).logo, logo);
  for (const logo of ['https://elsewhere.example/logo.svg', '//elsewhere.example/logo.svg', 'data:image/svg+xml,<svg/>', 'javascript:0']) {
    assert.throws(() => readConfig({ ...least, logo }), { code: 'invalid_argument', where: '/logo' }, logo);
  }
});

test('what is no configuration is said with its place', () => {
  assert.throws(() => readConfig(null), { code: 'malformed', where: 'config.json' });
  assert.throws(() => readConfig({ ...least, issuer: 7 }), { code: 'malformed', where: '/issuer' });
  assert.throws(() => readConfig({ ...least, keySigners: [7] }), { code: 'malformed', where: '/keySigners/0' });
  assert.throws(() => readConfig({ ...least, logo: 7 }), { code: 'malformed', where: '/logo' });
});
