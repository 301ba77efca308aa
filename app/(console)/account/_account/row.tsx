import type { ReactNode } from 'react';

/** One setting: what it is at the left, its form at the right; below one another on a phone. */
export function Row({ title, hint, children }: { title: string; hint: ReactNode; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-4.5 py-4 not-first:border-t not-first:border-line-soft">
      <div className="min-w-0 flex-1 basis-64">
        <h2 className="font-semibold">{title}</h2>
        <p className="text-note text-ink-2">{hint}</p>
      </div>
      {children}
    </div>
  );
}
