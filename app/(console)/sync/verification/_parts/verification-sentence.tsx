import { CircleCheck, CircleDashed, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Format } from '@/lib/i18n/format';
import type { VerificationStatus } from '@/lib/status/verification-status';
import { inSentence } from '../../../history/_run/in-sentence';
import { hourAndMinute, isSameDay } from '../../_status/clock';

interface Props {
  /** null: never compared. */
  verification: VerificationStatus | null;
  now: string;
  format: Format;
}

/** "Verified identical at 14:02: 12,480 of 12,480", or how many differ, or why nothing was compared. */
export function VerificationSentence({ verification, now, format }: Props) {
  const t = useTranslations('verification');
  if (!verification) return <Said icon={<CircleDashed size={14} aria-hidden />}>{t('never')}</Said>;
  const { at, putOff, total, identical, differingCount, repairing } = verification;
  const when = isSameDay(at, now, format)
    ? t('atTime', { time: hourAndMinute(at, format) })
    : t('onDay', { time: inSentence(format.time(at).text) });
  const values = { when, identical: format.number(identical), total: format.number(total) };
  if (putOff) return <Said icon={<CircleDashed size={14} aria-hidden />}>{t(`putOff.${putOff}`, { when })}</Said>;
  if (differingCount === 0) {
    return <Said icon={<CircleCheck size={14} aria-hidden className="text-ok" />}>{t('identical', values)}</Said>;
  }
  const differ = t('differ', { ...values, count: differingCount, n: format.number(differingCount) });
  return (
    <Said icon={<TriangleAlert size={14} aria-hidden className="text-warn" />}>
      {differ}
      {repairing && ` · ${t('repairing')}`}
    </Said>
  );
}

function Said({ icon, children }: { icon: React.ReactNode; children: React.ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5 tabular-nums">
      {icon}
      <span>{children}</span>
    </span>
  );
}
