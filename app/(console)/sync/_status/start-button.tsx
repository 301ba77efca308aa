'use client';

import { LoaderCircle, RefreshCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useFormStatus } from 'react-dom';
import { buttonClass } from '@/app/_ui/button';
import { startSyncAction } from '../actions';

/** "Sync now", and a spinner from the press to the end of the run; pressed meanwhile it leads to the same run. */
export function StartButton({ running }: { running: boolean }) {
  return (
    <form action={startSyncAction}>
      <Face running={running} />
    </form>
  );
}

function Face({ running }: { running: boolean }) {
  const t = useTranslations('sync');
  const { pending } = useFormStatus();
  const busy = running || pending;
  const Icon = busy ? LoaderCircle : RefreshCw;
  return (
    <button
      type="submit"
      aria-busy={busy}
      onClick={(event) => pending && event.preventDefault()}
      className={buttonClass('primary')}
    >
      <Icon size={16} aria-hidden className={busy ? 'spin moving' : undefined} />
      {busy ? t('running') : t('now')}
    </button>
  );
}
