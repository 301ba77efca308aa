import { useTranslations } from 'next-intl';
import { Card } from '@/app/_ui/card';
import Link from '@/app/_ui/link';
import { Table } from '@/app/_ui/table';
import { Time } from '@/app/_ui/time';
import type { Format } from '@/lib/i18n/format';
import type { SyncRunRow } from '@/lib/status/sync-status';
import { RunStatePill } from '../../history/_run/run-state-pill';

/** The last runs that have ended, each a way to its page. */
export function RecentRuns({ runs, format }: { runs: SyncRunRow[]; format: Format }) {
  const t = useTranslations('sync.recent');
  const triggers = useTranslations('history.triggers');
  const all = (
    <Link href="/history?with=central" className="text-link">
      {t('all')}
    </Link>
  );
  return (
    <Card title={t('title')} aside={runs.length > 0 && all}>
      {runs.length === 0 ? (
        <p className="px-4.5 py-6 text-ink-2">{t('empty')}</p>
      ) : (
        <Table
          label={t('title')}
          rows={runs}
          keyOf={(run) => run.id}
          columns={[
            { key: 'result', label: t('result'), phone: 'first', cell: (run) => <Result run={run} /> },
            {
              key: 'started',
              label: t('started'),
              nowrap: true,
              cell: (run) => (
                <Link
                  href={`/history/${run.id}`}
                  className="underline decoration-line underline-offset-3 hover:decoration-ink"
                >
                  <Time value={format.time(run.startedAt)} />
                </Link>
              ),
            },
            { key: 'by', label: t('by'), phone: 'hidden', cell: (run) => run.userName ?? triggers(run.trigger) },
            { key: 'sent', label: t('sent'), numeric: true, phone: 'hidden', cell: (run) => format.number(run.sent) },
            {
              key: 'received',
              label: t('received'),
              numeric: true,
              phone: 'hidden',
              cell: (run) => format.number(run.received),
            },
            {
              key: 'duration',
              label: t('duration'),
              numeric: true,
              phone: 'right',
              cell: (run) => (run.durationMs === null ? '–' : format.duration(run.durationMs)),
            },
          ]}
        />
      )}
    </Card>
  );
}

function Result({ run }: { run: SyncRunRow }) {
  return (
    <>
      <RunStatePill state={run.state} />
      {run.state === 'failed' && run.errorSentence && (
        <span className="mt-0.5 block text-note text-ink-2 wrap-anywhere">{run.errorSentence}</span>
      )}
    </>
  );
}
