'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useSWRConfig } from 'swr';
import { Announcer } from '@/app/(console)/sync/_status/announcer';
import { type InterfaceStatus, isRunActive, revisionOf } from '@/lib/status/interface-status';
import { PollProblem } from './poll-problem';
import { RunCard } from './run-card';
import { useInterfaceStatus } from './use-interface-status';

/** The run under way, live; has the page read again when a delivery or the run begins or ends. */
export function LiveRun({ initial }: { initial: InterfaceStatus }) {
  const { status, error } = useInterfaceStatus(initial);
  const t = useTranslations('deliveries.live');
  useRowsInStep(revisionOf(initial), revisionOf(status));
  const { run } = status;
  const active = isRunActive(run);
  const [wasActive, setWasActive] = useState(active);
  if (active && !wasActive) setWasActive(true);
  return (
    <>
      <PollProblem error={error} at={status.at} />
      {active && run ? <RunCard run={run} at={status.at} /> : <Announcer text={wasActive ? t('ended') : ''} />}
    </>
  );
}

/** Rows and navigation badge are as old as the page; they follow what the poll says. */
function useRowsInStep(rendered: string, current: string): void {
  const router = useRouter();
  const { mutate } = useSWRConfig();
  useEffect(() => {
    if (current === rendered) return;
    router.refresh();
    void mutate('/api/status');
  }, [current, rendered, router, mutate]);
}
