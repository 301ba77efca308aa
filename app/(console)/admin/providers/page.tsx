import { BookUser, Plus, SearchX } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { ButtonLink } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { EmptyState } from '@/app/_ui/empty-state';
import { Filters, SearchField } from '@/app/_ui/filters';
import { PageHeader } from '@/app/_ui/page-header';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { db } from '@/lib/db/client';
import { getFormat } from '@/lib/i18n/get-format';
import { listProviders } from '@/lib/providers/list';
import { areProvidersReadOnly } from '@/lib/providers/owner';
import { CsvLink } from '../../_list/csv-link';
import { ListPager } from '../../_list/list-pager';
import { addressOf, one, type Query, startOf } from '../../_list/query';
import { consolePage } from '../../_shell/console-page';
import { Notice } from '../../_shell/notice';
import { ProviderTable } from './_providers/provider-table';

const PATH = '/admin/providers';

export async function generateMetadata() {
  return { title: (await getTranslations('admin'))('providers.title') };
}

export default consolePage(async function ProvidersPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  await requireUser('admin', addressOf(PATH, query));
  const search = one(query, 'q');
  const [admin, t, format, page, readOnly] = await Promise.all([
    getTranslations('admin'),
    getTranslations('admin.providers'),
    getFormat(),
    listProviders(db(), { search, cursor: one(query, 'after') }),
    areProvidersReadOnly(db()),
  ]);
  const from = startOf(query);
  const create = readOnly ? undefined : (
    <ButtonLink href="/admin/providers/new" variant="primary" icon={<Plus size={16} aria-hidden />}>
      {t('new')}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        help={<HelpLink topic="providers" />}
        title={t('title')}
        sub={t('sub')}
        crumbs={[{ href: '/admin', label: admin('title') }]}
        actions={page.rows.length > 0 && create}
      />
      <Notice notice={query.notice} error={query.error} />
      {readOnly && <Alert tone="info" title={t('readOnly')} />}
      <Card>
        {(page.rows.length > 0 || search !== undefined) && (
          <Filters>
            <SearchField label={t('search')} value={search ?? ''} />
            <CsvLink path={PATH} filters={{ q: search }} />
          </Filters>
        )}
        {page.rows.length > 0 ? (
          <>
            <ProviderTable providers={page.rows} readOnly={readOnly} />
            <ListPager
              path={PATH}
              filters={{ q: search }}
              from={from}
              shown={page.rows.length}
              next={page.next}
              range={`${format.number(from)}–${format.number(from + page.rows.length - 1)}`}
              firstLabel={t('first')}
              nextLabel={t('further')}
            />
          </>
        ) : search === undefined ? (
          <EmptyState
            icon={<BookUser size={22} aria-hidden />}
            title={t('empty')}
            text={t('emptyText')}
            action={create}
          />
        ) : (
          <EmptyState
            icon={<SearchX size={22} aria-hidden />}
            title={t('noMatch')}
            action={<ButtonLink href={PATH}>{t('showAll')}</ButtonLink>}
          />
        )}
      </Card>
    </>
  );
});
