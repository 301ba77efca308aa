import { getTranslations } from 'next-intl/server';
import { dotted } from '@/app/_ui/dotted';
import Link from '@/app/_ui/link';
import { Table, TwoLines } from '@/app/_ui/table';
import type { OutcomeRow } from '@/lib/interfaces/list-outcomes';
import { OutcomeMessage } from '../../interfaces/_parts/outcome-message';
import { OutcomePill } from '../../interfaces/_parts/outcome-state';
import { TroubleReason } from './trouble-reason';

/** What a run did to single records, and what it said about them. */
export async function OutcomeList({ rows }: { rows: OutcomeRow[] }) {
  const [t, sync] = await Promise.all([getTranslations('history.run'), getTranslations('sync')]);
  const kindOf = ({ table }: OutcomeRow) =>
    table && sync.has(`tables.${table as 'contacts'}`) ? sync(`tables.${table as 'contacts'}`) : table;
  const noteOf = (row: OutcomeRow) => {
    const place = row.line !== null && t('line', { line: row.line });
    return dotted([kindOf(row), row.table && row.delivery?.path, place]);
  };
  return (
    <Table
      label={t('records')}
      rows={rows}
      keyOf={(row) => String(row.id)}
      columns={[
        { key: 'outcome', label: t('outcome'), cell: (row) => <OutcomePill outcome={row} /> },
        {
          key: 'record',
          label: t('record'),
          phone: 'first',
          cell: (row) => (
            <div className="wide:min-w-70">
              <TwoLines
                main={<Name row={row} none={row.table ? sync('troubles.noLabel') : t('wholeRun')} />}
                note={noteOf(row)}
              />
            </div>
          ),
        },
        { key: 'message', label: t('message'), cell: (row) => <Message row={row} /> },
      ]}
    />
  );
}

/** A property that is here leads to its page, a delivery to what became of it. */
function Name({ row: { label, table, recordId, outcome, delivery }, none }: { row: OutcomeRow; none: string }) {
  const about = !table && delivery;
  const name = (about ? about.path : label) ?? none;
  const isHere = table === 'properties' && recordId && outcome !== 'failed';
  const href = about ? `/interfaces/${about.interfaceId}/history/${about.importId}` : `/properties/${recordId}`;
  if (!about && !isHere) return name;
  return (
    <Link href={href} className="hover:text-accent hover:underline">
      {name}
    </Link>
  );
}

/** A record that the synchronisation could not integrate has a reason with field and value; all else has a sentence. */
function Message({ row }: { row: OutcomeRow }) {
  const { code, params } = row;
  if (code === null || !('cause' in params)) return <OutcomeMessage row={row} />;
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value));
  return <TroubleReason code={code} field={text(params.field)} value={text(params.value)} cause={text(params.cause)} />;
}
