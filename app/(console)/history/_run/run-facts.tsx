import { Activity, Clock, Timer, UserRound } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Facts } from '@/app/_ui/facts';
import { Time } from '@/app/_ui/time';
import { getFormat } from '@/lib/i18n/get-format';
import type { RunDetail } from '@/lib/runs/get';
import { inSentence } from './in-sentence';
import { RunStatePill } from './run-state-pill';
import { countsText, durationText } from './run-texts';

export async function RunFacts({ run }: { run: RunDetail }) {
  const [t, format] = await Promise.all([getTranslations('history'), getFormat()]);
  const asked = format.time(run.queuedAt, { seconds: true });
  return (
    <Facts
      facts={[
        {
          key: 'state',
          label: t('run.state'),
          icon: <Activity size={14} aria-hidden />,
          value: <RunStatePill state={run.state} />,
          note: countsText(t, format, run.counts),
        },
        {
          key: 'started',
          label: t('run.started'),
          icon: <Clock size={14} aria-hidden />,
          value: run.startedAt ? <Time value={format.time(run.startedAt, { seconds: true })} /> : '–',
          note: t('run.asked', { time: inSentence(asked.text) }),
        },
        {
          key: 'duration',
          label: t('run.duration'),
          icon: <Timer size={14} aria-hidden />,
          value: durationText(format, run) ?? t('run.stillGoing'),
        },
        {
          key: 'by',
          label: t('run.by'),
          icon: <UserRound size={14} aria-hidden />,
          value: run.userName ?? t(`triggers.${run.trigger}`),
          note: run.userName && t(`triggers.${run.trigger}`),
        },
      ]}
    />
  );
}
