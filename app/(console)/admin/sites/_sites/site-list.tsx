import { BookUser, SearchX } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { ButtonLink } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { EmptyState } from '@/app/_ui/empty-state';
import { countSites } from '@/lib/central/count-sites';
import { listSites } from '@/lib/central/list-sites';
import { db } from '@/lib/db/client';
import { getFormat } from '@/lib/i18n/get-format';
import { ListPager } from '../../../_list/list-pager';
import { one, type Query, startOf } from '../../../_list/query';
import { readSitesQuery } from './read-sites-query';
import { SiteFilters } from './site-filters';
import { SiteTable } from './site-table';
import { SiteTotals } from './site-totals';

interface Props {
  /** The page that shows the list: its address keeps search, filter, order and place. */
  path: string;
  query: Query;
}

/** (central server) Totals, and the sites: those first that need somebody. */
export async function SiteList({ path, query }: Props) {
  const { values, input, unknown } = readSitesQuery(query);
  const [t, common, format, counts, page] = await Promise.all([
    getTranslations('admin.sites'),
    getTranslations('common'),
    getFormat(),
    countSites(db()),
    listSites(db(), { ...input, cursor: one(query, 'after') }),
  ]);
  if (counts.sites === 0) {
    return (
      <Card>
        <EmptyState icon={<BookUser size={22} aria-hidden />} title={t('empty')} text={t('emptyText')} />
      </Card>
    );
  }
  const from = startOf(query);
  return (
    <>
      {unknown && <Alert tone="info" title={common('unknownFilter')} />}
      <SiteTotals counts={counts} />
      <Card>
        <SiteFilters path={path} values={values} counts={counts} />
        {page.rows.length === 0 ? (
          <EmptyState
            icon={<SearchX size={22} aria-hidden />}
            title={t('noMatch')}
            action={<ButtonLink href={path}>{t('showAll')}</ButtonLink>}
          />
        ) : (
          <>
            <SiteTable sites={page.rows} />
            <ListPager
              path={path}
              filters={values}
              from={from}
              shown={page.rows.length}
              next={page.next}
              range={`${format.number(from)}–${format.number(from + page.rows.length - 1)}`}
              firstLabel={t('first')}
              nextLabel={t('next')}
            />
          </>
        )}
      </Card>
    </>
  );
}
