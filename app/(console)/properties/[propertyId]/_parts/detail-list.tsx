import type { ReactNode } from 'react';

export interface Detail {
  key: string;
  label: ReactNode;
  value: ReactNode;
}

/** Names and values below one another; what has no value is left out. */
export function DetailList({ details }: { details: Detail[] }) {
  return (
    <dl className="grid gap-x-4 gap-y-2.5 px-4.5 py-3.5">
      {details.map(
        ({ key, label, value }) =>
          value !== null &&
          value !== undefined &&
          value !== '' && (
            <div key={key} className="min-w-0">
              <dt className="text-note text-ink-3">{label}</dt>
              <dd className="wrap-anywhere">{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
