'use client';

import { useEffect, useState } from 'react';
import useSWR from 'swr';
import type { SyncStatus } from '@/lib/status/sync-status';
import { fetchJson, HttpError } from '../../_shell/fetch-json';
import { useNavigationInStep } from '../../_shell/use-navigation-in-step';

const RUNNING_MS = 1_500;
const IDLE_MS = 30_000;
const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 60_000;

export interface LiveStatus {
  status: SyncStatus;
  /** This server did not answer: what is shown is of `status.at`. */
  stale: boolean;
  signedOut: boolean;
}

/** The status as the server said it last: polled while the tab is visible, at once on focus, ever more rarely after errors. */
export function useLiveStatus(initial: SyncStatus): LiveStatus {
  const [running, setRunning] = useState(initial.active !== null);
  const { data, error, mutate } = useSWR<SyncStatus, Error>('/api/status/sync', fetchJson, {
    fallbackData: initial,
    refreshInterval: running ? RUNNING_MS : IDLE_MS,
    focusThrottleInterval: 1_000,
    dedupingInterval: 500,
    onSuccess: (latest) => setRunning(latest.active !== null),
    onErrorRetry: (failure, _key, _config, revalidate, { retryCount }) => {
      if (isSignedOut(failure)) return;
      setTimeout(() => revalidate({ retryCount }), Math.min(FIRST_RETRY_MS * 2 ** retryCount, LONGEST_RETRY_MS));
    },
  });
  // The page itself is newer than the last poll after a form's redirect.
  useEffect(() => {
    setRunning(initial.active !== null);
    void mutate((known) => newest(known, initial), { revalidate: false });
  }, [initial, mutate]);
  const status = newest(data, initial);
  useNavigationInStep(status.active?.id ?? null, status.latest?.id ?? null);
  const signedOut = isSignedOut(error);
  return { status, stale: error !== undefined && !signedOut, signedOut };
}

function newest(known: SyncStatus | undefined, page: SyncStatus): SyncStatus {
  return known && known.at >= page.at ? known : page;
}

const isSignedOut = (error: unknown) => error instanceof HttpError && error.status === 401;
