import { getTranslations } from 'next-intl/server';
import { dotted } from '@/app/_ui/dotted';
import Link from '@/app/_ui/link';
import { Table, TwoLines } from '@/app/_ui/table';
import { getFormat } from '@/lib/i18n/get-format';
import { severityOf } from '@/lib/interfaces/codes';
import type { PlanEntryRow } from '@/lib/interfaces/plans/list-entries';
import { importMessages } from '../../../../_parts/message-text';
import { Changes } from '../../../../_parts/outcome-message';
import { OutcomePill } from '../../../../_parts/outcome-state';

interface Props {
  rows: PlanEntryRow[];
  /** Several providers stand in the list. */
  withProvider: boolean;
  /** Nothing of it was applied yet. */
  isPlanned: boolean;
}

export async function EntryTable({ rows, withProvider, isPlanned }: Props) {
  const [t, words, format, say] = await Promise.all([
    getTranslations('plans'),
    getTranslations('deliveries.import'),
    getFormat(),
    importMessages(),
  ]);
  const placeOf = (row: PlanEntryRow) =>
    dotted([withProvider && row.providerName, row.line !== null && words('line', { line: format.number(row.line) })]);
  const nameOf = ({ propertyId, label }: PlanEntryRow) => {
    const name = label ?? words('noName');
    if (!propertyId) return name;
    return (
      <Link href={`/properties/${propertyId}`} className="hover:text-accent hover:underline">
        {name}
      </Link>
    );
  };
  return (
    <Table
      label={t('entries')}
      rows={rows}
      keyOf={(row) => `${row.planId} ${row.position}`}
      columns={[
        {
          key: 'kind',
          label: t('columns.kind'),
          cell: ({ kind, code }) => (
            <OutcomePill outcome={{ outcome: kind, severity: severityOf(code) }} isPlanned={isPlanned} />
          ),
        },
        {
          key: 'record',
          label: t('columns.record'),
          phone: 'first',
          cell: (row) => (
            <div className="wide:min-w-50">
              <TwoLines main={nameOf(row)} note={placeOf(row)} />
            </div>
          ),
        },
        {
          key: 'details',
          label: t('columns.details'),
          cell: ({ code, params, changes }) => (
            <div className="min-w-0 wrap-anywhere">
              {code && <p>{say({ code, params: params ?? {} })}</p>}
              <Changes changes={changes} />
            </div>
          ),
        },
      ]}
    />
  );
}
