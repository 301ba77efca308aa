import { ScrollText, SearchX } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { ButtonLink } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { EmptyState } from '@/app/_ui/empty-state';
import { PageHeader } from '@/app/_ui/page-header';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { listAudit } from '@/lib/audit/list';
import { listAuditActors } from '@/lib/audit/list-actors';
import { requireUser } from '@/lib/auth/session';
import { db } from '@/lib/db/client';
import { getFormat } from '@/lib/i18n/get-format';
import { ListPager } from '../../_list/list-pager';
import { addressOf, one, type Query, startOf } from '../../_list/query';
import { SearchedSoFar } from '../../_list/searched-so-far';
import { consolePage } from '../../_shell/console-page';
import { AuditFilters } from './_audit/audit-filters';
import { AuditTable } from './_audit/audit-table';
import { readAuditQuery } from './_audit/read-audit-query';

export async function generateMetadata() {
  return { title: (await getTranslations('audit'))('title') };
}

/** Who did what here, and what was refused. */
export default consolePage(async function AuditPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  await requireUser('admin', addressOf('/admin/audit', query));
  const { filter, values, unknown } = await readAuditQuery(query);
  const [admin, t, common, format, page, actors] = await Promise.all([
    getTranslations('admin'),
    getTranslations('audit'),
    getTranslations('common'),
    getFormat(),
    listAudit(db(), filter, { cursor: one(query, 'after') }),
    listAuditActors(db()),
  ]);
  const from = startOf(query);
  const filtered = Object.values(values).some((value) => value !== undefined);
  return (
    <>
      <PageHeader
        help={<HelpLink topic="audit" />}
        title={t('title')}
        sub={t('sub')}
        crumbs={[{ href: '/admin', label: admin('title') }]}
      />
      {unknown && <Alert tone="info" title={common('unknownFilter')} />}
      <Card>
        <AuditFilters values={values} actors={actors} />
        {page.rows.length === 0 && page.searched === null ? (
          <NoEntry filtered={filtered} />
        ) : (
          <>
            {page.rows.length > 0 && <AuditTable rows={page.rows} />}
            <SearchedSoFar page={page} path="/admin/audit" filters={values} from={from} />
            <ListPager
              path="/admin/audit"
              filters={values}
              from={from}
              shown={page.rows.length}
              next={page.next}
              searched={page.searched}
              range={`${format.number(from)}–${format.number(from + page.rows.length - 1)}`}
              firstLabel={t('first')}
            />
          </>
        )}
      </Card>
      <p className="mt-3 text-note text-ink-2">{t('kept', { zone: format.timeZone })}</p>
    </>
  );
});

async function NoEntry({ filtered }: { filtered: boolean }) {
  const t = await getTranslations('audit');
  return filtered ? (
    <EmptyState
      icon={<SearchX size={22} aria-hidden />}
      title={t('noMatch')}
      action={<ButtonLink href="/admin/audit">{t('showAll')}</ButtonLink>}
    />
  ) : (
    <EmptyState icon={<ScrollText size={22} aria-hidden />} title={t('empty')} text={t('emptyText')} />
  );
}
