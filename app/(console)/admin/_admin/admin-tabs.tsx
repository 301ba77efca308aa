'use client';

import { usePathname } from 'next/navigation';
import Link from '@/app/_ui/link';
import { nearest } from '../../_shell/nav-link';

interface Props {
  label: string;
  tabs: { href: string; label: string }[];
}

export function AdminTabs({ label, tabs }: Props) {
  const current = nearest(
    tabs.map((tab) => tab.href),
    usePathname(),
  );
  return (
    <nav aria-label={label} className="mb-5 flex flex-wrap gap-x-5 border-b border-line">
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          aria-current={tab.href === current ? 'page' : undefined}
          className="-mb-px border-b-2 border-transparent pt-0.5 pb-2 font-medium text-ink-2 hover:text-ink aria-[current]:border-accent aria-[current]:text-accent"
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
