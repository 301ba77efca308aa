import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import Link from '@/app/_ui/link';
import { Table, TwoLines } from '@/app/_ui/table';
import { Time } from '@/app/_ui/time';
import { OutcomeMessage } from '@/app/(console)/interfaces/_parts/outcome-message';
import { OutcomePill } from '@/app/(console)/interfaces/_parts/outcome-state';
import { whoText } from '@/app/(console)/interfaces/_parts/who';
import type { Page } from '@/lib/db/keyset';
import { getFormat } from '@/lib/i18n/get-format';
import type { RecordHistoryRow } from '@/lib/interfaces/list-record-history';
import { hrefOf } from '../../../_list/query';

interface Props {
  propertyId: string;
  page: Page<RecordHistoryRow>;
  after: string | undefined;
}

/** What every delivery did and said of this property, newest first: the change, the delivery, the time, the person. */
export async function PropertyHistory({ propertyId, page, after }: Props) {
  const [t, words, deliveries, common, format] = await Promise.all([
    getTranslations('properties'),
    getTranslations('deliveries.import'),
    getTranslations('deliveries'),
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
            key: 'delivery',
            label: t('delivery'),
            phone: 'first',
            cell: (row) => (
              <TwoLines
                main={<DeliveryLink row={row} none={t('noDelivery')} />}
                note={
                  <>
                    <Time value={format.time(row.at)} /> · {whoText(deliveries, row)}
                  </>
                }
              />
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

function DeliveryLink({ row: { delivery, runId }, none }: { row: RecordHistoryRow; none: string }) {
  const href = delivery
    ? `/interfaces/${delivery.interfaceId}/history/${delivery.importId}`
    : (`/history/${runId}` as const);
  return (
    <Link href={href} className="hover:text-accent hover:underline">
      {delivery?.path ?? none}
    </Link>
  );
}
