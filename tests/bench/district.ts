// The district's server beside Fastify with better-sqlite3 and jose (tests/bench/district/peers), each over its own copy of
// one database: parents read records, parents ask for things. They take turns, so that a busy minute hits both alike.
// Medians of the rounds; ratios over 1: ours is faster. --students=2000 --rounds=1 --seconds=2 is for a quick look.
import assert from 'node:assert/strict';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createPrivateKey, sign } from 'node:crypto';
import { closeSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { makeSigningKey } from '../../examples/district/identity-provider.ts';
import { generateDistrict } from '../../scripts/generate-district.ts';

const option = (name: string, otherwise: number): number => Number(new RegExp(`--${name}=(\\d+)`).exec(process.argv.join(' '))?.[1] ?? otherwise);
const students = option('students', 200_000);
const rounds = option('rounds', 5);
const seconds = option('seconds', 4);
const connections = option('connections', 16);
const readers = 8000;
const askers = 36_000;  // each asks for three things, once: enough for the rounds

const server = 'build/native/district/server/hallpass-district';
const audience = 'urn:hallpass:district';
const peers = 'tests/bench/district/peers';
// Pinned by a lock file of their own, and no part of the project's own set-up.
execFileSync('npm', ['ci', '--ignore-scripts', '--prefer-offline', '--no-progress', '--loglevel=error'], { cwd: peers, stdio: ['ignore', 'ignore', 'inherit'] });

const folder = mkdtempSync(join(tmpdir(), 'hallpass-bench-'));

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
const print = (name: string, value: number, unit: string, digits = 0): void => { console.log(`district.${name} ${value.toFixed(digits)} ${unit}`); };

const key = makeSigningKey();
const provider = createServer(({ url }, response) => {
  const { port } = provider.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const { kty, n, e, kid, use, alg } = key;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(url === '/jwks' ? { keys: [{ kty, n, e, kid, use, alg }] } : { issuer, jwks_uri: `${issuer}/jwks` }));
});
await new Promise<void>((resolve) => { provider.listen(0, '127.0.0.1', resolve); });
const issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;

const privateKey = createPrivateKey({ key: key as import('node:crypto').JsonWebKey, format: 'jwk' });
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const tokenOf = (sub: string): string => {
  const now = Math.floor(Date.now() / 1000);
  const text = `${part({ alg: 'RS256', typ: 'at+jwt', kid: key.kid })}.${part({ iss: issuer, aud: audience, sub, exp: now + 36_000, iat: now, client_id: 'portal' })}`;
  return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
};

interface Running { readonly child: ChildProcess; readonly url: string }
/** What it logs goes to a file, as under a service manager: a pipe would make this process take part. */
const start = (command: string, args: readonly string[]): Promise<Running> => new Promise((resolve, reject) => {
  const log = join(folder, `${basename(command)}.log`), file = openSync(log, 'w');
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', file] });
  closeSync(file);
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const [, url] = /^listening on (\S+)$/m.exec(text) ?? [];
    if (url !== undefined) resolve({ child, url });
  });
  child.once('close', (code) => { reject(new Error(`${command} ended with ${code}: ${readFileSync(log, 'utf8').slice(-2000)}`)); });
});
const stop = async ({ child }: Running): Promise<void> => {
  const ended = new Promise((resolve) => { child.once('close', resolve); });
  child.kill();
  await ended;
};
const startOurs = (database: string, more: readonly string[] = []): Promise<Running> => start(server, ['--database', database, '--listen', '127.0.0.1:0', '--issuer', issuer,
  '--audience', audience, '--name', 'Bench', '--age-recipient', 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p', '--email', 'a@b.example', ...more]);

/** Imported once and kept: it takes a minute. */
const imported = async (): Promise<string> => {
  const file = `build/bench/district-${students}.sqlite`;
  if (existsSync(file)) return file;
  mkdirSync('build/bench', { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'hallpass-bench-'));
  const zip = join(folder, 'district.zip'), half = join(folder, 'half.sqlite');
  writeFileSync(zip, generateDistrict({ students }));
  await stop(await startOurs(half, ['--import', zip]));
  new DatabaseSync(half).exec('PRAGMA wal_checkpoint(TRUNCATE)');
  copyFileSync(half, `${file}.half`);
  renameSync(`${file}.half`, file);
  rmSync(folder, { recursive: true });
  return file;
};

interface Pair { readonly student: string; readonly token: string; readonly street: string; readonly city: string }
const pick = (file: string): Pair[] => {
  const database = new DatabaseSync(file, { readOnly: true });
  const rows = database.prepare(`SELECT g.guardian_id AS parent, g.student_id AS student, s.value AS street, c.value AS city FROM guardians g
    JOIN entries s ON s.student_id = g.student_id AND s.id = 'contact.street' JOIN entries c ON c.student_id = g.student_id AND c.id = 'contact.city'
    JOIN entries b ON b.student_id = g.student_id AND b.id = 'identity.birth_date' AND b.value > '2010-01-01'
    WHERE g.barred = 0 ORDER BY g.guardian_id LIMIT ?`).all(askers) as
    { parent: string; student: string; street: string; city: string }[];
  database.close();
  const tokens = new Map<string, string>();
  const of = (parent: string): string => {
    const token = tokens.get(parent) ?? tokenOf(parent);
    tokens.set(parent, token);
    return token;
  };
  return rows.map(({ parent, student, street, city }) => ({ student, street, city, token: of(parent) }));
};

const http = (line: string, token: string, body = ''): string => {
  const text = `${line} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\n` +
    (body === '' ? '\r\n' : `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  return `${Buffer.byteLength(text)}\n${text}`;
};
const correction = (id: string, old: string): string =>
  JSON.stringify({ kind: 'correction', reason: 'We moved in August.', entries: [{ entry_id: id, old_value: old, new_value: `${old} 2` }] });

interface ReadEntry { readonly id: string; readonly field: string; readonly label: string; readonly purpose: string; readonly correctable: boolean; readonly deletion_basis: string }
interface ReadRecord { readonly categories: readonly { readonly id: string; readonly entries: readonly ReadEntry[] }[] }

interface Figures { readonly rate: number; readonly p99: number; readonly used: number }
const load = (url: string, file: string, ...more: string[]): Promise<Figures> => new Promise((resolve, reject) => {
  const child = spawn('build/native/tests/bench/http_load', [new URL(url).port, String(connections), String(seconds), file, ...more], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => { text += chunk; });
  child.once('close', (code) => {
    const [rate = 0, , p99 = 0, failed = 0, used = 0] = text.trim().split(' ').map(Number);
    if (code !== 0 || failed > 0 || used === 0) reject(new Error(`http_load ${code}: ${text}`));
    else resolve({ rate, p99, used });
  });
});
/** Without what the peer does not work out: the order inside a category, and what the law says of deleting an entry. */
const comparable = (record: ReadRecord): unknown => ({ ...record, categories: record.categories.map(({ id, entries }) =>
  ({ id, entries: entries.map((entry) => ({ ...entry, deletion_basis: '' })).sort((a, b) => a.id.localeCompare(b.id)) })) });

const highestMemory = ({ child }: Running): number => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024;

const running: Running[] = [];
try {
  const base = await imported();
  const pairs = pick(base);
  const copy = (name: string): string => {
    copyFileSync(base, join(folder, name));
    return join(folder, name);
  };
  const ours = await startOurs(copy('ours.sqlite'));
  running.push(ours);

  // What the peer has to know of fields, from the contract's own answers; then both say the same.
  const read = async ({ url }: Running, { student, token }: Pair): Promise<ReadRecord> => {
    const response = await fetch(`${url}/v1/students/${student}/record`, { headers: { authorization: `Bearer ${token}` } });
    assert.equal(response.status, 200, url);
    return await response.json() as ReadRecord;
  };
  const categories = new Set<string>(), fields: Record<string, object> = {};
  for (const pair of pairs.slice(0, 300)) {
    for (const { id, entries } of (await read(ours, pair)).categories) {
      categories.add(id);
      for (const { field, label, purpose, correctable, deletion_basis } of entries) {
        fields[field] = { category: id, label: label.split(':')[0], purpose, correctable, deletion_basis };
      }
    }
  }
  writeFileSync(join(folder, 'fields.json'), JSON.stringify({ categories: [...categories], fields }));
  const peer = await start(process.execPath, [join(peers, 'server.ts'), copy('peer.sqlite'), issuer, join(folder, 'fields.json')]);
  running.push(peer);
  for (const pair of pairs.slice(0, 20)) assert.deepEqual(comparable(await read(peer, pair)), comparable(await read(ours, pair)));

  const contenders = [['hallpass', ours], ['fastify', peer]] as const;
  const reads = join(folder, 'reads');
  writeFileSync(reads, pairs.slice(0, readers).map(({ student, token }) => http(`GET /v1/students/${student}/record`, token)).join(''));
  const all = new Map<string, { read: Figures[]; write: Figures[] }>(contenders.map(([name]) => [name, { read: [], write: [] }]));
  const asked = new Map<string, number>(contenders.map(([name]) => [name, 0]));
  const wanted = ['street', 'city', 'inspection'].flatMap((what) => pairs.map(({ student, token, street, city }) =>
    http(`POST /v1/students/${student}/requests`, token, what === 'street' ? correction('contact.street', street) :
      what === 'city' ? correction('contact.city', city) : '{"kind":"inspection"}')));
  for (let round = 0; round < rounds; ++round) {
    for (const [name, { url }] of contenders) {
      all.get(name)?.read.push(await load(url, reads, '--repeat'));
      const writes = join(folder, 'writes'), from = asked.get(name) ?? 0;
      writeFileSync(writes, wanted.slice(from, from + seconds * 10_000).join(''));
      const figures = await load(url, writes);
      asked.set(name, from + figures.used);
      all.get(name)?.write.push(figures);
    }
  }
  for (const [name] of contenders) {
    const { read: reading, write: writing } = all.get(name) ?? { read: [], write: [] };
    print(`read_rps.${name}`, median(reading.map(({ rate }) => rate)), 'requests/s');
    print(`request_rps.${name}`, median(writing.map(({ rate }) => rate)), 'requests/s');
    print(`read_p99.${name}`, median(reading.map(({ p99 }) => p99)), 'ms', 1);
    print(`request_p99.${name}`, median(writing.map(({ p99 }) => p99)), 'ms', 1);
  }
  const ratio = (what: 'read' | 'write'): number =>
    median((all.get('hallpass')?.[what] ?? []).map(({ rate }, round) => rate / (all.get('fastify')?.[what][round]?.rate ?? NaN)));
  print('read_ratio', ratio('read'), 'times', 2);
  print('request_ratio', ratio('write'), 'times', 2);
  print('p99_ms', Math.max(...['read', 'write'].map((what) => median((all.get('hallpass')?.[what as 'read' | 'write'] ?? []).map(({ p99 }) => p99)))), 'ms', 1);
  for (const [name, one] of contenders) print(`memory.${name}`, highestMemory(one), 'MiB');
} finally {
  await Promise.all(running.map(stop));
  provider.close();
  rmSync(folder, { recursive: true });
}
