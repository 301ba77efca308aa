import { Activity, CircleCheck, Clock, Upload } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { dotted } from '@/app/_ui/dotted';
import { Facts } from '@/app/_ui/facts';
import { RelativeTime } from '@/app/_ui/relative-time';
import type { Format } from '@/lib/i18n/format';
import type { SyncStatus } from '@/lib/status/sync-status';
import { zoneName } from './clock';
import { StateNote, StateValue } from './state-now';

interface Props {
  status: SyncStatus;
  format: Format;
}

/** State now, what waits, and the last success: three facts, none derived from another. */
export function StatusFacts({ status, format }: Props) {
  const t = useTranslations('sync.facts');
  return (
    <Facts
      facts={[
        {
          key: 'state',
          label: t('state'),
          icon: <Activity size={14} aria-hidden />,
          value: <StateValue status={status} />,
          note: <StateNote status={status} format={format} />,
        },
        {
          key: 'waiting',
          label: t('waiting'),
          icon: <Upload size={14} aria-hidden />,
          value: <WaitingValue status={status} format={format} />,
          note: <WaitingNote status={status} format={format} />,
        },
        {
          key: 'last',
          label: t('last'),
          icon: <CircleCheck size={14} aria-hidden />,
          value: <LastValue status={status} format={format} />,
          note: <LastNote status={status} format={format} />,
        },
      ]}
    />
  );
}

/** Short to see below its label, and a whole sentence to hear. */
function WaitingValue({ status: { pending }, format }: Props) {
  const t = useTranslations('sync.pending');
  if (!pending) return '–';
  const values = { count: pending.count, n: format.number(pending.count) };
  return (
    <>
      <span aria-hidden>{pending.capped ? t('more', values) : t('records', values)}</span>
      <span className="sr-only">{pending.capped ? t('moreSentence', values) : t('sentence', values)}</span>
    </>
  );
}

const KINDS = ['properties', 'attachments', 'contacts', 'providers'] as const;

function WaitingNote({ status: { pending, lastSuccess }, format }: Props) {
  const t = useTranslations('sync');
  // Before the first run nothing is counted yet.
  if (!pending || pending.count === 0) return lastSuccess && t('pending.none');
  // Where counting ended, the kinds of what was counted say nothing of the rest.
  if (pending.capped) return null;
  return dotted(
    KINDS.map((kind) => {
      const count = pending.byTable[kind] ?? 0;
      return count > 0 && t(`kinds.${kind}`, { count, n: format.number(count) });
    }),
  );
}

function LastValue({ status: { lastSuccess }, format }: Props) {
  const t = useTranslations('sync');
  if (!lastSuccess) return t('never');
  return <RelativeTime value={format.time(lastSuccess.finishedAt)} locale={format.locale} />;
}

function LastNote({ status: { lastSuccess, freshness }, format }: Props) {
  const t = useTranslations('sync');
  const bad = freshness === 'overdue' ? 'font-firm text-bad' : freshness === 'late' ? 'font-firm text-warn' : undefined;
  const fresh = (
    <span className={bad}>
      {bad && <Clock size={13} aria-hidden className="mr-1 inline align-[-2px]" />}
      {t(`freshness.${freshness}`)}
    </span>
  );
  if (!lastSuccess) return freshness === 'never' ? null : fresh;
  const { finishedAt, durationMs } = lastSuccess;
  return (
    <>
      {format.time(finishedAt, { seconds: true }).text} {zoneName(finishedAt, format)} ·{' '}
      {t('took', { duration: format.duration(durationMs) })}
      {freshness !== 'paused' && <> · {fresh}</>}
    </>
  );
}
