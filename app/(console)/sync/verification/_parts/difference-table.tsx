import { useTranslations } from 'next-intl';
import { Card } from '@/app/_ui/card';
import { type Column, Table, TwoLines } from '@/app/_ui/table';
import type { NamedDifference } from '@/lib/status/verification-status';

interface Props {
  differences: NamedDifference[];
  /** How many differ in all, as text. */
  count: string;
}

/** What differs: which record, and how. */
export function DifferenceTable({ differences, count }: Props) {
  const t = useTranslations('verification');
  const tables = useTranslations('sync.tables');
  const columns: Column<NamedDifference>[] = [
    {
      key: 'record',
      label: t('record'),
      phone: 'first',
      cell: ({ label, table }) => (
        <TwoLines
          main={label ?? t('noLabel')}
          note={tables.has(table as 'contacts') ? tables(table as 'contacts') : table}
        />
      ),
    },
    { key: 'kind', label: t('difference'), cell: ({ kind }) => t(`kinds.${kind}`) },
    {
      key: 'id',
      label: t('id'),
      cell: ({ id }) => <span className="font-mono text-note text-ink-2 wrap-anywhere">{id}</span>,
    },
  ];
  return (
    <Card title={t('differences')} className="mb-4">
      <Table
        label={t('differences')}
        columns={columns}
        rows={differences}
        keyOf={({ table, id }) => `${table}/${id}`}
      />
      {differences.length >= 100 && <p className="px-4.5 py-3 text-note text-ink-2">{t('first', { count })}</p>}
    </Card>
  );
}
