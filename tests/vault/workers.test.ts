// The vault in Chromium under the strictest policy: who does the work, what is left afterwards, and what happens where
// workers may not start.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { until } from '../../scripts/lib/engines/engine.ts';
import { launchChromium } from '../../scripts/lib/chromium.ts';
import { instantiate } from '../../web/vault/module.ts';
import { createOperations } from '../../web/vault/operations.ts';
import { openVault, serveVaultPage, strictPolicy, type VaultPage } from './page.ts';
import { wasm } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'hallpass-vault-'));
const key = join(folder, 'key');
let identity = '';
let recipient = '';
let site: VaultPage;
let browser: Browser;

before(async () => {
  execFileSync('age-keygen', ['-o', key], { stdio: 'ignore' });
  recipient = execFileSync('age-keygen', ['-y', key]).toString().trim();
  identity = /AGE-SECRET-KEY-1\w+/.exec(execFileSync('cat', [key]).toString())?.[0] ?? '';
  site = await serveVaultPage();
  browser = await launchChromium();
});
after(async () => {
  await browser.close();
  await site.close();
  rmSync(folder, { recursive: true });
});

const visit = async (use: (page: Page) => Promise<void>, { policy = strictPolicy(), missing = [] as string[], spoilt = [] as string[], reports = 0, inWorker = '' } = {}): Promise<void> => {
  Object.assign(site, { policy, missing, spoilt, inWorker });
  const page = await browser.newPage();
  const violations: string[] = [];
  page.on('console', (message) => { if (/Content Security Policy|Trusted/.test(message.text())) violations.push(message.text()); });
  try {
    await page.goto(site.origin);
    await page.evaluate(openVault);
    await use(page);
    assert.equal(violations.length, reports, violations.join('\n'));
  } finally {
    await page.close();
  }
};

/** Encrypts what a plain pattern of `size` bytes makes, POSTs the file, and gives the plaintext's digest. */
const encryptPattern = (page: Page, size: number, workers?: number): Promise<string> => page.evaluate(async ({ recipient, size, workers }) => {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 65536) crypto.getRandomValues(bytes.subarray(at, at + 65536));
  const file = await new Response(vault.encrypt([recipient], new Blob([bytes]), workers === undefined ? {} : { workers })).blob();
  await fetch('/put', { method: 'POST', body: file });
  return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}, { recipient, size, ...workers === undefined ? {} : { workers } });

const openedDigest = (): string => createHash('sha256').update(execFileSync('age', ['-d', '-i', key], { input: site.put(), maxBuffer: 1e9 })).digest('hex');

test('a large file is done by several workers; the standard age opens it, and they open it too', async () => {
  await visit(async (page) => {
    const started: unknown[] = [];
    page.on('worker', (worker) => { started.push(worker); });
    assert.equal(await encryptPattern(page, 24_000_001), openedDigest());
    assert.equal(started.length, Math.min(6, await page.evaluate(() => navigator.hardwareConcurrency)), 'one for every 4 MiB');
    const file = site.put();
    writeFileSync(join(folder, 'file.age'), file);
    await page.setInputFiles('input', join(folder, 'file.age'));
    const same = await page.evaluate(async ({ identity }) => {
      const file = document.querySelector('input')?.files?.[0] as File;
      const opened = await vault.openFile([identity], file);
      const stream = vault.decrypt([identity], file);
      const whole = await vault.readAll(stream);
      const [from, to] = [11_111_111, 13_131_313];
      const part = await opened.read(from, to);
      opened.close();
      return opened.size === whole.length && part.every((byte, i) => byte === whole[from + i]) ? whole.length : 'not the same';
    }, { identity });
    assert.equal(same, 24_000_001);
  });
});

test('one worker when one is asked for; none for what is small, and none but by the strict policy’s leave', async () => {
  await visit(async (page) => {
    assert.equal(await encryptPattern(page, 200_000), openedDigest());
    assert.equal(page.workers().length, 0);
    assert.equal(await encryptPattern(page, 24_000_000, 1), openedDigest());
    assert.equal(page.workers().length, 1);
    assert.equal(await encryptPattern(page, 600_000), openedDigest());
    assert.equal(page.workers().length, 1, 'the idle worker is taken again');
  });
});

test('a stream source and a Uint8Array go through the workers, and stay the caller’s', async () => {
  await visit(async (page) => {
    const same = await page.evaluate(async ({ recipient, identity }) => {
      const bytes = new Uint8Array(13_000_000).map((_, i) => i * 7 + (i >> 11));
      const file = await vault.readAll(vault.encrypt([recipient], bytes));
      const pieces = new ReadableStream<Uint8Array>({ start: (controller) => {
        for (let at = 0; at < file.length; at += 1_234_567) controller.enqueue(file.subarray(at, at + 1_234_567));
        controller.close();
      } });
      const opened = await vault.readAll(vault.decrypt([identity], pieces));
      return [bytes.length, file.length > bytes.length, opened.length, opened.every((byte, i) => byte === bytes[i])];
    }, { recipient, identity });
    assert.deepEqual(same, [13_000_000, true, 13_000_000, true]);
    assert.ok(page.workers().length >= 1);
  });
});

/** Lets a test look at the module in a worker. */
const watch = 'const native=WebAssembly.instantiate;WebAssembly.instantiate=async(...given)=>self.seen=await native.apply(WebAssembly,given);\n';
interface Watched { readonly seen: { readonly exports: { readonly memory: WebAssembly.Memory } } }

test('after its file a worker holds no key; cancelled or failed, it is ended', async () => {
  await visit(async (page) => {
    await encryptPattern(page, 8_000_000, 1);
    const operations = createOperations(await instantiate(await WebAssembly.compile(wasm)));
    operations.beginOpening(new TextEncoder().encode(identity), false, new Uint8Array(site.put().subarray(0, 65536)));
    const payloadKey = [...operations.share()];
    const isThere = async (secret: number[]): Promise<boolean> => {
      const [worker] = page.workers();
      if (!worker) throw new Error('no worker');
      return worker.evaluate((secret) => {
        const memory = new Uint8Array((globalThis as unknown as Watched).seen.exports.memory.buffer);
        for (let at = memory.indexOf(secret[0] ?? 0); at >= 0; at = memory.indexOf(secret[0] ?? 0, at + 1)) {
          if (secret.every((byte, i) => memory[at + i] === byte)) return true;
        }
        return false;
      }, secret);
    };
    assert.equal(await isThere(payloadKey), false);
    const text = [...Buffer.from(identity.slice(20, 50))];

    // While the file is open it is there: the search does find.
    await page.evaluate(async ({ identity }) => {
      const reader = vault.decrypt([identity], await (await fetch('/put')).blob(), { workers: 1 }).getReader();
      await reader.read();
      Object.assign(globalThis, { reader });
    }, { identity });
    assert.equal(await isThere(payloadKey), true);
    assert.equal(await isThere(text), false, 'the identity itself is gone as soon as the header is read');
    await page.evaluate(async () => { await (globalThis as unknown as { reader: ReadableStreamDefaultReader }).reader.cancel(); });
    await until('the end of the worker', () => Promise.resolve(page.workers().length === 0));

    const failed = await page.evaluate(async ({ identity }) => {
      const bytes = new Uint8Array(await (await fetch('/put')).arrayBuffer());
      bytes[500_000] = 1 ^ (bytes[500_000] ?? 0);
      return vault.readAll(vault.decrypt([identity], bytes)).catch((error: unknown) => [(error as HallpassLike).name, (error as HallpassLike).code, (error as HallpassLike).where]);
    }, { identity });
    assert.deepEqual(failed, ['HallpassError', 'not_authentic', 'payload/chunk/7']);
    await until('the end of the workers', () => Promise.resolve(page.workers().length === 0));
  }, { inWorker: watch });
});
interface HallpassLike { readonly name: string; readonly code: string; readonly where: string }

test('an abort in the middle of a passphrase’s scrypt ends the worker at once', async () => {
  await visit(async (page) => {
    const milliseconds = await page.evaluate(async () => {
      const controller = new AbortController();
      const reading = vault.readAll(vault.encrypt({ passphrase: 'correct horse', workFactor: 18 }, new Uint8Array(10), { signal: controller.signal })).then(() => 'done', (error: unknown) => (error as Error).name);
      await new Promise((resolve) => { setTimeout(resolve, 300); });
      const from = performance.now();
      controller.abort();
      return await reading === 'AbortError' ? performance.now() - from : reading;
    });
    assert.ok(typeof milliseconds === 'number' && milliseconds < 100, String(milliseconds));
    await until('the end of the worker', () => Promise.resolve(page.workers().length === 0));
  });
});

test('after a passphrase the worker whose memory has grown is replaced', async () => {
  await visit(async (page) => {
    const text = await page.evaluate(async () => {
      const file = await vault.readAll(vault.encrypt({ passphrase: 'correct horse', workFactor: 16 }, new Uint8Array([72, 105])));
      return new TextDecoder().decode(await vault.readAll(vault.decrypt({ passphrase: 'correct horse' }, file)));
    });
    assert.equal(text, 'Hi');
    await until('one worker', () => Promise.resolve(page.workers().length === 1));
    const size = await page.workers()[0]?.evaluate(() => (globalThis as unknown as Watched).seen.exports.memory.buffer.byteLength) ?? Infinity;
    assert.ok(size < 1_000_000, `its module holds ${size} bytes`);
  }, { inWorker: watch });
});

for (const [name, options] of Object.entries({
  'the policy forbids workers': { policy: strictPolicy("worker-src 'none'; trusted-types hallpass-vault"), reports: 1 },
  'the policy forbids our Trusted Types policy': { policy: strictPolicy("worker-src 'self'; trusted-types 'none'"), reports: 1 },
  'the worker’s script is missing': { missing: ['/vault/vault-worker.js'] },
})) {
  test(`${name}: the work is done in the page, in turns with everything else, and it is said once`, async () => {
    await visit(async (page) => {
      await page.evaluate(() => {
        const gaps: number[] = [];
        let last = performance.now();
        Object.assign(globalThis, { gaps });
        setInterval(() => { gaps.push(performance.now() - last); last = performance.now(); }, 10);
      });
      assert.equal(await encryptPattern(page, 12_000_000), openedDigest());
      assert.equal(page.workers().length, 0);
      const gaps = await page.evaluate(() => (globalThis as unknown as { gaps: number[] }).gaps);
      assert.ok(gaps.length > 5, `other things got ${gaps.length} turns`);
      await encryptPattern(page, 1_000_000);
    }, options);
  });
}

test('where the module with SIMD cannot be compiled, the other one does the same work', async () => {
  await visit(async (page) => {
    const asked: string[] = [];
    page.on('request', (request) => { asked.push(new URL(request.url()).pathname); });
    assert.equal(await encryptPattern(page, 5_000_000), openedDigest());
    assert.ok(asked.includes('/vault/vault.scalar.wasm'));
    assert.ok(page.workers().length >= 1);
  }, { spoilt: ['/vault/vault.wasm'] });
});

test('random bytes of any length come back, through workers and without', async () => {
  await visit(async (page) => {
    const wrong = await page.evaluate(async ({ recipient, identity, noise }) => {
      const failed: number[] = [];
      for (const size of [0, 1, 65535, 65536, 65537, 262143, 262144, 262145, 524288, 524289, ...noise]) {
        for (const workers of [0, 2]) {
          const bytes = new Uint8Array(size).map((_, i) => i * 31 + (i >> 8));
          const opened = await vault.readAll(vault.decrypt([identity], vault.encrypt([recipient], bytes, { workers }), { workers }));
          if (opened.length !== size || !opened.every((byte, i) => byte === bytes[i])) failed.push(size);
        }
      }
      return failed;
    }, { recipient, identity, noise: Array.from({ length: 4 }, () => randomBytes(3).readUIntBE(0, 3) >> 2) });
    assert.deepEqual(wrong, []);
  });
});
