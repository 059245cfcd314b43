// Courses, classes, teachers, enrollments and results.
import { FamilyName, type PersonName } from './names.ts';
import { gradeCode, schools, type School, type Student } from './people.ts';
import type { Random } from './random.ts';

export interface Teacher { readonly id: string; readonly name: PersonName; readonly school: School }
export interface Course { readonly id: string; readonly title: string; readonly code: string; readonly grade: number; readonly school: School }
export interface Class { readonly id: string; readonly title: string; readonly course: Course; readonly teacher: Teacher; readonly students: readonly Student[] }
export interface Result { readonly id: string; readonly lineItem: string; readonly student: Student; readonly score: number | undefined; readonly comment: string }
export interface LineItem { readonly id: string; readonly title: string; readonly class: Class; readonly dueDate: string }

const classSize = 26;
const subjectsBelow6 = ['Reading', 'Mathematics', 'Science', 'Art'];
const subjectsFrom6 = ['English', 'Algebra', 'Biology', 'History', 'Spanish'];
const comments = ['', '', '', 'Good progress.', 'Please ask for help earlier.', 'Très bien !', 'Handed in late, "well done" though'];

export interface Teaching {
  readonly teachers: readonly Teacher[];
  readonly courses: readonly Course[];
  readonly classes: readonly Class[];
  readonly lineItems: readonly LineItem[];
  readonly results: readonly Result[];
}

export function makeTeaching(random: Random, students: readonly Student[]): Teaching {
  const teachers: Teacher[] = [];
  const courses: Course[] = [];
  const classes: Class[] = [];
  for (const school of schools) {
    for (let grade = school.least; grade <= school.most; ++grade) {
      const pupils = students.filter((student) => student.school === school && student.grade === grade);
      for (const subject of grade < 6 ? subjectsBelow6 : subjectsFrom6) {
        const code = `${subject.slice(0, 3).toUpperCase()}${gradeCode(grade)}`;
        const course: Course = { id: `course-${school.id.slice(4)}-${code}`, title: `${subject} ${gradeCode(grade)}`, code, grade, school };
        courses.push(course);
        for (let first = 0, section = 1; first < pupils.length; first += classSize, ++section) {
          if (classes.length % 4 === 0 || teachers.at(-1)?.school !== school) {
            teachers.push({ id: `teacher-${String(teachers.length + 1).padStart(4, '0')}`, name: new FamilyName(random).member(), school });
          }
          classes.push({ id: `class-${course.id.slice(7)}-${section}`, title: `${course.title}, section ${section}`, course,
            teacher: teachers.at(-1) as Teacher, students: pupils.slice(first, first + classSize) });
        }
      }
    }
  }
  const lineItems: LineItem[] = [];
  const results: Result[] = [];
  for (const one of classes) {
    for (const title of ['Quiz 1', 'Project']) {
      const item: LineItem = { id: `item-${lineItems.length + 1}`, title, class: one, dueDate: title === 'Project' ? '2026-11-06' : '2026-09-25' };
      lineItems.push(item);
      for (const student of one.students) {
        const done = random.chance(0.97);
        results.push({ id: `result-${results.length + 1}`, lineItem: item.id, student, score: done ? random.between(40, 100) : undefined,
          comment: done ? random.pick(comments) : '' });
      }
    }
  }
  return { teachers, courses, classes, lineItems, results };
}
