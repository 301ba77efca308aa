'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import Link from '@/app/_ui/link';

export interface NavLinkItem {
  href: string;
  label: string;
  icon: ReactNode;
  /** Says to screen readers what the label is. */
  prefix?: string;
}

export const NAV_LINK =
  'flex items-center gap-2.5 rounded-control px-2.5 py-1.75 font-medium text-ink-2 hover:bg-line-soft hover:text-ink aria-[current]:bg-accent-soft aria-[current]:text-accent';

/** Links of which the one that lies nearest to the page is marked. */
export function NavLinks({ items }: { items: NavLinkItem[] }) {
  const current = nearest(
    items.map((item) => item.href),
    usePathname(),
  );
  return items.map((item) => (
    <Link
      key={item.href}
      href={item.href}
      aria-current={item.href === current ? 'page' : undefined}
      className={NAV_LINK}
    >
      {item.icon}
      {item.prefix && <span className="sr-only">{item.prefix}</span>}
      <span className="min-w-0 truncate">{item.label}</span>
    </Link>
  ));
}

/** The longest of the addresses that the page is or lies below. */
export function nearest(hrefs: string[], pathname: string): string | undefined {
  const isAbove = (href: string) => pathname === href || (href !== '/' && pathname.startsWith(`${href}/`));
  return hrefs.filter(isAbove).sort((a, b) => b.length - a.length)[0];
}
