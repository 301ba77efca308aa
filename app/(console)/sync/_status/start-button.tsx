'use client';

import type { ReactNode } from 'react';
import { useFormStatus } from 'react-dom';
import { buttonClass } from '@/app/_ui/button-class';
import { startSyncAction } from '../actions';

interface Props {
  running: boolean;
  /** "Sync now" with its icon; with a spinner "Synchronising…", or that the run waits to begin. */
  idle: ReactNode;
  busy: ReactNode;
}

/** A spinner from the press to the end of the run; pressed meanwhile it leads to the same run. */
export function StartButton(props: Props) {
  return (
    <form action={startSyncAction}>
      <Face {...props} />
    </form>
  );
}

function Face({ running, idle, busy }: Props) {
  const { pending } = useFormStatus();
  const isBusy = running || pending;
  return (
    <button
      type="submit"
      aria-busy={isBusy}
      onClick={(event) => pending && event.preventDefault()}
      className={`${buttonClass('primary')} aria-busy:cursor-progress`}
    >
      {isBusy ? busy : idle}
    </button>
  );
}
