import { Ban, CircleCheck, CircleX, Hourglass, type LucideIcon, Pause, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Format } from '@/lib/i18n/format';
import type { SyncRun, SyncStatus } from '@/lib/status/sync-status';
import { inSentence } from '../../history/_run/in-sentence';
import { hourAndMinute, isSameDay } from './clock';
import { countTroubles } from './count-troubles';

export type StateNow =
  | 'never'
  | 'queued'
  | 'running'
  | 'cancelling'
  | 'paused'
  | 'done'
  | 'problems'
  | 'failed'
  | 'cancelled';

/** Words say the state; the icon repeats it where something is not as it should be. */
const ICONS: Partial<Record<StateNow, { Icon: LucideIcon; ink: string }>> = {
  queued: { Icon: Hourglass, ink: 'text-ink-3' },
  paused: { Icon: Pause, ink: 'text-ink-3' },
  done: { Icon: CircleCheck, ink: 'text-ok' },
  problems: { Icon: TriangleAlert, ink: 'text-warn' },
  failed: { Icon: CircleX, ink: 'text-bad' },
  cancelled: { Icon: Ban, ink: 'text-ink-3' },
};

export function stateNow({ active, latest, pausedUntil, at }: SyncStatus): StateNow {
  if (active) return active.cancelRequested ? 'cancelling' : active.state === 'queued' ? 'queued' : 'running';
  if (pausedUntil !== null && pausedUntil > at) return 'paused';
  if (!latest || latest.state === 'queued') return 'never';
  return latest.state;
}

export function StateValue({ status }: { status: SyncStatus }) {
  const t = useTranslations('sync.states');
  const state = stateNow(status);
  const isLate = status.freshness === 'late' || status.freshness === 'overdue';
  // A green tick beside "late" would contradict it.
  const look = state === 'done' && isLate ? undefined : ICONS[state];
  return (
    <span className="flex items-center gap-2">
      {look && <look.Icon size={18} aria-hidden className={`shrink-0 ${look.ink}`} />}
      {t(state)}
    </span>
  );
}

export function StateNote({ status, format }: { status: SyncStatus; format: Format }) {
  const t = useTranslations('sync.stateNotes');
  const by = useTranslations('sync.by');
  const { active, retry, pausedUntil, at } = status;
  const state = stateNow(status);
  if (active) {
    const elapsed = format.duration(active.elapsedMs);
    const who = by(active.trigger, { name: active.userName ?? '–' });
    if (active.steps.length === 0) return t('queued', { elapsed, by: who });
    return t('running', { step: stepNumber(active), steps: active.steps.length, elapsed, by: who });
  }
  if (state === 'paused' && pausedUntil) return t('pausedUntil', { time: inSentence(format.time(pausedUntil).text) });
  if (state === 'problems') {
    const count = countTroubles(status);
    return count > 0 ? t('problems', { count, n: format.number(count) }) : null;
  }
  if (state === 'failed') {
    if (!retry) return null;
    const clock = (moment: string) =>
      isSameDay(moment, at, format) ? hourAndMinute(moment, format) : inSentence(format.time(moment).text);
    const n = format.number(retry.attempt);
    return t('retry', { failed: clock(retry.failedAt), time: clock(retry.nextTryAt), n });
  }
  return state === 'never' || state === 'done' || state === 'cancelled' ? t(state) : null;
}

/** Between two steps the one that comes next counts. */
function stepNumber({ steps }: SyncRun): number {
  const active = steps.findIndex((step) => step.state === 'active');
  if (active >= 0) return active + 1;
  const waiting = steps.findIndex((step) => step.state === 'waiting');
  return waiting >= 0 ? waiting + 1 : steps.length;
}
