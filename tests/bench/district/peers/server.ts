// The peer: two addresses of the district's API over the same tables, as one would write them with Fastify, better-sqlite3
// (statements prepared once) and jose. Prints its address. Usage: server.ts DATABASE ISSUER FIELDS.json
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import fastify, { type Reply, type Request } from 'fastify';
import { createRemoteJWKSet, jwtVerify } from 'jose';

interface Field { readonly category: string; readonly label: string; readonly purpose: string; readonly correctable: boolean; readonly deletion_basis: string }
interface Entry { readonly id: string; readonly field: string; readonly detail: string; readonly value: string; readonly source: string }
interface Wanted {
  readonly kind: string;
  readonly reason?: string;
  readonly entries?: readonly { readonly entry_id: string; readonly old_value: string; readonly new_value: string }[];
}

const [, , path = '', issuer = '', fieldsFile = ''] = process.argv;
const { categories, fields } = JSON.parse(readFileSync(fieldsFile, 'utf8')) as { categories: readonly string[]; fields: Readonly<Record<string, Field>> };
const audience = 'urn:hallpass:district';

const database = new Database(path);
for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'secure_delete = ON', 'temp_store = MEMORY', 'cache_size = -32768']) database.pragma(pragma);
const findPerson = database.prepare('SELECT display_name FROM people WHERE id = ?');
const findBond = database.prepare(`SELECT 1 FROM guardians g WHERE student_id = ? AND guardian_id = ? AND barred = 0 AND
  COALESCE((SELECT o.barred FROM court_orders o WHERE o.student_id = g.student_id AND o.guardian_id = g.guardian_id ORDER BY o.seq DESC LIMIT 1), 0) = 0`);
const findEntries = database.prepare('SELECT id, field, detail, value, source FROM entries WHERE student_id = ? ORDER BY position');
const findStatements = database.prepare('SELECT entry_id, request_id, author, at, text FROM statements WHERE student_id = ? ORDER BY seq');
const findOptOuts = database.prepare('SELECT event, at FROM opt_outs WHERE student_id = ? ORDER BY seq');
const findOpen = database.prepare(`SELECT r.id, e.entry_id FROM requests r LEFT JOIN request_entries e ON e.request_id = r.id
  WHERE r.student_id = ? AND r.requester_id = ? AND r.open = 1 AND r.kind = ?`);
const addRequest = database.prepare(`INSERT INTO requests (id, student_id, requester_id, requester_name, kind, basis, state, open, created_at, entered_at,
  extended, reason, hearing_at, hearing_place, salt) VALUES (?, ?, ?, ?, ?, 'none', 'draft', 1, ?, ?, 0, ?, 0, '', ?)`);
const addEntry = database.prepare(`INSERT INTO request_entries (request_id, position, entry_id, field, label, old_value, new_value, salt)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
const moveRequest = database.prepare('UPDATE requests SET state = ?, entered_at = ? WHERE id = ?');
const addStep = database.prepare(`INSERT INTO steps (request_id, at, role, actor_name, actor_id, event, state, text, salt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
const lastAudit = database.prepare('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1');
const addAudit = database.prepare('INSERT INTO audit (seq, entry, hash) VALUES (?, ?, ?)');

const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`));
const subjectOf = async ({ headers: { authorization = '' } }: Request): Promise<string | undefined> => {
  if (!authorization.startsWith('Bearer ')) return undefined;
  try {
    return (await jwtVerify(authorization.slice(7), keys, { issuer, audience, typ: 'at+jwt', algorithms: ['RS256', 'ES256'] })).payload.sub;
  } catch {
    return undefined;
  }
};

const salt = (): string => randomBytes(16).toString('hex');
const instant = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+/, '');
const label = ({ field, detail }: Entry): string => (fields[field]?.label ?? field) + (detail === '' ? '' : `: ${detail}`);

const studentOf = (id: string, entries: readonly Entry[]): object => {
  const value = (name: string): string => entries.find((entry) => entry.id === name)?.value ?? '';
  const given = value('identity.preferred_name') || value('identity.given_name');
  return { id, display_name: `${given} ${value('identity.family_name')}`.trim(), school: value('enrollment.school'), grade: value('enrollment.grade'),
    kind: 'student', may_request: ['inspection', 'correction', 'deletion'] };
};

const append = (kind: string, details: object): void => {
  const { seq, hash } = (lastAudit.get() ?? { seq: 0, hash: '' }) as { seq: number; hash: string };
  const entry = JSON.stringify({ at: instant(Date.now()), kind, ...details, seq: seq + 1 });
  addAudit.run(seq + 1, entry, createHash('sha256').update(hash).update(entry).digest('base64url'));
};
const digest = (values: object): string => createHash('sha256').update(salt()).update(JSON.stringify(values)).digest('base64url');

class Refusal extends Error {
  readonly status: number;
  constructor(status: number) { super(); this.status = status; }
}

const create = (subject: string, studentId: string, wanted: Wanted): object => database.transaction(() => {
  const person = findPerson.get(subject) as { display_name: string } | undefined;
  if (person === undefined || findBond.get(studentId, subject) === undefined) throw new Refusal(404);
  const entries = findEntries.all(studentId) as Entry[];
  const now = Date.now(), id = randomBytes(16).toString('hex'), reason = wanted.reason ?? '';
  const open = findOpen.all(studentId, subject, wanted.kind) as { entry_id: string | null }[];
  const about = (wanted.entries ?? []).map(({ entry_id, old_value, new_value }) => {
    const entry = entries.find((one) => one.id === entry_id);
    if (entry === undefined || fields[entry.field]?.correctable !== true) throw new Refusal(400);
    if (entry.value !== old_value || open.some((one) => one.entry_id === entry_id)) throw new Refusal(409);
    return { id: entry_id, field: entry.field, label: label(entry), category: fields[entry.field]?.category, old_value, new_value };
  });
  if (about.length === 0 && open.length > 0) throw new Refusal(409);
  addRequest.run(id, studentId, subject, person.display_name, wanted.kind, now, now, reason, salt());
  append('request.added', { request: id, student: studentId, requester: subject, request_kind: wanted.kind, digest: digest({ reason }) });
  about.forEach((one, position) => {
    addEntry.run(id, position, one.id, one.field, one.label, one.old_value, one.new_value, salt());
    append('request.entry.added', { request: id, entry: one.id, values: digest({ old_value: one.old_value, new_value: one.new_value }) });
  });
  const timeline: object[] = [];
  for (const [event, state, role, name, text] of [['submit', 'submitted', 'parent', person.display_name, reason],
    ['check_identity', 'identity_check', 'system', '', 'You are on the district’s list as a parent.'],
    ['triage', 'triaged', 'system', '', 'With the records office.']] as const) {
    moveRequest.run(state, now, id);
    append('request.moved', { request: id, to: state });
    addStep.run(id, now, role, name, role === 'system' ? '' : subject, event, state, text, salt());
    append('step.added', { request: id, event, state, digest: digest({ text }) });
    timeline.push({ at: instant(now), actor: { role, display_name: name }, event, state, text });
  }
  const day = (ms: number): string => instant(ms).slice(0, 10);
  return { id, kind: wanted.kind, state: 'triaged', open: true, student: studentOf(studentId, entries), requester: { role: 'parent', display_name: person.display_name },
    created_at: instant(now), entries: about, reason, hearing: null, attachments: [], basis: null,
    deadline: { due_date: day(now + 30 * 86_400_000), days: 30, counted_from: day(now), kind_of_day: 'calendar', source: 'District target', certainty: 'district_policy',
      started_by: 'submitted', extension_days: 30 }, mail_failed_at: null, timeline, may: ['withdraw', 'message'] };
}).immediate();

const record = (subject: string, studentId: string): object => {
  if (findPerson.get(subject) === undefined || findBond.get(studentId, subject) === undefined) throw new Refusal(404);
  const entries = findEntries.all(studentId) as Entry[];
  const statements = findStatements.all(studentId) as { entry_id: string; request_id: string; author: string; at: number; text: string }[];
  const optOut = (findOptOuts.all(studentId) as { event: string; at: number }[]).at(-1);
  const byCategory = new Map<string, object[]>(categories.map((id) => [id, []]));
  for (const entry of entries) {
    const field = fields[entry.field];
    if (field === undefined) continue;
    byCategory.get(field.category)?.push({ ...entry, label: label(entry), purpose: field.purpose, correctable: field.correctable,
      deletion_basis: field.deletion_basis, statements: statements.filter((one) => one.entry_id === entry.id)
        .map(({ at, author, text, request_id }) => ({ at: instant(at), author, text, request_id })), may_redact: false, redactions: [] });
  }
  return { student: studentOf(studentId, entries), opted_out_since: optOut?.event === 'opt_out' ? instant(optOut.at) : null, categories: [...byCategory].map(([id, list]) => ({ id, entries: list })) };
};

const answer = async (request: Request, reply: Reply, status: number, work: (subject: string) => object): Promise<Reply> => {
  const subject = await subjectOf(request);
  if (subject === undefined) return reply.code(401).send();
  try {
    return reply.code(status).header('cache-control', 'no-store').header('x-content-type-options', 'nosniff').send(work(subject));
  } catch (error) {
    return reply.code(error instanceof Refusal ? error.status : 500).send();
  }
};

const text = { type: 'string' };
const of = (properties: Readonly<Record<string, unknown>>): object => ({ type: 'object', properties });
const list = (items: object): object => ({ type: 'array', items });
const statement = of({ at: text, author: text, text, request_id: text });
const entry = of({ id: text, field: text, label: text, detail: text, value: text, source: text, purpose: text, correctable: { type: 'boolean' },
  deletion_basis: text, statements: list(statement), may_redact: { type: 'boolean' }, redactions: list(text) });
const student = of({ id: text, display_name: text, school: text, grade: text, kind: text, may_request: { type: 'array', items: text } });
const recordSchema = { response: { 200: of({ student, opted_out_since: { type: ['string', 'null'] }, categories: list(of({ id: text, entries: list(entry) })) }) } };
const wantedSchema = { body: { type: 'object', required: ['kind'], additionalProperties: false, properties: { kind: text, reason: text,
  entries: list({ type: 'object', required: ['entry_id', 'old_value', 'new_value'], properties: { entry_id: text, old_value: text, new_value: text } }) } } };

const app = fastify();
app.get('/v1/students/:id/record', { schema: recordSchema }, (request, reply) =>
  answer(request, reply, 200, (subject) => record(subject, request.params['id'] ?? '')));
app.post('/v1/students/:id/requests', { schema: wantedSchema }, (request, reply) =>
  answer(request, reply, 201, (subject) => create(subject, request.params['id'] ?? '', request.body as Wanted)));
console.log(`listening on ${await app.listen({ host: '127.0.0.1', port: 0 })}`);
