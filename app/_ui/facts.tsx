import type { ReactNode } from 'react';

export interface Fact {
  key: string;
  label: ReactNode;
  /** A lucide icon, 14 px. */
  icon?: ReactNode;
  value: ReactNode;
  note?: ReactNode;
}

/** Up to four facts side by side, below one another on a phone. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className="mb-4 grid rounded-panel border border-line bg-panel wide:auto-cols-fr wide:grid-flow-col">
      {facts.map((fact) => (
        <div
          key={fact.key}
          className="px-4.5 py-4 not-first:border-line-soft max-wide:not-first:border-t wide:not-first:border-l"
        >
          <dt className="flex items-center gap-1.5 text-note text-ink-3">
            {fact.icon}
            {fact.label}
          </dt>
          <dd className="mt-0.5 text-value font-semibold tracking-[-0.01em] tabular-nums wrap-anywhere">
            {fact.value}
          </dd>
          {fact.note && <dd className="mt-0.5 text-note text-ink-2">{fact.note}</dd>}
        </div>
      ))}
    </dl>
  );
}
