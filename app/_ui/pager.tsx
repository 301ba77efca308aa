import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import Link from './link';

interface Props {
  /** Names the navigation for screen readers. */
  label: string;
  /** What is shown, for example "1–50 of 128". */
  range?: ReactNode;
  /** Absent: there is nothing there. */
  newer?: { href: string; label: string } | null;
  older?: { href: string; label: string } | null;
}

/** The lower edge of a list that is paged by key. */
export function Pager({ label, range, newer, older }: Props) {
  return (
    <nav
      aria-label={label}
      className="flex flex-wrap items-center gap-x-5 gap-y-1 border-t border-line-soft px-4.5 py-2.75 text-small text-ink-3 tabular-nums"
    >
      <span className="mr-auto">{range}</span>
      {newer && (
        <Link href={newer.href} rel="prev" className="inline-flex items-center gap-1 hover:text-ink">
          <ChevronLeft size={14} aria-hidden />
          {newer.label}
        </Link>
      )}
      {older && (
        <Link href={older.href} rel="next" className="inline-flex items-center gap-1 hover:text-ink">
          {older.label}
          <ChevronRight size={14} aria-hidden />
        </Link>
      )}
    </nav>
  );
}
