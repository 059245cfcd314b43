// Of the peers' own types, what the bench uses; they are not installed with the project.
declare module 'react' {
  export type Node = string | null | Element | readonly Node[];
  export interface Element { readonly type: unknown }
  export const createElement: <Props extends object>(type: string | ((props: Props) => Node), props: (Props & { readonly key?: string | undefined }) | Readonly<Record<string, unknown>> | null, ...children: Node[]) => Element;
  export const useState: <T>(first: T) => readonly [T, (next: T) => void];
  export const useEffect: (effect: () => void, needs: readonly unknown[]) => void;
}
declare module 'react-dom/client' {
  export const createRoot: (container: Element) => { readonly render: (node: import('react').Node) => void };
}
declare module '@tanstack/react-table' {
  type Shown = import('react').Node | ((context: never) => import('react').Node);
  interface Column<Row> { readonly columnDef: { readonly header?: Shown; readonly cell?: Shown }; readonly id: string; readonly row?: Row }
  interface Cell<Row> { readonly id: string; readonly column: Column<Row>; readonly row: { readonly original: Row } }
  export interface Table<Row> {
    readonly getHeaderGroups: () => readonly { readonly id: string; readonly headers: readonly { readonly id: string; readonly column: Column<Row> }[] }[];
    readonly getRowModel: () => { readonly rows: readonly { readonly id: string; readonly original: Row; readonly getAllCells: () => readonly Cell<Row>[] }[] };
    readonly FlexRender: (props: { readonly cell?: Cell<Row>; readonly header?: unknown }) => import('react').Node;
  }
  export interface ColumnHelper<Features, Row> {
    readonly features?: Features;
    readonly accessor: <Key extends keyof Row>(key: Key, column: object) => object;
    readonly display: (column: { readonly id: string; readonly header: string; readonly cell: (context: { readonly row: { readonly original: Row } }) => import('react').Node }) => object;
    readonly columns: (columns: readonly object[]) => readonly object[];
  }
  export const tableFeatures: (features: object) => object;
  export const createColumnHelper: <Features, Row>() => ColumnHelper<Features, Row>;
  export const useTable: <Row>(options: { readonly features: object; readonly columns: readonly object[]; readonly data: readonly Row[] }) => Table<Row>;
}
