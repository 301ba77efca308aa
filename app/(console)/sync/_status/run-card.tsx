import { useTranslations } from 'next-intl';
import { Card } from '@/app/_ui/card';
import type { Format } from '@/lib/i18n/format';
import type { StepKey } from '@/lib/runs/run';
import { fractionDone, isOpenEnded, remainingMs } from '@/lib/status/progress';
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
  const count = useCount(status, format);
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
        <RunBar runId={run.id} fraction={fractionOf(run)} count={count} label={t('progress')} />
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

function RunNote({ status, format }: Props) {
  const t = useTranslations('sync.run');
  const count = useCount(status, format);
  const { active, latest } = status;
  if (active) {
    const elapsed = format.duration(active.elapsedMs);
    const fraction = fractionOf(active);
    if (fraction === null && count === null) return elapsed;
    const current = currentStep(active);
    const left = current && remainingMs(current);
    const sentence = left
      ? t('left', { percent: PERCENT, left: format.duration(left) })
      : t('percent', { percent: PERCENT, elapsed });
    const [before, after] = sentence.split(PERCENT);
    return (
      <>
        {before}
        <RunPercent runId={active.id} fraction={fraction} count={count} />
        {after}
      </>
    );
  }
  if (!latest?.finishedAt) return null;
  return t('ended', { time: format.time(latest.finishedAt).text, duration: format.duration(latest.elapsedMs) });
}

/** null: what it is doing has no known total. */
const fractionOf = (run: SyncRun): number | null => (isOpenEnded(run) ? null : fractionDone(run));

/** What is said of a run without a percentage: how much its step has done; null: nothing yet. */
function useCount({ active }: SyncStatus, format: Format): string | null {
  const t = useTranslations('sync.run');
  const done = (active && currentStep(active)?.done) ?? 0;
  return done > 0 ? t('soFar', { n: format.number(done) }) : null;
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
