'use client';

import useSWR from 'swr';
import type { SyncStatusSummary } from '@/lib/status/summary';
import { fetchJson, HttpError } from './fetch-json';
import { FOCUS_THROTTLE_MS, pollEveryMs, retryAfterMs } from './poll-times';

/** The navigation's view of the synchronisation; a hidden tab asks nothing, a focused one asks at once. */
export function useSyncStatus(initial: SyncStatusSummary): { status: SyncStatusSummary; signedOut: boolean } {
  const { data, error } = useSWR<SyncStatusSummary, Error>('/api/status', fetchJson, {
    fallbackData: initial,
    revalidateOnMount: false,
    refreshInterval: (latest) => pollEveryMs(latest?.run != null),
    focusThrottleInterval: FOCUS_THROTTLE_MS,
    onErrorRetry: (failure, _key, _config, revalidate, { retryCount }) => {
      if (isSignedOut(failure)) return;
      setTimeout(() => revalidate({ retryCount }), retryAfterMs(retryCount));
    },
  });
  // A page that was rendered since knows more than the last poll.
  const status = data && data.at >= initial.at ? data : initial;
  return { status, signedOut: isSignedOut(error) };
}

const isSignedOut = (error: unknown) => error instanceof HttpError && error.status === 401;
