import type { ReactNode } from 'react';
import { Kept, SearchInput } from './filter-form';
import Link from './link';

/** The bar above a table: a search field and a choice of links. */
export function Filters({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line-soft px-4.5 py-3 print:hidden">
      {children}
    </div>
  );
}

interface SearchProps {
  label: string;
  value: string;
  /** The other filters of the page, kept when searching; never the place in the list. */
  keep?: Record<string, string | undefined>;
}

/** Searches on Enter, by address: works without script. */
export function SearchField({ label, value, keep = {} }: SearchProps) {
  return (
    <search className="min-w-50 flex-1">
      <form method="get">
        <Kept values={keep} />
        <SearchInput label={label} value={value} />
      </form>
    </search>
  );
}

/** Says to the eye that the choice after it orders and does not filter; the choice itself has a label to be heard. */
export function SortLabel({ text }: { text: string }) {
  return (
    <span aria-hidden className="text-note whitespace-nowrap text-ink-3">
      {text}
    </span>
  );
}

export interface Segment {
  href: string;
  label: string;
  /** Formatted; shown behind the label. */
  count?: string | undefined;
  active: boolean;
}

export function Segments({ label, segments }: { label: string; segments: Segment[] }) {
  return (
    <nav aria-label={label} className="flex max-w-full flex-wrap gap-0.5 rounded-[9px] bg-track p-0.75">
      {segments.map((segment) => (
        <Link
          key={segment.href}
          href={segment.href}
          aria-current={segment.active ? 'true' : undefined}
          className="rounded-[7px] px-2.5 py-0.75 text-small font-medium text-ink-2 tabular-nums hover:text-ink aria-[current]:bg-panel aria-[current]:text-ink"
        >
          {segment.label}
          {segment.count !== undefined && ` ${segment.count}`}
        </Link>
      ))}
    </nav>
  );
}
