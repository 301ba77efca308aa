'use client';

import { useEffect, useRef } from 'react';
import useSWR from 'swr';
import { type InterfaceStatus, isRunActive } from '@/lib/status/interface-status';

const RUNNING_MS = 1_500;
const IDLE_MS = 30_000;
const FAILED_MS = 60_000;

export class PollError extends Error {
  constructor(readonly status: number) {
    super(`the status was answered with ${status}`);
  }
}

async function read(url: string): Promise<InterfaceStatus> {
  const response = await fetch(url, { cache: 'no-store' });
  if (!response.ok) throw new PollError(response.status);
  return response.json();
}

/**
 * The interface's state as the page was rendered with it, then as the server says: often while a run is going, rarely
 * otherwise, never in a hidden tab. Several parts of a page share one poll.
 */
export function useInterfaceStatus(initial: InterfaceStatus) {
  const failed = useRef(false);
  const { data, error, mutate } = useSWR<InterfaceStatus, Error>(
    `/api/status/interfaces/${initial.interfaceId}`,
    read,
    {
      fallbackData: initial,
      revalidateOnMount: false,
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
    void mutate((known) => (known && known.at > initial.at ? known : initial), { revalidate: false });
  }, [initial, mutate]);
  return { status: data ?? initial, error };
}
