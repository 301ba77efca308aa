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

/** What needs a person or explains the state: the last run's error until one succeeds, an overdue schedule, a pause. */
export function StatusAlerts({ status, format, canConfigure }: Props) {
  const { decisive, freshness } = status;
  const failure = decisive?.failure ?? null;
  return (
    <>
      {failure && <LastFailure failure={failure} status={status} format={format} />}
      {!failure && freshness === 'overdue' && <Overdue status={status} />}
      {status.missed && <Missed missed={status.missed} status={status} format={format} />}
      {freshness === 'paused' && <Paused status={status} format={format} canConfigure={canConfigure} />}
    </>
  );
}

function LastFailure({ failure, status, format }: { failure: Failure; status: SyncStatus; format: Format }) {
  const t = useTranslations('sync');
  const { retry, nextRunAt, active, at } = status;
  const text =
    retry && nextRunAt && !active && isSameDay(nextRunAt, at, format)
      ? t('retryAt', { time: hourAndMinute(nextRunAt, format) })
      : undefined;
  return <RunFailure failure={failure} format={format} text={text} />;
}

function Overdue({ status: { lastSuccess } }: Pick<Props, 'status'>) {
  const t = useTranslations('sync.overdue');
  const text = lastSuccess ? t('text') : t('never');
  return <Alert tone="bad" title={t('title')} text={text} owner={t('owner')} action={t('action')} />;
}

interface MissedProps extends Pick<Props, 'status' | 'format'> {
  missed: NonNullable<SyncStatus['missed']>;
}

/** Slots of the schedule that went by without a run: the scheduler or the whole server stood still. */
function Missed({ missed: { count, from, to }, status: { at }, format }: MissedProps) {
  const t = useTranslations('sync.missed');
  const clock = (moment: string) =>
    isSameDay(moment, at, format) ? hourAndMinute(moment, format) : inSentence(format.time(moment).text);
  const title = t('title', { count, n: format.number(count), from: clock(from), to: clock(to) });
  return <Alert tone="warn" title={title} owner={t('owner')} action={t('action')} />;
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
