'use client';

import { useTranslations } from 'next-intl';
import { Alert } from '@/app/_ui/alert';
import { ButtonLink } from '@/app/_ui/button';
import type { Format } from '@/lib/i18n/format';
import type { RunFailure as Failure, SyncStatus } from '@/lib/status/sync-status';
import { inSentence } from '../../history/_run/in-sentence';
import { RunFailure } from '../../history/_run/run-failure';
import { hourAndMinute, isSameDay } from './clock';

interface Props {
  status: SyncStatus;
  format: Format;
  canConfigure: boolean;
}

/** What needs a person or explains the state: the last run's error, an overdue schedule, a pause. */
export function StatusAlerts({ status, format, canConfigure }: Props) {
  const { latest, freshness } = status;
  const failure = latest?.state === 'failed' ? latest.error : null;
  return (
    <>
      {failure && <LastFailure failure={failure} status={status} format={format} />}
      {!failure && freshness === 'overdue' && <Overdue />}
      {freshness === 'paused' && <Paused status={status} format={format} canConfigure={canConfigure} />}
    </>
  );
}

function LastFailure({ failure, status, format }: { failure: Failure; status: SyncStatus; format: Format }) {
  const t = useTranslations('sync');
  const { nextRunAt, active, at } = status;
  const retry =
    failure.problem.retried && nextRunAt && !active && isSameDay(nextRunAt, at, format)
      ? t('retryAt', { time: hourAndMinute(nextRunAt, format) })
      : undefined;
  return <RunFailure failure={failure} format={format} text={retry} />;
}

function Overdue() {
  const t = useTranslations('sync.overdue');
  return <Alert tone="bad" title={t('title')} text={t('text')} owner={t('owner')} action={t('action')} />;
}

function Paused({ status: { pausedUntil, pauseReason }, format, canConfigure }: Props) {
  const t = useTranslations('sync.paused');
  if (!pausedUntil) return null;
  return (
    <Alert
      tone="info"
      title={t('title', { time: inSentence(format.time(pausedUntil).text) })}
      text={pauseReason ? t('text', { reason: pauseReason }) : undefined}
      action={t('action')}
      button={canConfigure && <ButtonLink href="/admin/synchronisation#schedule">{t('resume')}</ButtonLink>}
    />
  );
}
