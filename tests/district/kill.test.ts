// kill -9 at random moments while parents upload, ask and withdraw, over both stores: what was answered is there after the
// restart, what was not is there whole or not at all, and the audit log's chain holds. HALLPASS_LONG=1 takes 50 rounds for each store;
// HALLPASS_KILL_SEED repeats a run.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { Encrypter } from 'age-encryption';
import { start, type IdentityProvider } from '../../examples/district/identity-provider.ts';
import { demo } from '../../scripts/generate-district.ts';
import { isLong } from '../support/long.ts';
import { startPostgresql, type PostgresqlServer } from '../support/postgresql-server.ts';
import { call, type Answer, type Json } from './client.ts';
import { ageRecipient, District, exportAudit, makeFolder } from './district-process.ts';
import { audience, clientId, redirectUri, signIn } from './sign-in.ts';

const rounds = isLong ? 50 : 4;
const longestMs = 700;
const mostCycles = 60;
const seed = Number(process.env['HALLPASS_KILL_SEED'] ?? Date.now() % 1_000_000);

const hallpass = new URL('../../build/native/cli/hallpass', import.meta.url).pathname;

/** mulberry32: small, and the same everywhere. */
function randomFrom(state: number): () => number {
  return () => {
    state = state + 0x6d2b79f5 | 0;
    let bits = Math.imul(state ^ state >>> 15, 1 | state);
    bits = bits + Math.imul(bits ^ bits >>> 7, 61 | bits) ^ bits;
    return ((bits ^ bits >>> 14) >>> 0) / 2 ** 32;
  };
}

const people = [[demo.parent, demo.child], [demo.parent, demo.secondChild], [demo.otherParent, demo.child],
  [demo.stranger, demo.strangersChild]] as const;

/** What one person knows of: filled from answers alone. */
class Worker {
  readonly asked = new Map<string, { attachment: string | undefined; withdrawn: 'no' | 'sent' | 'answered' }>();
  readonly answered = { uploads: 0, asked: 0, withdrawn: 0 };
  readonly #looked = new Set<string>();
  #unused: string | undefined;
  #street: string | undefined;
  readonly account: string;
  readonly #child: string;
  readonly #token: string;
  readonly #evidence: Uint8Array;

  constructor(account: string, child: string, token: string, evidence: Uint8Array) {
    this.account = account;
    this.#child = child;
    this.#token = token;
    this.#evidence = evidence;
  }

  /** One answer, of one of these statuses. Rejects as fetch does when the server is gone. */
  async #expect(url: string, method: string, path: string, statuses: readonly number[], body: object = {}): Promise<Answer> {
    const answer = await call(`${url}/v1`, method, path, { token: this.#token, ...body });
    assert.ok(statuses.includes(answer.status), `${method} ${path}: ${answer.status} ${new TextDecoder().decode(answer.bytes)}`);
    return answer;
  }

  /** Uploads, asks and withdraws until the server dies. */
  async work(url: string): Promise<void> {
    for (let cycle = 0; cycle < mostCycles; ++cycle) {
      if (this.#unused === undefined) {
        const uploaded = await this.#expect(url, 'POST', '/attachments', [201, 409], { age: this.#evidence });
        // Uploads whose answer was lost count too, and there may be twenty.
        if (uploaded.status === 201) { this.#unused = uploaded.json().id as string; ++this.answered.uploads; }
      }
      const attachment = this.#unused;
      const asked = (await this.#expect(url, 'POST', `/students/${this.#child}/requests`, [201], { json: { kind: 'correction',
        entries: [{ entry_id: 'contact.street', old_value: this.#street, new_value: `${cycle} New Street` }], reason: 'We moved.',
        attachment_ids: attachment === undefined ? [] : [attachment] } })).json();
      this.#unused = undefined;
      this.asked.set(asked.id as string, { attachment, withdrawn: 'no' });
      ++this.answered.asked;
      await this.#withdraw(url, asked.id as string);
    }
  }

  async #withdraw(url: string, id: string): Promise<void> {
    const known = this.asked.get(id);
    assert.ok(known);
    known.withdrawn = 'sent';
    await this.#expect(url, 'POST', `/requests/${id}/steps`, [200], { json: { event: 'withdraw' } });
    known.withdrawn = 'answered';
    ++this.answered.withdrawn;
  }

  /**
   * After a restart; then withdraws what is open, so that the next round may ask again. Looks into the uploads of the round
   * before, or into all of them.
   */
  async check(url: string, uploads: 'new' | 'all'): Promise<void> {
    if (uploads === 'all') this.#looked.clear();
    const entries = ((await this.#expect(url, 'GET', `/students/${this.#child}/record`, [200])).json().categories as Json[]).flatMap((one) => one.entries as Json[]);
    this.#street = (entries.find((entry) => entry.id === 'contact.street') as { value: string }).value;
    const { requests } = (await this.#expect(url, 'GET', '/requests', [200])).json() as { requests: Json[] };
    const mine = requests.filter((one) => one.student.id === this.#child);
    const unheard = mine.filter((one) => !this.asked.has(one.id as string));
    assert.ok(unheard.length <= 1, `${unheard.length} requests that nobody was told of`);
    for (const [id, known] of this.asked) {
      const found = mine.find((one) => one.id === id);
      assert.ok(found, `request ${id} was answered and is lost`);
      if (known.withdrawn !== 'sent') assert.equal(found.state === 'withdrawn', known.withdrawn === 'answered', id);
      assert.deepEqual((found.attachments as Json[]).map((one) => one.id), known.attachment === undefined ? [] : [known.attachment]);
    }
    for (const one of mine) {
      // Each step's rows are there, or none of them.
      const steps = ['submitted', 'identity_check', 'triaged', 'withdrawn'];
      const timeline = (one.timeline as Json[]).map((step) => step.state as string);
      assert.deepEqual(timeline, steps.slice(0, one.state === 'withdrawn' ? 4 : 3), one.id);
      assert.equal(timeline.at(-1), one.state);
      assert.equal(one.open, one.state !== 'withdrawn');
      for (const { id } of one.attachments as Json[]) await this.#checkUpload(url, id as string);
    }
    if (this.#unused !== undefined) {
      const used = unheard.some((one) => (one.attachments as Json[]).some(({ id }) => id === this.#unused));
      await this.#checkUpload(url, this.#unused);
      if (used) this.#unused = undefined;
    }
    for (const one of unheard) this.asked.set(one.id as string, { attachment: one.attachments[0]?.id as string | undefined, withdrawn: one.open ? 'no' : 'answered' });
    for (const one of mine) if (one.open as boolean) await this.#withdraw(url, one.id as string);
    // Whether it took place has been seen: from here on it must stay so.
    for (const [id, known] of this.asked) if (known.withdrawn === 'sent') this.asked.set(id, { ...known, withdrawn: 'answered' });
  }

  async #checkUpload(url: string, id: string): Promise<void> {
    if (this.#looked.has(id)) return;
    assert.deepEqual((await this.#expect(url, 'GET', `/attachments/${id}`, [200])).bytes, this.#evidence);
    this.#looked.add(id);
  }
}

/** The audit log goes on, unbroken, from what it was a round ago. */
class AuditCheck {
  readonly #key: string;
  readonly #signer: string;
  readonly #database: string;
  readonly #old: string;
  readonly #present: string;
  #has = false;

  constructor(folder: string, database: string) {
    this.#database = database;
    [this.#key, this.#old, this.#present] = [join(folder, 'key.jwk'), join(folder, 'old.jsonl'), join(folder, 'present.jsonl')];
    assert.equal(spawnSync(hallpass, ['keys', '--new-key', this.#key]).status, 0);
    this.#signer = (JSON.parse(readFileSync(this.#key, 'utf8')) as { x: string }).x;
  }

  check(): void {
    const exported = exportAudit(this.#database, this.#key, this.#present);
    assert.equal(exported.status, 0, exported.stderr);
    const walked = spawnSync(hallpass, ['verify', '--signer', this.#signer, ...this.#has ? ['--after', this.#old] : [], this.#present], { encoding: 'utf8' });
    assert.equal(walked.status, 0, walked.stderr);
    renameSync(this.#present, this.#old);
    this.#has = true;
  }
}

let provider: IdentityProvider;
let evidence: Uint8Array;
const tokens = new Map<string, string>();
before(async () => {
  provider = await start({ audience, clients: [{ clientId, redirectUris: [redirectUri] }] });
  const encrypter = new Encrypter();
  encrypter.addRecipient(ageRecipient);
  evidence = await encrypter.encrypt(new Uint8Array(50_000).fill(7));
  for (const [account] of people) if (!tokens.has(account)) tokens.set(account, await signIn({ issuer: provider.issuer, account }));
});
after(() => provider.close());

for (const kind of ['SQLite', 'PostgreSQL']) {
  test(`${rounds} rounds of kill -9 lose nothing that was answered, and leave nothing half done: ${kind}`, async (context) => {
    context.diagnostic(`HALLPASS_KILL_SEED=${seed}`);
    const random = randomFrom(seed);
    const folder = makeFolder(20);
    const server: PostgresqlServer | undefined = kind === 'PostgreSQL' ? await startPostgresql() : undefined;
    const flags = { database: server?.url ?? folder.database, issuer: provider.issuer };
    const audit = new AuditCheck(dirname(folder.database), flags.database);
    const workers = people.map(([account, child]) => new Worker(account, child, tokens.get(account) ?? '', evidence));
    let district = await District.start({ ...flags, import: folder.zip });
    try {
      for (let round = 0; round < rounds; ++round) {
        audit.check();
        for (const worker of workers) await worker.check(district.url, 'new');
        const { url } = district;
        const work = Promise.all(workers.map((worker) => worker.work(url).catch((error: unknown) => {
          // The server is gone: that is what was to happen. Anything else is a finding.
          if (!(error instanceof TypeError)) throw error;
        })));
        await Promise.race([work, wait(random() * longestMs)]);
        await district.end('SIGKILL');
        await work;
        district = await District.start(flags);
      }
      audit.check();
      for (const worker of workers) await worker.check(district.url, 'all');
    } finally {
      await district.end();
      await server?.stop();
      folder.remove();
    }
    const sum = (of: keyof Worker['answered']): number => workers.reduce((total, worker) => total + worker.answered[of], 0);
    context.diagnostic(`answered: ${sum('uploads')} uploads, ${sum('asked')} requests, ${sum('withdrawn')} withdrawals`);
    assert.ok(sum('withdrawn') > rounds, 'there was a load');
  });
}
