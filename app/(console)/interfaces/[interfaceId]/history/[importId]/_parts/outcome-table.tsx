import { getTranslations } from 'next-intl/server';
import { dotted } from '@/app/_ui/dotted';
import Link from '@/app/_ui/link';
import { Table, TwoLines } from '@/app/_ui/table';
import { getFormat } from '@/lib/i18n/get-format';
import type { OutcomeRow } from '@/lib/interfaces/list-outcomes';
import { OutcomeMessage } from '../../../../_parts/outcome-message';
import { OutcomePill } from '../../../../_parts/outcome-state';

export async function OutcomeTable({ rows }: { rows: OutcomeRow[] }) {
  const [t, format] = await Promise.all([getTranslations('deliveries.import'), getFormat()]);
  const placeOf = (row: OutcomeRow) =>
    dotted([row.line !== null && t('line', { line: format.number(row.line) }), row.element]);
  return (
    <Table
      label={t('records')}
      rows={rows}
      keyOf={(row) => String(row.id)}
      columns={[
        { key: 'outcome', label: t('columns.outcome'), cell: (row) => <OutcomePill outcome={row} /> },
        {
          key: 'record',
          label: t('columns.record'),
          phone: 'first',
          cell: (row) => (
            <div className="wide:min-w-50">
              <TwoLines main={<RecordName row={row} />} note={placeOf(row)} />
            </div>
          ),
        },
        { key: 'message', label: t('columns.message'), cell: (row) => <OutcomeMessage row={row} /> },
      ]}
    />
  );
}

async function RecordName({ row }: { row: OutcomeRow }) {
  const t = await getTranslations('deliveries.import');
  const name = row.label ?? (row.table ? t('noName') : t('wholeDelivery'));
  const isProperty = row.table === 'properties' || row.table === 'attachments';
  if (!isProperty || !row.recordId) return name;
  return (
    <Link href={`/properties/${row.recordId}`} className="hover:text-accent hover:underline">
      {name}
    </Link>
  );
}
