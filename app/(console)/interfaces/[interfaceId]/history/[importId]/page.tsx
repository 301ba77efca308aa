import { CircleCheck } from 'lucide-react';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { Card } from '@/app/_ui/card';
import { EmptyState } from '@/app/_ui/empty-state';
import { Filters, Segments } from '@/app/_ui/filters';
import { PageHeader } from '@/app/_ui/page-header';
import { PathText } from '@/app/_ui/path-text';
import { ListPager } from '@/app/(console)/_list/list-pager';
import { addressOf, choice, hrefOf, one, type Query, startOf } from '@/app/(console)/_list/query';
import { requireUser } from '@/lib/auth/session';
import { db } from '@/lib/db/client';
import { getFormat } from '@/lib/i18n/get-format';
import { getImport } from '@/lib/interfaces/history';
import { listOutcomes } from '@/lib/interfaces/list-outcomes';
import { RefreshWhile } from '../../../_parts/refresh-while';
import { ImportFacts } from './_parts/import-facts';
import { ImportMessageAlert } from './_parts/import-message';
import { ImportPlans } from './_parts/import-plans';
import { OutcomeTable } from './_parts/outcome-table';

interface Props {
  params: Promise<{ interfaceId: string; importId: string }>;
  searchParams: Promise<Query>;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export async function generateMetadata() {
  return { title: (await getTranslations('deliveries.import'))('title') };
}

export default async function ImportPage({ params, searchParams }: Props) {
  const [{ interfaceId, importId }, query] = await Promise.all([params, searchParams]);
  const path = `/interfaces/${interfaceId}/history/${importId}`;
  await requireUser('viewer', addressOf(path, query));
  const found = ID.test(importId) ? await getImport(db(), importId) : null;
  if (found?.interfaceId !== interfaceId) notFound();
  const only = choice(query, 'only', ['problems'] as const);
  const [t, names, common, format, page] = await Promise.all([
    getTranslations('deliveries'),
    getTranslations('interfaces'),
    getTranslations('common'),
    getFormat(),
    listOutcomes(db(), { importId, problems: only.value === 'problems', cursor: one(query, 'after') }),
  ]);
  const from = startOf(query);
  return (
    <>
      <PageHeader
        title={<PathText path={found.path} />}
        crumbs={[
          { href: '/interfaces', label: names('title') },
          { href: `/interfaces/${interfaceId}/deliveries`, label: found.interfaceName },
          { href: `/interfaces/${interfaceId}/history`, label: t('imports.title') },
        ]}
      />
      {only.unknown && <Alert tone="info" title={common('unknownFilter')} />}
      <RefreshWhile active={found.state === 'running'} />
      <ImportMessageAlert found={found} />
      <ImportFacts found={found} />
      <ImportPlans found={found} />
      <Card>
        <Filters>
          <h2 className="mr-auto pl-1 font-semibold">{t('import.records')}</h2>
          <Segments
            label={t('import.filter')}
            segments={[
              { href: path, label: t('import.everything'), active: !only.value },
              {
                href: hrefOf(path, { only: 'problems' }),
                label: t('import.onlyProblems'),
                active: only.value === 'problems',
              },
            ]}
          />
        </Filters>
        {page.rows.length === 0 ? (
          <EmptyState
            icon={<CircleCheck size={22} aria-hidden />}
            title={only.value ? t('import.noProblems') : t('import.empty')}
            text={only.value ? undefined : t('import.emptyText')}
          />
        ) : (
          <>
            <OutcomeTable rows={page.rows} />
            <ListPager
              path={path}
              filters={{ only: only.value }}
              from={from}
              shown={page.rows.length}
              next={page.next}
              range={t('import.range', { from: format.number(from), to: format.number(from + page.rows.length - 1) })}
              firstLabel={t('import.first')}
              nextLabel={t('import.further')}
            />
          </>
        )}
      </Card>
    </>
  );
}
