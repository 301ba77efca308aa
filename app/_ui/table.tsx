import type { ReactNode } from 'react';

export interface Column<Row> {
  key: string;
  label: string;
  /** The heading is only for screen readers, for example of the actions. */
  labelHidden?: boolean;
  /** Right-aligned tabular figures. */
  numeric?: boolean;
  nowrap?: boolean;
  /** In the card that a row is on a phone: the first line (one), a next line (unless said), at the right (one), nowhere. */
  phone?: 'first' | 'line' | 'right' | 'hidden';
  cell: (row: Row) => ReactNode;
}

interface Props<Row> {
  /** Names the table for screen readers. */
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  keyOf: (row: Row) => string;
}

const PHONE = {
  first: 'max-wide:order-first max-wide:col-span-2',
  line: '',
  right: 'max-wide:col-start-2 max-wide:row-[2/span_2] max-wide:self-center',
  hidden: 'max-wide:hidden',
};

/** Dense rows (`rows` in app/globals.css); on a phone every row is a card. Stands in a `Card` without padding. */
export function Table<Row>({ label, columns, rows, keyOf }: Props<Row>) {
  return (
    <table aria-label={label} className="rows w-full border-collapse text-left">
      <thead className="max-wide:sr-only">
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" className={column.numeric ? 'text-right' : undefined}>
              {column.labelHidden ? <span className="sr-only">{column.label}</span> : column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map((column) => (
              <td key={column.key} className={cellClass(column)}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function cellClass<Row>({ numeric, nowrap, phone = 'line' }: Column<Row>): string | undefined {
  const classes = [numeric && 'figure', nowrap && 'wide:whitespace-nowrap', PHONE[phone]];
  return classes.filter(Boolean).join(' ') || undefined;
}

/** The main line of a cell with its quiet second line. */
export function TwoLines({ main, note }: { main: ReactNode; note?: ReactNode }) {
  return (
    <>
      <span className="font-medium wrap-anywhere">{main}</span>
      {note && <span className="block text-note text-ink-3 wrap-anywhere">{note}</span>}
    </>
  );
}

/** A row's icons, in its last column with `phone: 'right'`. */
export function RowActions({ children }: { children: ReactNode }) {
  return <div className="flex justify-end gap-1 print:hidden">{children}</div>;
}
