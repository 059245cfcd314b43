// Schools, households and their custody, students and what the district knows of each.
import { FamilyName, type PersonName } from './names.ts';
import type { Random } from './random.ts';

export const districtId = 'org-district';
export const schools = [
  { id: 'org-cedar', name: 'Cedar Elementary School', least: 0, most: 5 },
  { id: 'org-willow', name: 'Willow Elementary School', least: 0, most: 5 },
  { id: 'org-lakeview', name: 'Lakeview Middle School', least: 6, most: 8 },
  { id: 'org-summit', name: 'Summit High School', least: 9, most: 12 },
] as const;
export type School = (typeof schools)[number];

/** OneRoster's word (CEDS) for a grade number; 0 is kindergarten. */
export const gradeCode = (grade: number): string => (grade === 0 ? 'KG' : String(grade).padStart(2, '0'));

/** Who stands how to the child. barred: one of the two parents, by a court order; kin: a relative is the guardian. */
export type Custody = 'shared' | 'split' | 'single' | 'barred' | 'kin';

export interface Address {
  readonly street: string;
  readonly city: string;
  readonly postalCode: string;
}

export interface Guardian {
  readonly id: string;
  readonly name: PersonName;
  readonly role: 'parent' | 'guardian' | 'relative';
}

export interface Student {
  readonly id: string;
  readonly name: PersonName;
  readonly grade: number;
  readonly school: School;
  readonly address: Address;
  readonly guardians: readonly Guardian[];
  readonly barred: readonly Guardian[];
  readonly birthDate: string;
  readonly extra: StudentExtra;
}

/** The extension columns that district/roster/columns.hpp declares. */
export interface StudentExtra {
  readonly enrollmentStatus: 'enrolled' | 'left';
  readonly daysAbsent: number;
  readonly healthNote: string;
  readonly specialEducationPlan: string;
  readonly specialEducationNeeded: boolean;
  readonly mealStatus: string;
  readonly learningProfile: string;
  readonly usage: string;
}

/** The people that the demo and the tests name. The same in every generated district. */
export const demo = {
  parent: 'parent-0001', // María García, of Lucía and Diego
  otherParent: 'parent-0002', // of the same children, living elsewhere
  barredParent: 'parent-0003', // barred from Diego's record by a court order
  stranger: 'parent-0004', // of another child only
  clerk: 'staff-0001', // records clerk of the whole district
  siteClerk: 'staff-0002', // of Summit High School only
  officer: 'staff-0003', // records officer: confirms what is destroyed
  child: 'student-0001', // Lucía, 8: moved, and the record still has the old street
  secondChild: 'student-0002', // Diego, 13, with a plan under IDEA that is no longer needed
  strangersChild: 'student-0003',
  young: 'student-0003', // the same, Siân, 15: looks at her own record, while her mother asks
  adult: 'student-0004', // Amara, 18: the record is her own now, no longer her mother's
  employee: 'staff-0004', // Noor Haddad, drives a school bus; her license was renewed, and the record has the old one
  applicant: 'applicant-0001', // Jonas Weber, has applied for a post as a librarian
  staleStreet: '118 Old Mill Road',
  rightStreet: '27 Harbor View Lane',
} as const;

const streets = ['Maple Avenue', 'Harbor View Lane', 'Old Mill Road', 'Jefferson Street', 'Calle Ocho', 'N. 4th St., Apt. "B"', 'Río Grande Blvd'];
const cities = ['Lakeside', 'North Lakeside', 'Cedar Falls'];
const healthNotes = ['Peanut allergy; carries an EpiPen', 'Asthma; inhaler in the office', 'Type 1 diabetes', 'Wears hearing aids'];
const plans = ['Speech and language services', 'Reading support, 3 hours a week', 'Occupational therapy'];
const profiles = ['Reads above grade level; prefers short texts', 'Needs repetition in fractions', 'Learns best with audio'];

const padded = (kind: string, number: number): string => `${kind}-${String(number).padStart(4, '0')}`;

/** A day in the year in which a child of that grade is usually born, for the school year that began in August 2026. */
function birthDate(random: Random, grade: number): string {
  const start = Date.UTC(2020 - grade, 8, 1);
  return new Date(start + random.between(0, 364) * 86_400_000).toISOString().slice(0, 10);
}

function address(random: Random): Address {
  return { street: `${random.between(1, 1900)} ${random.pick(streets)}`, city: random.pick(cities), postalCode: `9${random.between(4000, 4999)}` };
}

function extra(random: Random, grade: number): StudentExtra {
  const plan = random.chance(0.1) ? random.pick(plans) : '';
  const online = random.chance(grade <= 8 ? 0.6 : 0.3);
  return {
    enrollmentStatus: random.chance(0.02) ? 'left' : 'enrolled',
    daysAbsent: Math.floor(random.next() ** 2 * 20),
    healthNote: random.chance(0.08) ? random.pick(healthNotes) : '',
    specialEducationPlan: plan,
    specialEducationNeeded: plan === '' || random.chance(0.9),
    mealStatus: random.weighted({ free: 3, reduced: 1, paid: 6 }),
    learningProfile: online ? random.pick(profiles) : '',
    usage: online ? `Tablet; ${random.between(1, 40)} sessions since August` : '',
  };
}

function schoolFor(random: Random, grade: number): School {
  return random.pick(schools.filter(({ least, most }) => grade >= least && grade <= most));
}

interface Household {
  readonly guardians: readonly Guardian[];
  readonly barred: readonly Guardian[];
}

function household(random: Random, custody: Custody, name: FamilyName, nextGuardian: () => string): Household {
  const guardian = (role: Guardian['role'], family: FamilyName): Guardian => ({ id: nextGuardian(), name: family.member(), role });
  switch (custody) {
    case 'shared': return { guardians: [guardian('parent', name), guardian('parent', name)], barred: [] };
    case 'split': return { guardians: [guardian('parent', name), guardian('parent', new FamilyName(random))], barred: [] };
    case 'single': return { guardians: [guardian('parent', name)], barred: [] };
    case 'barred': return { guardians: [guardian('parent', name)], barred: [guardian('parent', new FamilyName(random))] };
    case 'kin': return { guardians: [guardian(random.chance(0.5) ? 'relative' : 'guardian', name)], barred: [] };
  }
}

/** The families that the stories of the demo and the tests are about. */
function demoStudents(random: Random): Student[] {
  const person = (given: string, family: string): PersonName => ({ given, family, preferredGiven: '' });
  const maria: Guardian = { id: demo.parent, name: person('María', 'García'), role: 'parent' };
  const tomas: Guardian = { id: demo.otherParent, name: person('Tomás', 'Ibáñez'), role: 'parent' };
  const viktor: Guardian = { id: demo.barredParent, name: person('Viktor', 'Shevchenko'), role: 'parent' };
  const grace: Guardian = { id: demo.stranger, name: person('Grace', "O'Neill"), role: 'parent' };
  const home = { street: demo.staleStreet, city: 'Lakeside', postalCode: '94021' };
  const calm: StudentExtra = { enrollmentStatus: 'enrolled', daysAbsent: 2, healthNote: '', specialEducationPlan: '',
    specialEducationNeeded: true, mealStatus: 'reduced', learningProfile: 'Reads above grade level; prefers short texts',
    usage: 'Tablet; 12 sessions since August' };
  return [
    { id: demo.child, name: person('Lucía', 'García'), grade: 3, school: schools[0], address: home, guardians: [maria, tomas],
      barred: [], birthDate: '2018-03-09', extra: calm },
    { id: demo.secondChild, name: person('Diego', 'García'), grade: 8, school: schools[2], address: home, guardians: [maria],
      barred: [viktor], birthDate: '2013-05-30',
      extra: { ...calm, specialEducationPlan: 'Speech and language services', specialEducationNeeded: false } },
    { id: demo.strangersChild, name: person('Siân', "O'Neill"), grade: 10, school: schools[3], address: address(random),
      guardians: [grace], barred: [], birthDate: '2011-01-17', extra: extra(random, 10) },
    { id: demo.adult, name: person('Amara', "O'Neill"), grade: 12, school: schools[3], address: home, guardians: [grace], barred: [],
      birthDate: '2008-02-11', extra: calm },
  ];
}

export function makeStudents(random: Random, count: number): Student[] {
  const students = demoStudents(random).slice(0, count);
  let guardians = 4;
  const nextGuardian = (): string => padded('parent', ++guardians);
  while (students.length < count) {
    const name = new FamilyName(random);
    const custody = random.weighted<Custody>({ shared: 60, split: 17, single: 13, barred: 5, kin: 5 });
    const { guardians: mine, barred } = household(random, custody, name, nextGuardian);
    const home = address(random);
    const children = Math.min(Number(random.weighted({ '1': 5, '2': 4, '3': 1 })), count - students.length);
    for (let child = 0; child < children; ++child) {
      const grade = random.between(0, 12);
      students.push({ id: padded('student', students.length + 1), name: name.member(), grade, school: schoolFor(random, grade),
        address: home, guardians: mine, barred, birthDate: birthDate(random, grade), extra: extra(random, grade) });
    }
  }
  return students;
}
