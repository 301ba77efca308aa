import { useTranslations } from 'next-intl';
import { Card } from '@/app/_ui/card';
import type { Format } from '@/lib/i18n/format';
import type { StepKey } from '@/lib/runs/run';
import { fractionDone, remainingMs } from '@/lib/status/progress';
import type { SyncRun, SyncStatus, SyncStep } from '@/lib/status/sync-status';
import { RunStatePill } from '../../history/_run/run-state-pill';
import { RunSteps } from '../../history/_run/run-steps';
import { RunBar, RunPercent } from './run-progress';

/** Stands in a sentence where the figure comes. */
const PERCENT = '{percent}';

interface Props {
  status: SyncStatus;
  format: Format;
}

/** The run under way, or the last one: its bar and its steps, which are always there to see. */
export function RunCard({ status, format }: Props) {
  const run = status.active ?? status.latest;
  const t = useTranslations('sync.run');
  const steps = run && run.steps.length > 0 ? run.steps : waitingSteps(status);
  return (
    <Card className="mb-4 px-4.5 pt-4.5 pb-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <h2 className="flex flex-wrap items-center gap-2 font-semibold">
          <RunTitle status={status} />
        </h2>
        <span className="text-note text-ink-2 tabular-nums">
          <RunNote status={status} format={format} />
        </span>
      </div>
      {run ? (
        <RunBar runId={run.id} fraction={fractionDone(run)} label={t('progress')} />
      ) : (
        <div className="my-2.5 h-1.5 rounded-full bg-track" />
      )}
      <div className="mt-4.5">
        <RunSteps steps={steps} format={format} />
      </div>
    </Card>
  );
}

function RunTitle({ status: { active, latest } }: Pick<Props, 'status'>) {
  const t = useTranslations('sync');
  const steps = useTranslations('history.steps');
  if (!active) {
    if (!latest) return t('run.none');
    return (
      <>
        {t('run.lastRun')} <RunStatePill state={latest.state} />
      </>
    );
  }
  const current = currentStep(active);
  return current ? steps(current.key) : t('states.queued');
}

function RunNote({ status: { active, latest }, format }: Props) {
  const t = useTranslations('sync.run');
  if (active) {
    const current = currentStep(active);
    const left = current && remainingMs(current);
    const sentence = left
      ? t('left', { percent: PERCENT, left: format.duration(left) })
      : t('percent', { percent: PERCENT, elapsed: format.duration(active.elapsedMs) });
    const [before, after] = sentence.split(PERCENT);
    return (
      <>
        {before}
        <RunPercent runId={active.id} fraction={fractionDone(active)} />
        {after}
      </>
    );
  }
  if (!latest?.finishedAt) return null;
  return t('ended', { time: format.time(latest.finishedAt).text, duration: format.duration(latest.elapsedMs) });
}

/** What is being done, or comes next. */
export function currentStep({ steps }: SyncRun): SyncStep | undefined {
  return steps.find((step) => step.state === 'active') ?? steps.find((step) => step.state === 'waiting');
}

/** Before a run has said its steps; a site without any success begins with preparing. */
function waitingSteps(status: SyncStatus): SyncStep[] {
  const usual: StepKey[] = ['push', 'wait', 'pull-central', 'pull-remote', 'files', 'integrate'];
  const keys: StepKey[] = status.lastSuccess ? usual : ['prepare', ...usual];
  return keys.map((key) => ({ key, state: 'waiting', done: 0, total: null, elapsedMs: null, note: null }));
}
