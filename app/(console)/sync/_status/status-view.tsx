import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Alert } from '@/app/_ui/alert';
import { ButtonLink } from '@/app/_ui/button';
import type { Format } from '@/lib/i18n/format';
import type { SyncPulse } from '@/lib/status/pulse';
import type { SyncStatus } from '@/lib/status/sync-status';
import { AsOf, KeepInStep } from './keep-in-step';
import { NotConnected } from './not-connected';
import { RecentRuns } from './recent-runs';
import { RunAnnouncer } from './run-announcer';
import { currentStep, RunCard } from './run-card';
import { stateNow } from './state-now';
import { StatusAlerts } from './status-alerts';
import { StatusFacts } from './status-facts';
import { StatusHeader } from './status-header';
import { Troubles } from './troubles';
import { VerificationLine } from './verification-line';

interface Props {
  status: SyncStatus;
  pulse: SyncPulse;
  format: Format;
  canStart: boolean;
  canConfigure: boolean;
  /** What the last form did: an error stays, "already running" only as long as it runs. */
  error: ReactNode;
  alreadyRunning: ReactNode;
}

/** The status page, complete as the server renders it; once there is script, it is rendered again when it has changed. */
export function StatusView({ status, pulse, format, canStart, canConfigure, error, alreadyRunning }: Props) {
  const t = useTranslations('sync');
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
      <KeepInStep
        pulse={pulse}
        activeRunId={status.active?.id ?? null}
        endedRunId={status.latest?.id ?? null}
        signedOut={<SignedOut />}
        stale={<Alert tone="warn" title={<AsOf text={t('stale', { time: '{time}' })} />} />}
      >
        <StatusFacts status={status} format={format} />
        <VerificationLine status={status} format={format} />
        <StatusAlerts status={status} format={format} canConfigure={canConfigure} />
        <RunCard status={status} format={format} />
        <Troubles status={status} format={format} canStart={canStart} />
        <RecentRuns runs={status.recent} format={format} />
      </KeepInStep>
      <Announcements status={status} format={format} />
    </>
  );
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
function Announcements({ status, format }: Pick<Props, 'status' | 'format'>) {
  const t = useTranslations('sync');
  const steps = useTranslations('history.steps');
  const { active } = status;
  const step = active && currentStep(active);
  const sayStep = ({ key, done, total }: NonNullable<typeof step>) =>
    t('announce.running', {
      step: steps(key),
      percent: total ? format.percent(Math.floor((done / total) * 100) / 100) : format.number(done),
    });
  return (
    <RunAnnouncer
      running={active && (step ? sayStep(step) : t('running'))}
      ended={t('announce.ended', { state: t(`states.${stateNow(status)}`) })}
    />
  );
}
