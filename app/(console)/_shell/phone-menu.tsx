'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';

/** Opens without script; a new page closes it. */
export function PhoneMenu({ label, icon, children }: { label: string; icon: ReactNode; children: ReactNode }) {
  return (
    <details key={usePathname()} className="group">
      <summary
        aria-label={label}
        className="grid size-8 place-items-center rounded-control border border-line bg-panel text-ink-2"
      >
        {icon}
      </summary>
      <div className="absolute inset-x-0 top-full border-b border-line bg-nav px-3 py-2">{children}</div>
    </details>
  );
}
