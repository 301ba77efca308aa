import { History, SearchX } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { ButtonLink } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { EmptyState } from '@/app/_ui/empty-state';
import { PageHeader } from '@/app/_ui/page-header';
import { ListPager } from '@/app/(console)/_list/list-pager';
import { addressOf, one, type Query, startOf } from '@/app/(console)/_list/query';
import { SearchedSoFar } from '@/app/(console)/_list/searched-so-far';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { db } from '@/lib/db/client';
import { getFormat } from '@/lib/i18n/get-format';
import { listImports } from '@/lib/interfaces/history';
import { onlyAt } from '@/lib/web/only-at';
import { consolePage } from '../../../_shell/console-page';
import { openInterface } from '../../_parts/open-interface';
import { RefreshWhile } from '../../_parts/refresh-while';
import { ImportFilters } from './_parts/import-filters';
import { ImportTable } from './_parts/import-table';
import { readImportsQuery } from './_parts/read-imports-query';

interface Props {
  params: Promise<{ interfaceId: string }>;
  searchParams: Promise<Query>;
}

export async function generateMetadata() {
  return { title: (await getTranslations('deliveries.imports'))('title') };
}

export default consolePage(async function InterfaceHistoryPage({ params, searchParams }: Props) {
  const [{ interfaceId }, query] = await Promise.all([params, searchParams]);
  const path = `/interfaces/${interfaceId}/history`;
  await requireUser('viewer', addressOf(path, query));
  onlyAt('site');
  const iface = await openInterface(interfaceId);
  const asked = await readImportsQuery(query);
  const [t, names, common, format, page] = await Promise.all([
    getTranslations('deliveries'),
    getTranslations('interfaces'),
    getTranslations('common'),
    getFormat(),
    listImports(db(), interfaceId, { ...asked.input, cursor: one(query, 'after') }),
  ]);
  const from = startOf(query);
  const deliveries = `/interfaces/${interfaceId}/deliveries`;
  const filtered = Object.values(asked.filters).some((value) => value !== undefined);
  return (
    <>
      <PageHeader
        help={<HelpLink topic="imports" />}
        title={t('imports.title')}
        sub={t('imports.sub')}
        crumbs={[
          { href: '/interfaces', label: names('title') },
          { href: deliveries, label: iface.name },
        ]}
      />
      {asked.unknown && <Alert tone="info" title={common('unknownFilter')} />}
      <RefreshWhile active={page.rows.some((row) => row.state === 'running')} />
      <Card>
        <ImportFilters path={path} asked={asked} />
        {page.rows.length === 0 && page.searched === null ? (
          <EmptyState
            icon={filtered ? <SearchX size={22} aria-hidden /> : <History size={22} aria-hidden />}
            title={filtered ? t('imports.noMatch') : t('imports.empty')}
            text={filtered ? t('noMatchText') : t('imports.emptyText')}
            action={
              <ButtonLink href={filtered ? path : deliveries}>
                {filtered ? t('showAll') : t('imports.toDeliveries')}
              </ButtonLink>
            }
          />
        ) : (
          <>
            {page.rows.length > 0 && <ImportTable interfaceId={interfaceId} rows={page.rows} />}
            <SearchedSoFar page={page} path={path} filters={asked.filters} from={from} />
            <ListPager
              path={path}
              filters={asked.filters}
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
