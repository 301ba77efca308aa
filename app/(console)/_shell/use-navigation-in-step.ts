'use client';

import { useEffect, useState } from 'react';
import { useSWRConfig } from 'swr';

/**
 * The navigation's badge and spinner ask again as soon as a run that the page shows began or ended. A page that comes
 * with a run under way may know of it before the navigation does.
 */
export function useNavigationInStep(activeRunId: string | null, endedRunId: string | null): void {
  const { mutate } = useSWRConfig();
  const key = `${activeRunId} ${endedRunId}`;
  const [shown, setShown] = useState(activeRunId === null ? key : null);
  useEffect(() => {
    if (key === shown) return;
    setShown(key);
    void mutate('/api/status');
  }, [key, shown, mutate]);
}
