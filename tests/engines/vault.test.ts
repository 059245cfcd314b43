// Encryption in every engine, under the strictest policy: through workers, in the page where they may not start, and for
// readers with and without a buffer of their own.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { wantedEngines, withEngine } from '../../scripts/lib/engines/index.ts';
import { openVault, serveVaultPage, strictPolicy, type VaultPage } from '../vault/page.ts';

const folder = mkdtempSync(join(tmpdir(), 'hallpass-vault-'));
const key = join(folder, 'key');
let recipient = '';
let identity = '';
let site: VaultPage;

before(async () => {
  execFileSync('age-keygen', ['-o', key], { stdio: 'ignore' });
  recipient = execFileSync('age-keygen', ['-y', key]).toString().trim();
  identity = /AGE-SECRET-KEY-1\w+/.exec(execFileSync('cat', [key]).toString())?.[0] ?? '';
  site = await serveVaultPage();
});
after(async () => {
  await site.close();
  rmSync(folder, { recursive: true });
});

/** Runs in the page: encrypts `size` bytes, puts the file on the server, opens it again, reads in its middle. */
const work = async (recipient: string, identity: string, size: number): Promise<{ digest: string; isSame: boolean; canOpenAnywhere: boolean; error: string }> => {
  const bytes = new Uint8Array(size).map((_, i) => i * 31 + (i >> 9));
  const file = await new Response(vault.encrypt([recipient], new Blob([bytes]))).blob();
  await fetch('/put', { method: 'POST', body: file });
  const whole = await vault.readAll(vault.decrypt([identity], file.stream()));
  const opened = await vault.openFile([identity], file);
  const part = await opened.read(size >> 1, (size >> 1) + 100_000);
  opened.close();
  const { name } = await vault.readAll(vault.decrypt([identity], file.slice(0, size >> 1))).then(() => new Error(), (error: unknown) => error as Error);
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return {
    digest: [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
    isSame: whole.length === size && whole.every((byte, i) => byte === bytes[i]),
    canOpenAnywhere: opened.size === size && part.every((byte, i) => byte === bytes[(size >> 1) + i]),
    error: name,
  };
};

for (const name of wantedEngines) {
  for (const [how, policy] of [['through workers', strictPolicy()], ['in the page alone', strictPolicy("worker-src 'none'; trusted-types 'none'")]] as const) {
    test(`${name}: a file is encrypted and opened ${how}`, () => withEngine(name, async (engine) => {
      site.policy = policy;
      const visitor = await engine.newVisitor();
      await visitor.goto(site.origin);
      await visitor.evaluate(openVault);
      const { digest, ...rest } = await visitor.evaluate(work, recipient, identity, 9_000_001);
      assert.deepEqual(rest, { isSame: true, canOpenAnywhere: true, error: 'HallpassError' });
      const opened = execFileSync('age', ['-d', '-i', key], { input: site.put(), maxBuffer: 1e8 });
      assert.equal(createHash('sha256').update(opened).digest('hex'), digest);
      await visitor.close();
    }));
  }
}
