import { getTranslations } from 'next-intl/server';
import Link from '@/app/_ui/link';
import { type Column, Table, TwoLines } from '@/app/_ui/table';
import { Time } from '@/app/_ui/time';
import { getFormat } from '@/lib/i18n/get-format';
import type { HistoryRun } from '@/lib/runs/list-history';
import { describeProblem } from '@/lib/web/problem';
import { RunStatePill } from './run-state-pill';
import { countsText, durationText, targetText } from './run-texts';

interface Props {
  label: string;
  runs: HistoryRun[];
  /** Without it, where all runs are about the same. */
  withTarget?: boolean;
}

export async function RunTable({ label, runs, withTarget = true }: Props) {
  const [t, format] = await Promise.all([getTranslations('history'), getFormat()]);
  const started = (run: HistoryRun) => (
    <Link href={`/history/${run.id}`} className="underline decoration-line underline-offset-3 hover:decoration-ink">
      <Time value={format.time(run.startedAt ?? run.queuedAt)} />
    </Link>
  );
  const target: Column<HistoryRun> = {
    key: 'target',
    label: t('columns.target'),
    phone: 'first',
    cell: ({ about }) => (
      <span className="block min-w-28">
        <TwoLines main={targetText(t, about)} note={about.kind !== 'central' && t(`targets.${about.kind}`)} />
      </span>
    ),
  };
  return (
    <div className="overflow-x-auto">
      <Table
        label={label}
        rows={runs}
        keyOf={(run) => run.id}
        columns={[
          ...(withTarget ? [target] : []),
          { key: 'state', label: t('columns.state'), cell: (run) => <RunResult run={run} /> },
          { key: 'started', label: t('columns.started'), nowrap: true, cell: started },
          {
            key: 'by',
            label: t('columns.by'),
            phone: 'hidden',
            cell: (run) => run.userName ?? t(`triggers.${run.trigger}`),
          },
          {
            key: 'counts',
            label: t('columns.counts'),
            cell: (run) => <Counts text={countsText(t, format, run.counts)} />,
          },
          {
            key: 'duration',
            label: t('columns.duration'),
            numeric: true,
            phone: 'right',
            cell: (run) => durationText(format, run) ?? '–',
          },
        ]}
      />
    </div>
  );
}

/** On a phone nothing is said of nothing. */
function Counts({ text }: { text: string | null }) {
  return text ? <span className="tabular-nums">{text}</span> : <span className="max-wide:hidden">–</span>;
}

/** The state, and below it the sentence that explains a failure. */
async function RunResult({ run }: { run: HistoryRun }) {
  const problem = run.state === 'failed' && run.error ? await describeProblem(run.error.code, run.error.details) : null;
  return (
    <>
      <RunStatePill state={run.state} />
      {problem && <span className="mt-0.5 block text-note text-ink-2 wrap-anywhere">{problem.sentence}</span>}
    </>
  );
}
