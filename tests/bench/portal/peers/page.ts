// The peer: the same two screens as a web team would write them today, with React and TanStack Table. It signs in by the
// portal's own code and is dressed in the portal's own style sheet (plain view), so that neither makes a difference.
import { createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table';
import { createElement as element, useEffect, useState, type Node } from 'react';
import { createRoot } from 'react-dom/client';
import { readConfig } from '../../../../web/portal/config.ts';
import { Session } from '../../../../web/portal/session.ts';

interface Student { readonly id: string; readonly display_name: string; readonly school: string; readonly grade: string }
interface Entry { readonly id: string; readonly label: string; readonly value: string; readonly source: string; readonly purpose: string; readonly correctable: boolean }
interface Category { readonly id: string; readonly entries: readonly Entry[] }
interface StudentRecord { readonly student: Student; readonly categories: readonly Category[] }

const features = tableFeatures({});
const helper = createColumnHelper<typeof features, Entry>();
const columns = helper.columns([
  helper.accessor('label', { header: 'What it is' }),
  helper.accessor('value', { header: 'What it says' }),
  helper.accessor('source', { header: 'Where it comes from' }),
  helper.accessor('purpose', { header: 'What it is for' }),
  helper.display({
    id: 'actions', header: 'What you can do',
    cell: ({ row: { original: { label, correctable } } }) => element('div', { 'data-role': 'actions' },
      correctable ? element('button', { type: 'button', 'aria-label': `Correct ${label}` }, 'Correct') : null,
      element('button', { type: 'button', 'aria-label': `Delete ${label}` }, 'Delete')),
  }),
]);

const Entries = ({ name, entries }: { readonly name: string; readonly entries: readonly Entry[] }): Node => {
  const table = useTable({ features, columns, data: entries });
  return element('table', null,
    element('caption', null, name),
    element('thead', null, table.getHeaderGroups().map(({ id, headers }) => element('tr', { key: id },
      headers.map((header) => element('th', { key: header.id, scope: 'col' }, element(table.FlexRender, { header })))))),
    element('tbody', null, table.getRowModel().rows.map((row) => element('tr', { key: row.id }, row.getAllCells().map((cell, index) =>
      element(index === 0 ? 'th' : 'td', { key: cell.id, ...index === 0 ? { scope: 'row' } : {} }, element(table.FlexRender, { cell })))))));
};

const ShownRecord = ({ student, categories }: StudentRecord): Node => element('main', { 'data-role': 'main' },
  element('h1', null, `Record of ${student.display_name}`),
  element('p', null, 'This is what the district keeps. If something is wrong or misleading, ask for a correction.'),
  categories.map(({ id, entries }) => element('section', { key: id, 'data-role': 'section', 'aria-labelledby': id },
    element('h2', { id }, id), element(Entries, { name: id, entries }))));

const App = ({ get }: { readonly get: (path: string) => Promise<unknown> }): Node => {
  const [children, setChildren] = useState<readonly Student[]>([]);
  const [record, setRecord] = useState<StudentRecord | undefined>(undefined);
  useEffect(() => { void get('/v1/me').then((me) => { setChildren((me as { readonly children: readonly Student[] }).children); }); }, []);
  if (record) return element(ShownRecord, record);
  return element('main', { 'data-role': 'main' },
    element('h1', null, 'My children'),
    children.map(({ id, display_name: name, school, grade }) => element('section', { key: id, 'data-role': 'section' },
      element('h2', null, name), element('p', null, `${school}, grade ${grade}`),
      element('button', {
        type: 'button', 'aria-label': `See the record of ${name}`,
        onClick: () => { void get(`/v1/students/${id}/record`).then((answer) => { setRecord(answer as StudentRecord); }); },
      }, 'See the record'))));
};

const start = async (): Promise<void> => {
  const config = readConfig(await (await fetch('config.json')).json());
  const session = new Session(config);
  await session.finish();
  const get = async (path: string): Promise<unknown> => {
    const response = await fetch(config.district + path, { headers: { Authorization: `Bearer ${session.token}` }, cache: 'no-store' });
    return response.json();
  };
  createRoot(document.getElementById('page') as HTMLElement).render(element(App, { get }));
};
void start();
