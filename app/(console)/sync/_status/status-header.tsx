import { LoaderCircle, RefreshCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { PageHeader } from '@/app/_ui/page-header';
import { SubmitButton } from '@/app/_ui/submit-button';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import type { Format } from '@/lib/i18n/format';
import type { SyncStatus } from '@/lib/status/sync-status';
import { intervalInWords } from '@/lib/sync/schedule/interval';
import { inSentence } from '../../history/_run/in-sentence';
import { cancelSyncAction } from '../actions';
import { hourAndMinute, isSameDay } from './clock';
import { StartButton } from './start-button';

interface Props {
  status: SyncStatus;
  format: Format;
  canStart: boolean;
}

export function StatusHeader({ status, format, canStart }: Props) {
  const t = useTranslations('sync');
  const { active } = status;
  return (
    <PageHeader
      help={<HelpLink topic="sync" />}
      title={t('title')}
      sub={<Schedule status={status} format={format} />}
      actions={
        canStart && (
          <>
            <SyncNow active={active} />
            {active && (
              <form action={cancelSyncAction}>
                <input type="hidden" name="runId" value={active.id} />
                <SubmitButton variant="plain" pendingLabel={t('cancelling')} disabled={active.cancelRequested}>
                  {active.cancelRequested ? t('cancelling') : t('cancel')}
                </SubmitButton>
              </form>
            )}
          </>
        )
      }
    />
  );
}

/** "Sync now"; while a run is going, the words of its state. */
export function SyncNow({ active }: Pick<SyncStatus, 'active'>) {
  const t = useTranslations('sync');
  return (
    <StartButton
      running={active !== null}
      idle={
        <>
          <RefreshCw size={16} aria-hidden />
          {t('now')}
        </>
      }
      busy={
        <>
          <LoaderCircle size={16} aria-hidden className="spin moving" />
          {active?.state === 'queued' ? t('states.queued') : t('running')}
        </>
      }
    />
  );
}

/** "With central.example.org, every 15 minutes · next at 14:15" */
function Schedule({ status, format }: Pick<Props, 'status' | 'format'>) {
  const t = useTranslations('sync');
  const { central, intervalMinutes, nextRunAt, pausedUntil, at } = status;
  const interval = intervalMinutes === null ? t('byHand') : t('every', { ...intervalInWords(intervalMinutes) });
  const isPaused = pausedUntil !== null && pausedUntil > at;
  const next =
    nextRunAt === null || isPaused
      ? null
      : isSameDay(nextRunAt, at, format)
        ? t('nextAt', { time: hourAndMinute(nextRunAt, format) })
        : t('nextOn', { time: inSentence(format.time(nextRunAt).text) });
  return (
    <>
      {t.rich('with', { host: central ?? '', interval, b: (host) => <b className="font-firm">{host}</b> })}
      {next && ` · ${next}`}
    </>
  );
}
