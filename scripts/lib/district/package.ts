// Tables as a zip of CSV files with its manifest. https://www.rfc-editor.org/rfc/rfc4180
import { strToU8, zipSync, type Zippable } from 'fflate';
import type { Table, Tables } from './tables.ts';

/** Every data file of OneRoster 1.2: the manifest speaks of each. */
const allFiles = ['academicSessions', 'categories', 'classes', 'classResources', 'courses', 'courseResources', 'demographics', 'enrollments',
  'lineItemLearningObjectiveIds', 'lineItems', 'lineItemScoreScales', 'orgs', 'resources', 'resultLearningObjectiveIds', 'results',
  'resultScoreScales', 'roles', 'scoreScales', 'userProfiles', 'userResources', 'users'];
// Entries of a zip bear local time without a zone: given in local parts, the bytes are the same everywhere.
const packedAt = new Date(2026, 10, 16, 6, 0, 0);

const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const lines = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.map(field).join(',') + '\r\n').join('');

export const toCsv = ({ header, rows }: Table): string => lines([header, ...rows]);

/** The package's bytes: the same tables give the same bytes. */
export function packTables(tables: Tables): Uint8Array {
  const manifest = [['propertyName', 'value'], ['manifest.version', '1.0'], ['oneroster.version', '1.2'],
    ...allFiles.map((name) => [`file.${name}`, name in tables ? 'bulk' : 'absent']),
    ['source.systemName', 'Lakeside SIS'], ['source.systemCode', 'lakeside']];
  const entry = (text: string): [Uint8Array, { mtime: Date; level: 6 }] => [strToU8(text), { mtime: packedAt, level: 6 }];
  const files: Zippable = { 'manifest.csv': entry(lines(manifest)) };
  for (const [name, table] of Object.entries(tables)) files[`${name}.csv`] = entry(toCsv(table));
  return zipSync(files);
}
