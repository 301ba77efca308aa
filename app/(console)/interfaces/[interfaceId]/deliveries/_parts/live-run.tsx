'use client';

import { useRouter } from 'next/navigation';
import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { ProgressBar } from '@/app/_ui/progress-bar';
import { createFormat } from '@/lib/i18n/format';
import { type InterfaceRunStatus, type InterfaceStatus, isRunActive, revisionOf } from '@/lib/status/interface-status';
import { Announcement } from './announcement';
import { fractionOf } from './fraction';
import { ImportSteps } from './import-steps';
import { PollProblem } from './poll-problem';
import { stepSentence } from './step-text';
import { useInterfaceStatus } from './use-interface-status';

/** The run under way, live; has the page read again when a delivery begins or ends. */
export function LiveRun({ initial }: { initial: InterfaceStatus }) {
  const { status, error } = useInterfaceStatus(initial);
  const router = useRouter();
  const t = useTranslations('deliveries.live');
  const rendered = revisionOf(initial);
  const current = revisionOf(status);
  useEffect(() => {
    if (current !== rendered) router.refresh();
  }, [current, rendered, router]);
  const wasActive = useRef(false);
  const active = isRunActive(status.run);
  if (active) wasActive.current = true;
  return (
    <>
      <PollProblem error={error} at={status.at} />
      {active && status.run ? (
        <RunCard run={status.run} at={status.at} />
      ) : (
        <Announcement text={wasActive.current ? t('ended') : ''} />
      )}
    </>
  );
}

function RunCard({ run, at }: { run: InterfaceRunStatus; at: string }) {
  const t = useTranslations('deliveries.live');
  const format = createFormat(useLocale(), useTimeZone() ?? 'UTC', new Date(at));
  const highest = useRef({ runId: run.id, fraction: 0 });
  const before = highest.current.runId === run.id ? highest.current.fraction : 0;
  // What the run has reached is never taken back, even where it begins a step again for the next delivery.
  const fraction = Math.max(before, fractionOf(run));
  highest.current = { runId: run.id, fraction };
  const sentence = stepSentence(run, t, format);
  const percent = format.percent(Math.floor(fraction * 100) / 100);
  return (
    <section className="mb-4 rounded-panel border border-line bg-panel px-4.5 pt-4.5 pb-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <p className="min-w-0 font-semibold wrap-anywhere">
          {sentence}
          {run.deliveries.path && <span className="block text-note font-normal text-ink-3">{run.deliveries.path}</span>}
        </p>
        <p className="text-note text-ink-2 tabular-nums">
          {[
            t('percent', { percent, elapsed: format.duration(run.elapsedMs) }),
            t('deliveries', { count: run.deliveries.finished }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <ProgressBar label={t('progress')} done={fraction} total={run.state === 'queued' ? null : 1} text={sentence} />
      <ImportSteps run={run} format={format} />
      <Announcement text={t('announce', { step: sentence, percent })} />
    </section>
  );
}
