import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { Table } from '@/app/_ui/table';
import { Time } from '@/app/_ui/time';
import { OutcomeMessage } from '@/app/(console)/interfaces/_parts/outcome-message';
import { OutcomePill } from '@/app/(console)/interfaces/_parts/outcome-state';
import type { Page } from '@/lib/db/keyset';
import { getFormat } from '@/lib/i18n/get-format';
import type { OutcomeRow } from '@/lib/interfaces/list-outcomes';
import { hrefOf } from '../../../_list/query';

interface Props {
  propertyId: string;
  interfaceId: string | null;
  page: Page<OutcomeRow>;
  after: string | undefined;
}

/** What every import did and said of this property, in its order. */
export async function PropertyHistory({ propertyId, interfaceId, page, after }: Props) {
  const [t, words, common, format] = await Promise.all([
    getTranslations('properties'),
    getTranslations('deliveries.import'),
    getTranslations('common'),
    getFormat(),
  ]);
  if (page.rows.length === 0) return null;
  const path = `/properties/${propertyId}`;
  return (
    <Card title={t('historyTitle')}>
      <Table
        label={t('historyTitle')}
        rows={page.rows}
        keyOf={(row) => String(row.id)}
        columns={[
          {
            key: 'at',
            label: t('imported'),
            nowrap: true,
            phone: 'first',
            cell: (row) =>
              interfaceId && row.importId ? (
                <Link
                  href={`/interfaces/${interfaceId}/history/${row.importId}`}
                  className="hover:text-accent hover:underline"
                >
                  <Time value={format.time(row.at)} />
                </Link>
              ) : (
                <Time value={format.time(row.at)} />
              ),
          },
          { key: 'outcome', label: words('columns.outcome'), cell: (row) => <OutcomePill outcome={row} /> },
          { key: 'message', label: words('columns.message'), cell: (row) => <OutcomeMessage row={row} /> },
        ]}
      />
      {(page.next || after) && (
        <nav aria-label={common('pages')} className="flex gap-5 border-t border-line-soft px-4.5 py-2.75 text-small">
          {after && <Link href={path}>{t('first')}</Link>}
          {page.next && <Link href={hrefOf(path, { after: page.next })}>{words('further')}</Link>}
        </nav>
      )}
    </Card>
  );
}
