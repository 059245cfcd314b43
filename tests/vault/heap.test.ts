// The module's own heap.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configure } from '../../web/vault/index.ts';
import { load } from '../../web/vault/module.ts';
import { refused, wasm } from './support.ts';

configure(wasm);

test('blocks of the heap do not overlap, are aligned, and their room is found again', async () => {
  const { exports } = await load();
  const held: { at: number; size: number; mark: number }[] = [];
  const bytes = (at: number, size: number): Uint8Array => new Uint8Array(exports.memory.buffer, at, size);
  let seed = 1;
  const random = (below: number): number => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) % below;
  const free = (index: number): void => {
    const [{ at, size, mark } = { at: 0, size: 0, mark: 0 }] = held.splice(index, 1);
    assert.ok(bytes(at, size).every((byte) => byte === mark), `what stood in ${size} bytes at ${at} was changed`);
    exports.vault_free(at, size);
  };
  let grown = 0;
  for (let round = 0; round < 6; ++round) {
    for (let turn = 0; turn < 400; ++turn) {
      if (held.length > 40 || (held.length > 0 && random(3) === 0)) {
        free(random(held.length));
        continue;
      }
      const size = random(4) === 0 ? random(100_000) : random(300);
      const at = exports.vault_allocate(size);
      assert.ok(at > 0 && at % 16 === 0);
      const mark = turn % 255 + 1;
      bytes(at, size).fill(mark);
      held.push({ at, size, mark });
    }
    while (held.length > 0) free(random(held.length));
    // All of it is one piece again: as much as was ever there fits into what is there.
    grown ||= exports.memory.buffer.byteLength;
    const most = grown - 131_072;
    const at = exports.vault_allocate(most);
    exports.vault_free(at, most);
  }
  assert.ok(exports.memory.buffer.byteLength <= 2 * grown, `${exports.memory.buffer.byteLength} bytes after ${grown}`);
});

test('what does not fit is refused, and all works on', async () => {
  const vault = await load();
  for (const size of [400 << 20, 0x7fff_ffff, 0xffff_fff0, 0xffff_ffff]) {
    assert.equal((await refused((async () => vault.allocate(size))())).where, 'memory');
  }
  assert.equal(vault.borrow(100_000, undefined, (at) => vault.view(at, 100_000).length), 100_000);
});
