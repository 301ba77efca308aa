import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { Card } from '@/app/_ui/card';
import { SubmitButton } from '@/app/_ui/submit-button';
import { Table, TwoLines } from '@/app/_ui/table';
import { Time } from '@/app/_ui/time';
import type { SiteDetail } from '@/lib/central/get-site';
import { listNotIntegrated, type NotIntegratedRecord } from '@/lib/central/list-not-integrated';
import { db } from '@/lib/db/client';
import { getFormat } from '@/lib/i18n/get-format';
import { ListPager } from '../../../_list/list-pager';
import { one, type Query, startOf } from '../../../_list/query';
import { TroubleReason } from '../../../history/_run/trouble-reason';
import { Named } from '../../_admin/named';
import { retryIntegrationAction } from '../actions';
import { cappedText } from './capped-text';

interface Props {
  site: SiteDetail;
  query: Query;
  mayRetry: boolean;
}

/** A site's records that could not be integrated, with reasons; nothing when there are none. */
export async function NotIntegrated({ site, query, mayRetry }: Props) {
  if (site.problems.count === 0) return null;
  const [t, sync, format, page] = await Promise.all([
    getTranslations('admin.sites'),
    getTranslations('sync'),
    getFormat(),
    listNotIntegrated(db(), { siteId: site.id, cursor: one(query, 'after') }),
  ]);
  const { count } = site.problems;
  const from = startOf(query);
  const retry = mayRetry && (
    <form action={retryIntegrationAction}>
      <input type="hidden" name="siteId" value={site.id} />
      <SubmitButton variant="plain">{sync('troubles.retry')}</SubmitButton>
    </form>
  );
  const kindOf = ({ table }: NotIntegratedRecord) => {
    const key = `tables.${table as 'contacts'}` as const;
    return sync.has(key) ? sync(key) : table;
  };
  return (
    <>
      <Alert
        tone="warn"
        title={sync('troubles.alert', { count, n: cappedText(t, format, site.problems) })}
        text={sync('troubles.kept')}
        owner={sync('troubles.owner')}
        action={t('retryText')}
        button={retry}
      />
      <Card title={sync('troubles.title')} className="mb-4">
        <Table
          label={sync('troubles.title')}
          rows={page.rows}
          keyOf={(row) => `${row.table} ${row.recordId}`}
          columns={[
            {
              key: 'record',
              label: sync('troubles.record'),
              phone: 'first',
              cell: (row) => <TwoLines main={row.label ?? sync('troubles.noLabel')} note={kindOf(row)} />,
            },
            {
              key: 'reason',
              label: sync('troubles.reason'),
              phone: 'first',
              cell: ({ code, field, value, cause }) => (
                <TroubleReason code={code} field={field} value={value} cause={cause} />
              ),
            },
            {
              key: 'value',
              label: sync('details.value'),
              phone: 'hidden',
              cell: (row) => <span className="font-mono text-small wrap-anywhere">{row.value ?? '–'}</span>,
            },
            {
              key: 'received',
              label: t('received'),
              nowrap: true,
              cell: (row) => (
                <Named label={t('received')}>
                  <Time value={format.time(row.receivedAt)} />
                </Named>
              ),
            },
            {
              key: 'attempts',
              label: t('attempts'),
              numeric: true,
              phone: 'hidden',
              cell: (row) => format.number(row.attempts),
            },
          ]}
        />
        {(from > 1 || page.next) && (
          <ListPager
            path={`/admin/sites/${site.id}`}
            filters={{}}
            from={from}
            shown={page.rows.length}
            next={page.next}
            range={`${format.number(from)}–${format.number(from + page.rows.length - 1)}`}
            firstLabel={t('first')}
            nextLabel={t('next')}
          />
        )}
      </Card>
    </>
  );
}
