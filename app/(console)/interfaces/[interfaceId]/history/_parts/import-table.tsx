import { getTranslations } from 'next-intl/server';
import Link from '@/app/_ui/link';
import { PathText } from '@/app/_ui/path-text';
import { Table, TwoLines } from '@/app/_ui/table';
import { Time } from '@/app/_ui/time';
import { getFormat } from '@/lib/i18n/get-format';
import type { ImportRow } from '@/lib/interfaces/history';
import { countsText } from '../../../_parts/counts';
import { ImportStatePill } from '../../../_parts/import-state';
import { importMessages } from '../../../_parts/message-text';
import { whoText } from '../../../_parts/who';

export async function ImportTable({ interfaceId, rows }: { interfaceId: string; rows: ImportRow[] }) {
  const [t, counts, format, say] = await Promise.all([
    getTranslations('deliveries'),
    getTranslations('interfaces'),
    getFormat(),
    importMessages(),
  ]);
  const noteOf = (row: ImportRow) => (
    <>
      {row.message && <span className="block">{say(row.message)}</span>}
      {countsText(counts, format, row.counts)}
    </>
  );
  return (
    <Table
      label={t('imports.title')}
      rows={rows}
      keyOf={(row) => row.id}
      columns={[
        { key: 'result', label: t('imports.columns.result'), cell: (row) => <ImportStatePill state={row.state} /> },
        {
          key: 'delivery',
          label: t('imports.columns.delivery'),
          phone: 'first',
          cell: (row) => (
            <TwoLines
              main={
                <Link
                  href={`/interfaces/${interfaceId}/history/${row.id}`}
                  className="hover:text-accent hover:underline"
                >
                  <PathText path={row.path} />
                </Link>
              }
              note={noteOf(row)}
            />
          ),
        },
        {
          key: 'time',
          label: t('imports.columns.time'),
          nowrap: true,
          cell: (row) => <Time value={format.time(row.startedAt)} />,
        },
        {
          key: 'duration',
          label: t('imports.columns.duration'),
          numeric: true,
          phone: 'hidden',
          cell: (row) => (row.finishedAt ? format.duration(row.finishedAt.getTime() - row.startedAt.getTime()) : '–'),
        },
        { key: 'user', label: t('imports.columns.user'), phone: 'right', cell: (row) => whoText(t, row) },
      ]}
    />
  );
}
