'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import useSWR from 'swr';
import type { SyncPulse } from '@/lib/status/pulse';
import { fetchJson, HttpError } from '../../_shell/fetch-json';
import { FOCUS_THROTTLE_MS, pollEveryMs, retryAfterMs } from '../../_shell/poll-times';

export interface PulseState {
  /** When this server answered last. */
  clock: string;
  /** This server did not answer since. */
  stale: boolean;
  signedOut: boolean;
}

/**
 * Asks whether the page is still in step while the tab is visible, at once on focus, ever more rarely after errors; if it is
 * not, the page is rendered again.
 */
export function usePulse(page: SyncPulse): PulseState {
  const router = useRouter();
  const [latest, setLatest] = useState(page);
  // After a form's redirect the page is newer than the last answer.
  if (page.at > latest.at) setLatest(page);
  const { error } = useSWR<SyncPulse, Error>('/api/status/sync', fetchJson, {
    fallbackData: page,
    refreshInterval: pollEveryMs(latest.running),
    focusThrottleInterval: FOCUS_THROTTLE_MS,
    dedupingInterval: 500,
    onSuccess: (answer) => setLatest((known) => (answer.at > known.at ? answer : known)),
    onErrorRetry: (failure, _key, _config, revalidate, { retryCount }) => {
      if (isSignedOut(failure)) return;
      setTimeout(() => revalidate({ retryCount }), retryAfterMs(retryCount));
    },
  });
  // Once for each answer: what the page shows by then may be newer, but never another answer.
  useEffect(() => {
    if (latest.at > page.at && latest.version !== page.version) router.refresh();
  }, [latest, page, router]);
  const signedOut = isSignedOut(error);
  return { clock: latest.clock, stale: error !== undefined && !signedOut, signedOut };
}

const isSignedOut = (error: unknown) => error instanceof HttpError && error.status === 401;
