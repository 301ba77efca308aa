'use client';

import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Alert } from '@/app/_ui/alert';
import { ButtonLink } from '@/app/_ui/button';
import { createFormat, type Format } from '@/lib/i18n/format';
import type { SyncStatus } from '@/lib/status/sync-status';
import { Announcer } from './announcer';
import { NotConnected } from './not-connected';
import { RecentRuns } from './recent-runs';
import { currentStep, RunCard } from './run-card';
import { stateNow } from './state-now';
import { StatusAlerts } from './status-alerts';
import { StatusFacts } from './status-facts';
import { StatusHeader } from './status-header';
import { Troubles } from './troubles';
import { useLiveStatus } from './use-live-status';
import { VerificationLine } from './verification-line';

interface Props {
  initial: SyncStatus;
  canStart: boolean;
  canConfigure: boolean;
  /** What the last form did: an error stays, "already running" only as long as it runs. */
  error: ReactNode;
  alreadyRunning: ReactNode;
}

/** The status page: complete as the server renders it, and in step with the run once there is script. */
export function LiveStatus({ initial, canStart, canConfigure, error, alreadyRunning }: Props) {
  const { status, stale, signedOut } = useLiveStatus(initial);
  const format = createFormat(useLocale(), useTimeZone() ?? 'UTC', new Date(status.at));
  const announcement = useAnnouncement(status, format);
  if (!status.connected) {
    return (
      <>
        <NotConnected canConfigure={canConfigure} />
        {status.recent.length > 0 && <RecentRuns runs={status.recent} format={format} />}
      </>
    );
  }
  return (
    <>
      <StatusHeader status={status} format={format} canStart={canStart} />
      {error}
      {status.active && alreadyRunning}
      {signedOut && <SignedOut />}
      {stale && <Stale time={format.clock(status.at)} />}
      <div className={stale || signedOut ? 'opacity-60' : undefined}>
        <StatusFacts status={status} format={format} />
        <VerificationLine status={status} format={format} />
        <StatusAlerts status={status} format={format} canConfigure={canConfigure} />
        <RunCard status={status} format={format} />
        <Troubles status={status} format={format} canStart={canStart} />
        <RecentRuns runs={status.recent} format={format} />
      </div>
      <Announcer text={announcement} />
    </>
  );
}

function Stale({ time }: { time: string }) {
  const t = useTranslations('sync');
  return <Alert tone="warn" title={t('stale', { time })} />;
}

function SignedOut() {
  const t = useTranslations('sync');
  return (
    <Alert
      tone="warn"
      title={t('signedOut')}
      button={<ButtonLink href="/sign-in?callbackUrl=%2Fsync">{t('signIn')}</ButtonLink>}
    />
  );
}

/** The step and its percentage while a run goes, how it ended afterwards; nothing before anything happened. */
function useAnnouncement(status: SyncStatus, format: Format): string {
  const t = useTranslations('sync');
  const steps = useTranslations('history.steps');
  const [seenRunning, setSeenRunning] = useState(false);
  const { active } = status;
  if (active && !seenRunning) setSeenRunning(true);
  if (!active) return seenRunning ? t('announce.ended', { state: t(`states.${stateNow(status)}`) }) : '';
  const step = currentStep(active);
  if (!step) return t('running');
  const percent = step.total
    ? format.percent(Math.floor((step.done / step.total) * 100) / 100)
    : format.number(step.done);
  return t('announce.running', { step: steps(step.key), percent });
}
