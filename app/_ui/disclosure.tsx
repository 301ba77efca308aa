import { ChevronDown } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';

/** A section of a card that is closed at first, and says that it opens. Works without script. */
export function Disclosure({ title, children, ...rest }: ComponentProps<'details'> & { title: ReactNode }) {
  return (
    <details {...rest} className="group">
      <summary className="flex cursor-pointer items-center justify-between gap-3 px-4.5 py-3.5 font-semibold">
        {title}
        <ChevronDown size={16} aria-hidden className="shrink-0 text-ink-3 group-open:rotate-180" />
      </summary>
      {children}
    </details>
  );
}
