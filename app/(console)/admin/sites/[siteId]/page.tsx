import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { PageHeader } from '@/app/_ui/page-header';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { countSiteHoldings, getSite } from '@/lib/central/get-site';
import { db } from '@/lib/db/client';
import { siteTarget } from '@/lib/runs/run';
import { hasRole } from '@/lib/users/role';
import { onlyAt } from '@/lib/web/only-at';
import type { Query } from '../../../_list/query';
import { consolePage } from '../../../_shell/console-page';
import { Notice } from '../../../_shell/notice';
import { TargetRuns } from '../../../history/_run/target-runs';
import { SiteSharing } from '../../groups/_groups/site-sharing';
import { NotIntegrated } from '../_sites/not-integrated';
import { SiteAccess } from '../_sites/site-access';
import { SiteFacts } from '../_sites/site-facts';

export async function generateMetadata() {
  return { title: (await getTranslations('admin'))('sites.title') };
}

interface Props {
  params: Promise<{ siteId: string }>;
  searchParams: Promise<Query>;
}

export default consolePage(async function SitePage({ params, searchParams }: Props) {
  const [{ siteId }, query] = await Promise.all([params, searchParams]);
  const user = await requireUser('viewer', `/admin/sites/${siteId}`);
  onlyAt('central');
  if (!/^\d{1,9}$/.test(siteId)) notFound();
  const [t, site, holdings] = await Promise.all([
    getTranslations('admin.sites'),
    getSite(db(), Number(siteId)),
    countSiteHoldings(db(), Number(siteId)),
  ]);
  if (!site) notFound();
  return (
    <>
      <PageHeader
        help={<HelpLink topic="sites" />}
        title={site.name}
        sub={site.domain}
        crumbs={[{ href: '/admin/sites', label: t('title') }]}
      />
      <Notice notice={query.notice} error={query.error} />
      <SiteFacts site={site} holdings={holdings} />
      <NotIntegrated site={site} query={query} mayRetry={hasRole(user, 'operator')} />
      <SiteSharing siteId={site.id} mayChange={hasRole(user, 'admin')} />
      {hasRole(user, 'admin') && <SiteAccess site={site} />}
      <Card title={t('runs')}>
        <TargetRuns target={siteTarget(site.id)} empty={t('noRuns')} />
      </Card>
    </>
  );
});
