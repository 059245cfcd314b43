// Large files in Chromium: the page stays responsive, and memory stays small. --long: 4 GiB instead of 1 GiB.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, openSync, closeSync, ftruncateSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/chromium.ts';
import { isLong } from '../support/long.ts';
import { openVault, serveVaultPage, type VaultPage } from './page.ts';

const mebibyte = 1 << 20;
const folder = mkdtempSync(join(tmpdir(), 'hallpass-large-'));
let recipient = '';
let identity = '';
let site: VaultPage;

before(async () => {
  const key = execFileSync('age-keygen', { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  recipient = /age1\w+/.exec(key)?.[0] ?? '';
  identity = /AGE-SECRET-KEY-1\w+/.exec(key)?.[0] ?? '';
  site = await serveVaultPage();
});
after(async () => {
  await site.close();
  rmSync(folder, { recursive: true });
});

const visit = async (use: (page: Page, browser: Browser) => Promise<void>): Promise<void> => {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(site.origin);
    await page.evaluate(openVault);
    await use(page, browser);
  } finally {
    await browser.close();
  }
};

/**
 * The longest task of the page's main thread while `work` goes on, in milliseconds of processor time: what other programs take
 * from the machine is not the page's doing. scripts/bench age measures by the wall's clock.
 */
const longestTask = async (browser: Browser, page: Page, work: () => Promise<void>): Promise<number> => {
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: { name: string; ph: string; pid: number; tid: number; tdur?: number; args?: { name?: string } }[] };
  const mains = new Set(traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(({ pid, tid }) => `${pid}.${tid}`));
  const tasks = traceEvents.filter(({ ph, pid, tid }) => ph === 'X' && mains.has(`${pid}.${tid}`)).map(({ tdur }) => (tdur ?? 0) / 1000);
  assert.ok(tasks.length > 256, 'the trace has the page\u2019s tasks');
  return Math.max(...tasks);
};

test('while 256 MiB are encrypted and decrypted, no task of the page takes longer than 50 ms', async (t) => {
  await visit(async (page, browser) => {
    const encrypting = await longestTask(browser, page, () => page.evaluate(async (to) => {
      const source = new Blob(Array<Blob>(256).fill(new Blob([new Uint8Array(1 << 20)])));
      const file = await new Response(vault.encrypt([to], source)).blob();
      if (file.size < source.size) throw new Error('too few bytes came');
      (window as { file?: Blob }).file = file;
    }, recipient));
    const decrypting = await longestTask(browser, page, () => page.evaluate(async (key) => {
      let size = 0;
      for await (const piece of vault.decrypt([key], (window as { file?: Blob }).file ?? new Blob())) size += piece.length;
      if (size !== 256 << 20) throw new Error('too few bytes came');
    }, identity));
    t.diagnostic(`longest task: ${encrypting.toFixed(1)} ms encrypting, ${decrypting.toFixed(1)} ms decrypting`);
    assert.ok(encrypting <= 50);
    assert.ok(decrypting <= 50);
  });
});

/** The most that the page's process held at once over what it held before, in bytes, while `work` goes on. */
const peakOver = async (browser: Browser, work: () => Promise<void>): Promise<number> => {
  const session = await browser.newBrowserCDPSession();
  const held = async (): Promise<number> => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    // One of them is the page's, with its workers; another may wait for the next page.
    return Math.max(...processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => {
      const status = readFileSync(`/proc/${id}/status`, 'utf8');
      const kibibytes = ['RssAnon', 'RssShmem'].map((name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0));
      return kibibytes.reduce((a, b) => a + b) * 1024;
    }));
  };
  const before = await held();
  let peak = before;
  let isOver = false;
  const done = work().finally(() => { isOver = true; });
  while (!isOver) {
    peak = Math.max(peak, await held());
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  await done;
  return peak - before;
};

const size = (isLong ? 4096 : 256) * mebibyte;

/** Runs in the page, with a reader that brings its own buffer: what others leave behind is the browser's to collect. */
const run = async (what: 'encrypt' | 'decrypt' | 'stream', key: string, size: number): Promise<number> => {
  const file = document.querySelector('input')?.files?.[0] as File;
  const piece = new Uint8Array(100_000);
  let left = size;
  const source = new ReadableStream<Uint8Array>({ pull: (controller) => {
    if (left === 0) controller.close();
    else controller.enqueue(piece.subarray(0, left));
    left -= Math.min(left, piece.length);
  } }, { highWaterMark: 0 });
  const stream = what === 'decrypt' ? vault.decrypt([key], file) : vault.encrypt([key], what === 'stream' ? source : file);
  const reader = stream.getReader({ mode: 'byob' });
  let done = 0;
  for (let view = new Uint8Array(1 << 20); ;) {
    const result = await reader.read(view);
    if (result.done) return done;
    done += result.value.length;
    view = new Uint8Array(result.value.buffer);
  }
};

// What the browser leaves to collect after reading such a file, without encrypting anything, is 36 to 66 MiB of it.
test(`${size / mebibyte} MiB are encrypted with under 64 MiB of memory, and decrypted in as constant memory`, async (t) => {
  const plain = join(folder, 'plain');
  const file = openSync(plain, 'w');
  ftruncateSync(file, size);
  closeSync(file);
  const sealed = join(folder, 'sealed');
  execFileSync('age', ['-r', recipient, '-o', sealed, plain]);
  for (const [what, path, key, limit] of [['encrypt', plain, recipient, 64], ['decrypt', sealed, identity, 96], ['stream', undefined, recipient, 96]] as const) {
    await visit(async (page, browser) => {
      if (path !== undefined) await page.setInputFiles('input', path);
      const peak = await peakOver(browser, async () => {
        assert.ok(await page.evaluate(`(${String(run)})(${JSON.stringify(what)}, ${JSON.stringify(key)}, ${size})`) as number >= size);
      });
      t.diagnostic(`${what}: ${(peak / mebibyte).toFixed(1)} MiB more`);
      assert.ok(peak < limit * mebibyte, what);
    });
  }
});
