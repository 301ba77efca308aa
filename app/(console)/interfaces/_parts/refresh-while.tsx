'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** Reads the page again every few seconds while something goes on and the tab is looked at. */
export function RefreshWhile({ active }: { active: boolean }) {
  const router = useRouter();
  useEffect(() => {
    if (!active) return;
    const timer = setInterval(() => !document.hidden && router.refresh(), 3000);
    return () => clearInterval(timer);
  }, [active, router]);
  return null;
}
