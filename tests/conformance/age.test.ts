// Every case of the published age test kit (npm cctv-age), through the native command line and through the page's module.
// What a case expects is compared by layer; what was released before an error is compared too. Cases for keys
// we do not support are counted and named below, so that none goes missing.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { HallpassError } from '../../web/base/error.ts';
import { configure, decrypt } from '../../web/vault/index.ts';

type Outcome = 'success' | 'no match' | 'HMAC failure' | 'header failure' | 'payload failure' | 'armor failure';

interface Case {
  readonly name: string;
  readonly expect: Outcome;
  readonly payloadHash: string | undefined;
  readonly identities: readonly string[];
  readonly passphrases: readonly string[];
  readonly file: Uint8Array;
}

const readCase = (name: string, bytes: Uint8Array): Case => {
  const end = Buffer.from(bytes).indexOf('\n\n');
  const lines = Buffer.from(bytes.subarray(0, end)).toString().split('\n').map((line) => line.split(': ', 2) as [string, string]);
  const all = (key: string): string[] => lines.filter(([name]) => name === key).map(([, value]) => value);
  const body = bytes.subarray(end + 2);
  return {
    name, expect: all('expect')[0] as Outcome, payloadHash: all('payload')[0], identities: all('identity'),
    passphrases: all('passphrase'), file: all('compressed')[0] === 'zlib' ? inflateSync(body) : body,
  };
};

const cases = Object.entries({ ...(await import('cctv-age')) } as unknown as Record<string, Uint8Array>).map(([name, bytes]) => readCase(name, bytes));
/** Hybrid post-quantum identities (ML-KEM-768 with X25519): libsodium has no ML-KEM. */
const isSupported = (one: Case): boolean => !one.identities.some((identity) => identity.startsWith('AGE-SECRET-KEY-PQ-'));

/** We find out by ourselves whether a file is armored; this one does not look so, and is a wrong header then. */
const notSeenAsArmor = 'armor_garbage_leading';
const expected = (one: Case): Outcome => one.name === notSeenAsArmor ? 'header failure' : one.expect;

/** A chunk that is authentic, but not in its place (a last one with more after it, or none that is the last): the page gets nothing of it. */
const isHeldBack = (one: Case): boolean => one.expect === 'payload failure' && one.payloadHash !== sha256('')
  && /trailing_garbage|no_final_.*full|no_final_full|two_final_chunks|garbage_encoded/.test(one.name);

/** The layer that an error's place names, in the test kit's words. */
const outcomeOf = (where: string): Outcome => {
  if (where === 'armor') return 'armor failure';
  if (where === 'payload/nonce') return 'header failure'; // the kit counts the nonce with the header
  if (where === 'header/mac') return 'HMAC failure';
  if (where === 'identity') return 'no match';
  return where.startsWith('payload/') ? 'payload failure' : 'header failure';
};
const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

let folder = '';
before(() => { folder = mkdtempSync(join(tmpdir(), 'hallpass-age-')); });
after(() => { rmSync(folder, { recursive: true }); });

test('the test kit is whole, and only post-quantum keys are not supported', (context) => {
  assert.equal(cases.length, 143);
  const unsupported = cases.filter((one) => !isSupported(one)).map(({ name }) => name);
  context.diagnostic(`${cases.length - unsupported.length} cases are run; ${unsupported.length} are not supported: ${unsupported.join(', ')}`);
  assert.equal(unsupported.length, 19);
  assert.ok(unsupported.every((name) => name.includes('hybrid')), unsupported.join(', '));
});

for (const one of cases.filter(isSupported)) {
  test(`native: ${one.name}`, () => {
    const keys = join(folder, 'keys');
    const passphrase = join(folder, 'passphrase');
    writeFileSync(keys, one.identities.join('\n'));
    writeFileSync(passphrase, one.passphrases[0] ?? '');
    const options = [...(one.identities.length > 0 ? ['-i', keys] : []), ...(one.passphrases.length > 0 ? ['-P', passphrase] : [])];
    const { status, stdout, stderr } = spawnSync('build/native/cli/hallpass', ['decrypt', ...options], { input: one.file, maxBuffer: 1 << 26 });
    const outcome = status === 0 ? 'success' : outcomeOf(/\((.*?)\)/.exec(stderr.toString())?.[1] ?? '');
    assert.equal(outcome, expected(one), stderr.toString());
    if (one.payloadHash !== undefined) assert.equal(sha256(stdout), one.payloadHash);
  });

  test(`in the page's module: ${one.name}`, async () => {
    const keys = one.passphrases.length > 0 ? { passphrase: one.passphrases[0] ?? '' } : one.identities;
    const released: Uint8Array[] = [];
    let outcome: Outcome = 'success';
    try {
      for await (const piece of decrypt(keys, one.file)) released.push(piece);
    } catch (error) {
      assert.ok(error instanceof HallpassError);
      outcome = outcomeOf(error.where);
    }
    assert.equal(outcome, expected(one));
    const bytes = Buffer.concat(released);
    if (isHeldBack(one)) assert.deepEqual([bytes.length % 65536, sha256(bytes) === one.payloadHash], [0, false]);
    else if (one.payloadHash === undefined) assert.equal(bytes.length, 0);
    else assert.equal(sha256(bytes), one.payloadHash);
  });
}

configure(readFileSync('build/wasm/wasm/vault/vault.wasm'));
