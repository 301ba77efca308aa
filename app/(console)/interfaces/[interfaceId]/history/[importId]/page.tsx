import { CircleCheck } from 'lucide-react';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { ButtonLink } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { EmptyState } from '@/app/_ui/empty-state';
import { PageHeader } from '@/app/_ui/page-header';
import { PathText } from '@/app/_ui/path-text';
import { ListPager } from '@/app/(console)/_list/list-pager';
import { OutcomeFilters } from '@/app/(console)/_list/outcome-filters';
import { addressOf, choice, one, type Query, startOf } from '@/app/(console)/_list/query';
import { readOutcomeFilter } from '@/app/(console)/_list/read-outcome-filter';
import { SearchedSoFar } from '@/app/(console)/_list/searched-so-far';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { db } from '@/lib/db/client';
import { getFormat } from '@/lib/i18n/get-format';
import { LOCALES } from '@/lib/i18n/locale';
import { groupMessages } from '@/lib/interfaces/group-messages';
import { getImport } from '@/lib/interfaces/history';
import { listOutcomes } from '@/lib/interfaces/list-outcomes';
import { onlyAt } from '@/lib/web/only-at';
import { consolePage } from '../../../../_shell/console-page';
import { RefreshWhile } from '../../../_parts/refresh-while';
import { ImportFacts } from './_parts/import-facts';
import { ImportMessageAlert } from './_parts/import-message';
import { ImportPlans } from './_parts/import-plans';
import { MessageGroups } from './_parts/message-groups';
import { OutcomeTable } from './_parts/outcome-table';
import { SupplierCard } from './_parts/supplier-card';

interface Props {
  params: Promise<{ interfaceId: string; importId: string }>;
  searchParams: Promise<Query>;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export async function generateMetadata() {
  return { title: (await getTranslations('deliveries.import'))('title') };
}

export default consolePage(async function ImportPage({ params, searchParams }: Props) {
  const [{ interfaceId, importId }, query] = await Promise.all([params, searchParams]);
  const path = `/interfaces/${interfaceId}/history/${importId}`;
  const user = await requireUser('viewer', addressOf(path, query));
  onlyAt('site');
  const found = ID.test(importId) ? await getImport(db(), importId) : null;
  if (found?.interfaceId !== interfaceId) notFound();
  const { filter, values, unknown } = readOutcomeFilter(query);
  const language = choice(query, 'language', LOCALES);
  const [t, names, common, format, page, groups] = await Promise.all([
    getTranslations('deliveries'),
    getTranslations('interfaces'),
    getTranslations('common'),
    getFormat(),
    listOutcomes(db(), { importId, ...filter, cursor: one(query, 'after') }),
    groupMessages(db(), importId),
  ]);
  const filtered = Object.values(values).some((value) => value !== undefined);
  const from = startOf(query);
  return (
    <>
      <PageHeader
        help={<HelpLink topic="import" />}
        title={<PathText path={found.path} />}
        crumbs={[
          { href: '/interfaces', label: names('title') },
          { href: `/interfaces/${interfaceId}/deliveries`, label: found.interfaceName },
          { href: `/interfaces/${interfaceId}/history`, label: t('imports.title') },
        ]}
      />
      {(unknown || language.unknown) && <Alert tone="info" title={common('unknownFilter')} />}
      <RefreshWhile active={found.state === 'running'} />
      <ImportMessageAlert found={found} />
      <ImportFacts found={found} />
      <ImportPlans found={found} />
      <MessageGroups groups={groups} path={path} />
      <SupplierCard found={found} language={language.value} signature={user.name} keep={values} />
      <Card>
        <OutcomeFilters path={path} title={t('import.records')} values={values} />
        {page.rows.length === 0 && page.searched === null ? (
          <NoRecord path={path} filter={filtered ? (values.only ?? 'other') : undefined} />
        ) : (
          <>
            {page.rows.length > 0 && <OutcomeTable rows={page.rows} />}
            <SearchedSoFar page={page} path={path} filters={values} from={from} />
            <ListPager
              path={path}
              filters={values}
              from={from}
              shown={page.rows.length}
              next={page.next}
              searched={page.searched}
              range={t('import.range', { from: format.number(from), to: format.number(from + page.rows.length - 1) })}
              firstLabel={t('import.first')}
              nextLabel={t('import.further')}
            />
          </>
        )}
      </Card>
    </>
  );
});

async function NoRecord({ path, filter }: { path: string; filter: 'problems' | 'other' | undefined }) {
  const t = await getTranslations('deliveries.import');
  const title = { problems: t('noProblems'), other: t('noMatch') };
  return (
    <EmptyState
      icon={<CircleCheck size={22} aria-hidden />}
      title={filter ? title[filter] : t('empty')}
      text={filter ? undefined : t('emptyText')}
      action={filter && <ButtonLink href={path}>{t('showAll')}</ButtonLink>}
    />
  );
}
