import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import Link from './link';

interface Props {
  title: ReactNode;
  /** The pages above this one, outermost first. */
  crumbs?: { href: string; label: string }[];
  /** One quiet line below the title. */
  sub?: ReactNode;
  /** A small link to the page's help, right after the title. */
  help?: ReactNode;
  /** Buttons and forms at the right; below the title on a phone. */
  actions?: ReactNode;
}

export function PageHeader({ title, crumbs = [], sub, help, actions }: Props) {
  return (
    <header className="mb-5.5">
      {crumbs.length > 0 && (
        <div className="mb-0.5 flex flex-wrap items-center gap-1 text-small text-ink-3">
          {crumbs.map((crumb, index) => (
            <span key={crumb.href} className="inline-flex items-center gap-1">
              {index > 0 && <ChevronRight size={12} aria-hidden />}
              <Link href={crumb.href} className="inline-flex min-h-6 items-center hover:text-ink hover:underline">
                {crumb.label}
              </Link>
            </span>
          ))}
        </div>
      )}
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
        <div className="min-w-0 max-wide:w-full">
          <div className="flex items-start gap-1">
            <h1 className="min-w-0 text-title leading-tight font-heavy tracking-[-0.015em] wrap-anywhere">{title}</h1>
            {help && <span className="-my-0.5 shrink-0 print:hidden">{help}</span>}
          </div>
          {sub && <p className="mt-0.75 text-ink-2 wrap-anywhere">{sub}</p>}
        </div>
        {actions && (
          <div className="flex flex-wrap gap-2 print:hidden max-wide:w-full max-wide:*:flex-auto max-wide:[&_button]:w-full">
            {actions}
          </div>
        )}
      </div>
    </header>
  );
}
