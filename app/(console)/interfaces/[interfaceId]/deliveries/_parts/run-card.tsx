'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ProgressBar } from '@/app/_ui/progress-bar';
import { RunSteps } from '@/app/(console)/history/_run/run-steps';
import { Announcer } from '@/app/(console)/sync/_status/announcer';
import type { InterfaceRunStatus } from '@/lib/status/interface-status';
import { currentSteps, fractionOf } from './fraction';
import { stepSentence } from './step-text';
import { useFormat } from './use-format';

/** How far the run is: the step under way, the bar, and every step. */
export function RunCard({ run, at }: { run: InterfaceRunStatus; at: string }) {
  const t = useTranslations('deliveries.live');
  const steps = useTranslations('history.steps');
  const format = useFormat(at);
  const known = fractionOf(run);
  const fraction = useHighest(run.id, known ?? 0);
  const sentence = stepSentence(run, { live: t, steps }, format);
  const percent = known === null ? null : format.percent(Math.floor(fraction * 100) / 100);
  const elapsed = format.duration(run.elapsedMs);
  const notes = [
    percent ? t('percent', { percent, elapsed }) : elapsed,
    run.deliveries.finished > 0 && t('deliveries', { count: run.deliveries.finished }),
  ];
  return (
    <section className="mb-4 rounded-panel border border-line bg-panel px-4.5 pt-4.5 pb-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <h2 className="min-w-0 font-semibold tabular-nums wrap-anywhere">{sentence}</h2>
        <p className="text-note text-ink-2 tabular-nums">{notes.filter(Boolean).join(' · ')}</p>
      </div>
      <ProgressBar label={t('progress')} done={fraction} total={known === null ? null : 1} text={sentence} />
      <p className="mb-4 min-h-5 text-note text-ink-3 wrap-anywhere">{run.deliveries.path}</p>
      <RunSteps steps={currentSteps(run.steps)} format={format} />
      <Announcer text={percent ? t('announce', { step: sentence, percent }) : sentence} />
    </section>
  );
}

/** What the run has reached is never taken back. */
function useHighest(key: string, value: number): number {
  const [highest, setHighest] = useState({ key, value });
  if (highest.key !== key || value > highest.value) setHighest({ key, value });
  return highest.key === key ? Math.max(highest.value, value) : value;
}
