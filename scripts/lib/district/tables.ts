// The district as the files of a OneRoster 1.2 package: every header as the CSV binding orders it.
// https://www.imsglobal.org/spec/oneroster/v1p2/bind/csv
import { demo, districtId, gradeCode, schools, type Guardian, type Student } from './people.ts';
import type { Teaching } from './teaching.ts';

export interface Table { readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] }
export type Tables = Readonly<Record<string, Table>>;

const year = 'session-2026';
const terms = ['session-2026-fall', 'session-2026-spring'];
const flags = ['americanIndianOrAlaskaNative', 'asian', 'blackOrAfricanAmerican', 'nativeHawaiianOrOtherPacificIslander', 'white',
  'demographicRaceTwoOrMoreRaces', 'hispanicOrLatinoEthnicity'];
const extension = ['street', 'city', 'postalCode', 'barredAgents', 'enrollmentStatus', 'daysAbsent', 'healthNote', 'specialEducationPlan',
  'specialEducationNeeded', 'mealStatus', 'learningProfile', 'usage', 'socialSecurityLastFour', 'education', 'license', 'backgroundCheck',
  'personnelNote', 'appliedFor', 'appliedOn', 'applicationStatus'];

/** A table from rows of named values; a bulk package leaves status and dateLastModified blank. */
function table(columns: string, rows: readonly Readonly<Record<string, string>>[]): Table {
  const header = ['sourcedId', 'status', 'dateLastModified', ...columns.split(' ')];
  return { header, rows: rows.map((row) => header.map((name) => row[name] ?? '')) };
}

const userColumns = ['enabledUser username userIds givenName familyName middleName identifier email sms phone agentSourcedIds grades password',
  'userMasterIdentifier preferredGivenName preferredMiddleName preferredFamilyName primaryOrgSourcedId pronouns',
  ...extension.map((name) => `metadata.hallpass.${name}`)].join(' ');

const number = (id: string): string => id.slice(id.indexOf('-') + 1);

function studentRow(student: Student): Record<string, string> {
  const { extra, name } = student;
  const own: Record<string, string> = { ...student.address, barredAgents: student.barred.map(({ id }) => id).join(','),
    enrollmentStatus: extra.enrollmentStatus, daysAbsent: String(extra.daysAbsent), healthNote: extra.healthNote,
    specialEducationPlan: extra.specialEducationPlan, specialEducationNeeded: String(extra.specialEducationNeeded),
    mealStatus: extra.mealStatus, learningProfile: extra.learningProfile, usage: extra.usage };
  return { sourcedId: student.id, enabledUser: 'true', username: `s${number(student.id)}`, givenName: name.given, familyName: name.family,
    preferredGivenName: name.preferredGiven, identifier: `10${number(student.id)}`, email: `s${number(student.id)}@students.lakeside.example`,
    agentSourcedIds: [...student.guardians, ...student.barred].map(({ id }) => id).join(','), grades: gradeCode(student.grade),
    primaryOrgSourcedId: student.school.id,
    ...Object.fromEntries(extension.map((name) => [`metadata.hallpass.${name}`, own[name] ?? ''])) };
}

function adultRow(id: string, given: string, family: string, preferred: string, host: string): Record<string, string> {
  return { sourcedId: id, enabledUser: 'true', username: id, givenName: given, familyName: family, preferredGivenName: preferred,
    email: `${id}@${host}.lakeside.example`, phone: `+1 555 01${number(id).slice(-2)}` };
}

/** Those whose record as employee or applicant the demo and the tests look at; teachers and the office have what a roster says. */
const personnel = [
  { id: demo.employee, given: 'Noor', family: 'Haddad', role: 'ext:busDriver', since: '2021-08-16', birthDate: '1988-04-02', own: {
    street: '9 Ferry Lane', city: 'Lakeside', postalCode: '94107', socialSecurityLastFour: '4821', education: 'High school diploma',
    license: 'Class B with school bus endorsement, until 2026-06-30', backgroundCheck: 'Cleared on 2021-07-30',
    personnelNote: 'Route 12; first aid course in 2025' } },
  { id: demo.applicant, given: 'Jonas', family: 'Weber', role: 'ext:applicant', since: '', birthDate: '1996-11-19', own: {
    street: '77 Jefferson Street', city: 'Cedar Falls', postalCode: '94302', socialSecurityLastFour: '0937', education: 'M.L.I.S., 2023',
    license: '', backgroundCheck: 'Asked for on 2026-11-10', appliedFor: 'Librarian, Summit High School', appliedOn: '2026-10-28',
    applicationStatus: 'Interview' } },
] as const;

export function makeTables(students: readonly Student[], teaching: Teaching): Tables {
  const guardians = new Map<string, Guardian>();
  for (const student of students) for (const one of [...student.guardians, ...student.barred]) guardians.set(one.id, one);
  const staff = [
    { id: demo.clerk, given: 'Ruth', family: 'Olsen', role: 'counselor', org: districtId },
    { id: demo.siteClerk, given: 'Amadou', family: 'Diallo', role: 'siteAdministrator', org: 'org-summit' },
    { id: demo.officer, given: 'Hana', family: 'Suzuki', role: 'districtAdministrator', org: districtId },
  ];
  const role = (user: string, word: string, org: string): Record<string, string> =>
    ({ sourcedId: `role-${user}`, userSourcedId: user, roleType: 'primary', role: word, orgSourcedId: org });
  const bits = (student: Student): number => [...student.id].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 1009, 7);
  return {
    orgs: table('name type identifier parentSourcedId', [
      { sourcedId: districtId, name: 'Lakeside Unified School District', type: 'district', identifier: '0601234' },
      ...schools.map(({ id, name }, at) => ({ sourcedId: id, name, type: 'school', identifier: `060123400${at + 1}`, parentSourcedId: districtId })),
    ]),
    academicSessions: table('title type startDate endDate parentSourcedId schoolYear', [
      { sourcedId: year, title: '2026–2027', type: 'schoolYear', startDate: '2026-08-17', endDate: '2027-06-11', schoolYear: '2027' },
      { sourcedId: terms[0] as string, title: 'Fall 2026', type: 'semester', startDate: '2026-08-17', endDate: '2026-12-18', parentSourcedId: year, schoolYear: '2027' },
      { sourcedId: terms[1] as string, title: 'Spring 2027', type: 'semester', startDate: '2027-01-11', endDate: '2027-06-11', parentSourcedId: year, schoolYear: '2027' },
      { sourcedId: 'session-2026-q1', title: 'First quarter', type: 'gradingPeriod', startDate: '2026-08-17', endDate: '2026-10-16', parentSourcedId: terms[0] as string, schoolYear: '2027' },
      { sourcedId: 'session-2026-q2', title: 'Second quarter', type: 'gradingPeriod', startDate: '2026-10-19', endDate: '2026-12-18', parentSourcedId: terms[0] as string, schoolYear: '2027' },
    ]),
    courses: table('schoolYearSourcedId title courseCode grades orgSourcedId subjects subjectCodes', teaching.courses.map((course) => ({
      sourcedId: course.id, schoolYearSourcedId: year, title: course.title, courseCode: course.code, grades: gradeCode(course.grade), orgSourcedId: course.school.id }))),
    classes: table('title grades courseSourcedId classCode classType location schoolSourcedId termSourcedIds subjects subjectCodes periods',
      teaching.classes.map((one) => ({ sourcedId: one.id, title: one.title, grades: gradeCode(one.course.grade), courseSourcedId: one.course.id,
        classType: 'scheduled', schoolSourcedId: one.course.school.id, termSourcedIds: terms.join(',') }))),
    users: table(userColumns, [
      ...students.map(studentRow),
      ...[...guardians.values()].map(({ id, name }) => adultRow(id, name.given, name.family, name.preferredGiven, 'families')),
      ...staff.map(({ id, given, family }) => adultRow(id, given, family, '', 'staff')),
      ...teaching.teachers.map(({ id, name }) => adultRow(id, name.given, name.family, name.preferredGiven, 'staff')),
      ...personnel.map(({ id, given, family, own }) => ({ ...adultRow(id, given, family, '', 'staff'), identifier: `50${number(id)}`,
        ...Object.fromEntries(Object.entries(own).map(([name, value]) => [`metadata.hallpass.${name}`, value])) })),
    ]),
    roles: table('userSourcedId roleType role beginDate endDate orgSourcedId userProfileSourcedId', [
      ...students.map((student) => role(student.id, 'student', student.school.id)),
      ...[...guardians.values()].map((one) => role(one.id, one.role, districtId)),
      ...staff.map((one) => role(one.id, one.role, one.org)),
      ...teaching.teachers.map((one) => role(one.id, 'teacher', one.school.id)),
      ...personnel.map((one) => ({ ...role(one.id, one.role, districtId), beginDate: one.since })),
    ]),
    userProfiles: table('userSourcedId profileType vendorId applicationId description credentialType username password', students.map((student) => ({
      sourcedId: `profile-${number(student.id)}`, userSourcedId: student.id, profileType: 'learning-product', vendorId: 'steptech', applicationId: 'reading',
      description: 'Reading, by StepTech', credentialType: 'username', username: `reader-${number(student.id)}` }))),
    demographics: table(`birthDate sex ${flags.join(' ')} countryOfBirthCode stateOfBirthAbbreviation cityOfBirth publicSchoolResidenceStatus`,
      [...students.map((student) => ({ sourcedId: student.id, birthDate: student.birthDate, sex: bits(student) % 2 === 0 ? 'female' : 'male',
        ...Object.fromEntries(flags.map((flag, at) => [flag, String(at === bits(student) % 7)])), countryOfBirthCode: 'US', cityOfBirth: 'Lakeside' })),
      ...personnel.map(({ id, birthDate }) => ({ sourcedId: id, birthDate }))]),
    enrollments: table('classSourcedId schoolSourcedId userSourcedId role primary beginDate endDate', teaching.classes.flatMap((one) => [
      { sourcedId: `enrollment-${one.id}-teacher`, classSourcedId: one.id, schoolSourcedId: one.course.school.id, userSourcedId: one.teacher.id, role: 'teacher', primary: 'true' },
      ...one.students.map((student) => ({ sourcedId: `enrollment-${one.id}-${number(student.id)}`, classSourcedId: one.id,
        schoolSourcedId: one.course.school.id, userSourcedId: student.id, role: 'student', primary: 'false', beginDate: '2026-08-17', endDate: '2027-06-11' })),
    ])),
    categories: table('title weight', [{ sourcedId: 'category-work', title: 'Class work', weight: '100' }]),
    lineItems: table('title description assignDate dueDate classSourcedId categorySourcedId academicSessionSourcedId resultValueMin resultValueMax schoolSourcedId',
      teaching.lineItems.map((item) => ({ sourcedId: item.id, title: item.title, assignDate: '2026-09-01', dueDate: item.dueDate, classSourcedId: item.class.id,
        categorySourcedId: 'category-work', academicSessionSourcedId: item.title === 'Project' ? 'session-2026-q2' : 'session-2026-q1', resultValueMin: '0',
        resultValueMax: '100', schoolSourcedId: item.class.course.school.id }))),
    results: table('lineItemSourcedId studentSourcedId scoreStatus score scoreDate comment textScore classSourcedId inProgress incomplete late missing',
      teaching.results.map((one) => ({ sourcedId: one.id, lineItemSourcedId: one.lineItem, studentSourcedId: one.student.id,
        scoreStatus: one.score === undefined ? 'not submitted' : 'fully graded', score: one.score === undefined ? '' : String(one.score),
        scoreDate: '2026-11-13', comment: one.comment }))),
  };
}
