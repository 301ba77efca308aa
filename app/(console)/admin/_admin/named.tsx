import type { ReactNode } from 'react';

/** A table's value that says what it is where a phone shows no heading above it. */
export function Named({ label, children }: { label: string; children: ReactNode }) {
  return (
    <span className="wrap-anywhere">
      <span className="text-ink-3 wide:hidden">{label}: </span>
      {children}
    </span>
  );
}
