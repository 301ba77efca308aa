import { useTranslations } from 'next-intl';
import { Alert } from '@/app/_ui/alert';
import { Card } from '@/app/_ui/card';
import Link from '@/app/_ui/link';
import { SubmitButton } from '@/app/_ui/submit-button';
import { type Column, Table, TwoLines } from '@/app/_ui/table';
import type { Format } from '@/lib/i18n/format';
import type { RecordTrouble, SyncStatus } from '@/lib/status/sync-status';
import { TroubleReason } from '../../history/_run/trouble-reason';
import { startSyncAction } from '../actions';
import { countTroubles } from './count-troubles';

/** As many as the status names of each side; without a run's own count there may be more. */
const MOST_NAMED = 50;
const SHOWN = 10;

interface Props {
  status: SyncStatus;
  format: Format;
  canStart: boolean;
}

/** Records that could not be integrated, here or on the central server, with their reasons. */
export function Troubles({ status, format, canStart }: Props) {
  const t = useTranslations('sync.troubles');
  const columns = useColumns();
  const { problems, active, decisive } = status;
  const count = countTroubles(status);
  if (problems.count === 0) return null;
  const values = { count, n: format.number(count) };
  const all = decisive && problems.records.length > SHOWN && (
    <Link href={`/history/${decisive.id}?only=problems`} className="text-link">
      {t('all')}
    </Link>
  );
  const retry = canStart && !active && (
    <form action={startSyncAction}>
      <SubmitButton variant="plain">{t('retry')}</SubmitButton>
    </form>
  );
  return (
    <>
      <Alert
        tone="warn"
        title={count === problems.count && count >= MOST_NAMED ? t('alertMany', values) : t('alert', values)}
        text={t('kept', { count })}
        owner={t('owner')}
        action={t('action')}
        button={retry}
      />
      <Card title={t('title')} aside={all} className="mb-4">
        <Table
          label={t('title')}
          columns={columns}
          rows={problems.records.slice(0, SHOWN).map((record, index) => ({ ...record, key: `${index}` }))}
          keyOf={(record) => record.key}
        />
      </Card>
    </>
  );
}

type Row = RecordTrouble & { key: string };

function useColumns(): Column<Row>[] {
  const t = useTranslations('sync');
  const kind = ({ table }: Row) =>
    t.has(`tables.${table as 'contacts'}`) ? t(`tables.${table as 'contacts'}`) : table;
  return [
    {
      key: 'record',
      label: t('troubles.record'),
      phone: 'first',
      cell: (row) => <TwoLines main={row.label ?? t('troubles.noLabel')} note={kind(row)} />,
    },
    { key: 'place', label: t('troubles.place'), nowrap: true, cell: (row) => t(`troubles.places.${row.place}`) },
    { key: 'reason', label: t('troubles.reason'), phone: 'first', cell: (row) => <TroubleReason {...row} /> },
  ];
}
