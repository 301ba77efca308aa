import type { ReactNode } from 'react';

export interface ListedField {
  label: string;
  value: ReactNode;
  /** Where the value comes from. */
  mark?: ReactNode;
  /** Long texts take the whole width. */
  long?: boolean;
}

/** Names and values in two columns; below one another on a phone. */
export function FieldList({ fields }: { fields: ListedField[] }) {
  return (
    <dl className="grid gap-x-6 gap-y-2 wide:grid-cols-2">
      {fields.map(({ label, value, mark, long }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same name may stand twice, and the list never changes
        <div key={index} className={`min-w-0 ${long ? 'wide:col-span-2' : ''}`}>
          <dt className="text-note text-ink-3 wrap-anywhere">
            {label} {mark}
          </dt>
          <dd className={`whitespace-pre-line wrap-anywhere ${long ? 'max-w-prose' : ''}`}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
