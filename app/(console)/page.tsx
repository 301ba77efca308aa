import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import Link from '@/app/_ui/link';
import { PageHeader } from '@/app/_ui/page-header';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { db } from '@/lib/db/client';
import { env } from '@/lib/env';
import { listHistory } from '@/lib/runs/list-history';
import type { Query } from './_list/query';
import { CentralOverview } from './_overview/central-overview';
import { RunChart } from './_overview/run-chart';
import { SiteOverview } from './_overview/site-overview';
import { consolePage } from './_shell/console-page';
import { Notice } from './_shell/notice';
import { RunTable } from './history/_run/run-table';

const RECENT_RUNS = 6;

export async function generateMetadata() {
  return { title: (await getTranslations('overview'))('title') };
}

export default consolePage(async function OverviewPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const user = await requireUser('viewer', '/');
  const [t, recent] = await Promise.all([getTranslations('overview'), listHistory(db(), { size: RECENT_RUNS })]);
  const all = (
    <Link href="/history" className="text-link">
      {t('allRuns')}
    </Link>
  );
  return (
    <>
      <PageHeader help={<HelpLink topic="overview" />} title={t('title')} sub={t('sub')} />
      <Notice notice={query.notice} error={query.error} />
      {env().syncRole === 'central' ? <CentralOverview /> : <SiteOverview user={user} />}
      <RunChart />
      <Card title={t('recent')} aside={recent.rows.length > 0 && all}>
        {recent.rows.length === 0 ? (
          <p className="px-4.5 py-6 text-ink-2">{t('noRuns')}</p>
        ) : (
          <RunTable label={t('recent')} runs={recent.rows} />
        )}
      </Card>
    </>
  );
});
