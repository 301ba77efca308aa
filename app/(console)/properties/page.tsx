import { Building2, SearchX } from 'lucide-react';
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
import type { Format } from '@/lib/i18n/format';
import { getFormat } from '@/lib/i18n/get-format';
import { listProperties } from '@/lib/properties/list';
import { ListPager } from '../_list/list-pager';
import { addressOf, one, type Query, startOf } from '../_list/query';
import { SearchedSoFar } from '../_list/searched-so-far';
import { consolePage } from '../_shell/console-page';
import { Notice } from '../_shell/notice';
import { PropertyFilters } from './_parts/property-filters';
import { PropertyTable } from './_parts/property-table';
import { type PropertyQuery, readPropertyQuery } from './_parts/read-property-query';

/** How far `behind` is counted. */
const MOST_COUNTED = 10_000;

export async function generateMetadata() {
  return { title: (await getTranslations('properties'))('title') };
}

export default consolePage(async function PropertiesPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  await requireUser('viewer', addressOf('/properties', query));
  const [t, common, format, asked] = await Promise.all([
    getTranslations('properties'),
    getTranslations('common'),
    getFormat(),
    readPropertyQuery(query),
  ]);
  const { values } = asked;
  const page = await listProperties(db(), { ...asked.input, cursor: one(query, 'after') });
  const from = startOf(query);
  const shown = page.rows.length;
  const central = env().syncRole === 'central';
  return (
    <>
      <PageHeader help={<HelpLink topic="properties" />} title={t('title')} sub={t(central ? 'subCentral' : 'sub')} />
      <Notice notice={query.notice} error={query.error} />
      {asked.unknown && <Alert tone="info" title={common('unknownFilter')} />}
      {page.behind > 0 && (
        <Alert
          tone="info"
          title={t('behind', { count: page.behind, n: countText(format, page.behind) })}
          text={t('behindText')}
        />
      )}
      <Card>
        <PropertyFilters asked={asked} owners={env().syncRole === 'site'} />
        {shown > 0 && <PropertyTable rows={page.rows} central={central} />}
        <SearchedSoFar page={page} path="/properties" filters={values} from={from} />
        {shown === 0 && page.searched === null && <NoProperty filtered={isFiltered(values)} />}
        {shown > 0 && (
          <ListPager
            path="/properties"
            filters={values}
            from={from}
            shown={shown}
            next={page.next}
            searched={page.searched}
            range={t('range', { from: format.number(from), to: format.number(from + shown - 1) })}
            firstLabel={t('first')}
            nextLabel={t('further')}
          />
        )}
      </Card>
    </>
  );
});

/** The order hides nothing. */
const isFiltered = ({ sort: _sort, ...filters }: PropertyQuery['values']) =>
  Object.values(filters).some((value) => value !== undefined);

const countText = (format: Format, count: number) =>
  count > MOST_COUNTED ? `${format.number(MOST_COUNTED)}+` : format.number(count);

async function NoProperty({ filtered }: { filtered: boolean }) {
  const t = await getTranslations('properties');
  return filtered ? (
    <EmptyState
      icon={<SearchX size={22} aria-hidden />}
      title={t('noMatch')}
      text={t('noMatchText')}
      action={<ButtonLink href="/properties">{t('showAll')}</ButtonLink>}
    />
  ) : (
    <EmptyState
      icon={<Building2 size={22} aria-hidden />}
      title={t('empty')}
      text={t('emptyText')}
      action={<ButtonLink href="/interfaces">{t('toInterfaces')}</ButtonLink>}
    />
  );
}
