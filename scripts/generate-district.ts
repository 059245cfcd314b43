// Makes a district that nobody lives in, as a OneRoster 1.2 package: 4 schools, 2,000 students, their guardians with
// shared, split and barred custody, names in many scripts, classes and results. The same seed gives the same bytes.
//   node scripts/generate-district.ts OUT.zip [--seed N] [--students N]
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { packTables } from './lib/district/package.ts';
import { makeStudents } from './lib/district/people.ts';
import { Random } from './lib/district/random.ts';
import { makeTables, type Tables } from './lib/district/tables.ts';
import { makeTeaching } from './lib/district/teaching.ts';

export { demo } from './lib/district/people.ts';

export interface DistrictSize {
  readonly seed?: number;
  /** At least 3: the people of the demo are always there. */
  readonly students?: number;
}

export function generateTables({ seed = 1, students = 2000 }: DistrictSize = {}): Tables {
  const random = new Random(seed);
  const people = makeStudents(random, students);
  return makeTables(people, makeTeaching(random, people));
}

export const generateDistrict = (size: DistrictSize = {}): Uint8Array => packTables(generateTables(size));

if (import.meta.main) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string' }, students: { type: 'string' } } });
  const [out] = positionals;
  const seed = Number(values.seed ?? 1);
  const students = Number(values.students ?? 2000);
  if (out === undefined || !Number.isInteger(seed) || !Number.isInteger(students) || students < 3) {
    console.error('usage: node scripts/generate-district.ts OUT.zip [--seed N] [--students N (3 or more)]');
    process.exit(2);
  }
  writeFileSync(out, generateDistrict({ seed, students }));
}
