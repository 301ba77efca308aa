'use client';

import { createContext, type ReactNode, useContext } from 'react';
import type { SyncPulse } from '@/lib/status/pulse';
import { useNavigationInStep } from '../../_shell/use-navigation-in-step';
import { usePulse } from './use-pulse';

interface Props {
  /** Of the status that the page shows. */
  pulse: SyncPulse;
  activeRunId: string | null;
  endedRunId: string | null;
  /** Shown above the content when it is so. */
  signedOut: ReactNode;
  stale: ReactNode;
  children: ReactNode;
}

const LastClock = createContext('');

/** Has the server render the page again when the status has changed, and greys what can't be brought up to date. */
export function KeepInStep({ pulse, activeRunId, endedRunId, signedOut, stale, children }: Props) {
  const state = usePulse(pulse);
  useNavigationInStep(activeRunId, endedRunId);
  return (
    <LastClock value={state.clock}>
      {state.signedOut && signedOut}
      {state.stale && stale}
      <div className={state.stale || state.signedOut ? 'opacity-60' : undefined}>{children}</div>
    </LastClock>
  );
}

/** A sentence with the time of the last answer in the place of "{time}". */
export function AsOf({ text }: { text: string }) {
  return text.replace('{time}', useContext(LastClock));
}
