import { History } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { ButtonLink } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { EmptyState } from '@/app/_ui/empty-state';
import { PageHeader } from '@/app/_ui/page-header';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { db } from '@/lib/db/client';
import { env } from '@/lib/env';
import { getFormat } from '@/lib/i18n/get-format';
import { listHistory } from '@/lib/runs/list-history';
import { ListPager } from '../_list/list-pager';
import { addressOf, one, type Query, startOf } from '../_list/query';
import { SearchedSoFar } from '../_list/searched-so-far';
import { consolePage } from '../_shell/console-page';
import { RefreshWhile } from '../interfaces/_parts/refresh-while';
import { HistoryFilters } from './_run/history-filters';
import { readHistoryQuery } from './_run/read-history-query';
import { RunTable } from './_run/run-table';

export async function generateMetadata() {
  return { title: (await getTranslations('history'))('title') };
}

export default consolePage(async function HistoryPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  await requireUser('viewer', addressOf('/history', query));
  const { input, filters, unknown, ...chosen } = await readHistoryQuery(query);
  const [t, common, format, page] = await Promise.all([
    getTranslations('history'),
    getTranslations('common'),
    getFormat(),
    listHistory(db(), { ...input, cursor: one(query, 'after') }),
  ]);
  const isFiltered = Object.values(filters).some((value) => value !== undefined);
  const from = startOf(query);
  return (
    <>
      <PageHeader help={<HelpLink topic="history" />} title={t('title')} sub={t('sub')} />
      {unknown && <Alert tone="info" title={common('unknownFilter')} />}
      <RefreshWhile active={page.rows.some((run) => run.state === 'running' || run.state === 'queued')} />
      <Card>
        <HistoryFilters {...chosen} filters={filters} role={env().syncRole} />
        {page.rows.length === 0 && page.searched === null ? (
          <EmptyState
            icon={<History size={22} aria-hidden />}
            title={isFiltered ? t('noMatch') : t('empty')}
            text={isFiltered ? undefined : t('emptyText')}
            action={isFiltered && <ButtonLink href="/history">{t('showAll')}</ButtonLink>}
          />
        ) : (
          <>
            {page.rows.length > 0 && <RunTable label={t('title')} runs={page.rows} />}
            <SearchedSoFar page={page} path="/history" filters={filters} from={from} />
            <ListPager
              path="/history"
              filters={filters}
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
    </>
  );
});
