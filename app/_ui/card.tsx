import type { ReactNode } from 'react';

interface Props {
  /** Shown as a heading with a line below. */
  title?: ReactNode;
  /** At the right of the heading, for example a link. */
  aside?: ReactNode;
  /** Space around the content; without it for tables and lists of rows, which bring their own. */
  padded?: boolean;
  className?: string;
  children: ReactNode;
}

export function Card({ title, aside, padded = false, className = '', children }: Props) {
  return (
    <section className={`rounded-panel border border-line bg-panel ${className}`}>
      {title !== undefined && (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line-soft px-4.5 py-3.5">
          <h2 className="font-semibold">{title}</h2>
          {aside}
        </div>
      )}
      {padded ? <div className="p-4.5">{children}</div> : children}
    </section>
  );
}
