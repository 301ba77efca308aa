'use client';

import { useEffect, useRef } from 'react';
import useSWR from 'swr';
import { fetchJson } from '@/app/(console)/_shell/fetch-json';
import { type InterfaceStatus, isRunActive } from '@/lib/status/interface-status';

const RUNNING_MS = 1_500;
const IDLE_MS = 30_000;
const FAILED_MS = 60_000;

/**
 * The interface's state as the page was rendered with it, then as the server says: often while a run is going, rarely
 * otherwise, never in a hidden tab. Several parts of a page share one poll.
 */
export function useInterfaceStatus(initial: InterfaceStatus) {
  const failed = useRef(false);
  const { data, error, mutate } = useSWR<InterfaceStatus, Error>(
    `/api/status/interfaces/${initial.interfaceId}`,
    fetchJson,
    {
      fallbackData: initial,
      revalidateOnMount: false,
      focusThrottleInterval: 1_000,
      dedupingInterval: 1_000,
      shouldRetryOnError: false,
      refreshInterval: (latest) => {
        if (failed.current) return FAILED_MS;
        return isRunActive(latest?.run ?? null) ? RUNNING_MS : IDLE_MS;
      },
    },
  );
  failed.current = error !== undefined;
  // A page that was rendered anew, for example after a form, knows more than the last poll.
  useEffect(() => {
    void mutate((known) => newest(known, initial), { revalidate: false });
  }, [initial, mutate]);
  return { status: newest(data, initial), error };
}

function newest(known: InterfaceStatus | undefined, page: InterfaceStatus): InterfaceStatus {
  return known && known.at >= page.at ? known : page;
}
