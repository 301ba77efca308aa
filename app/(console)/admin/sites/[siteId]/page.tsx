import { Activity, CircleCheck, Clock, House } from 'lucide-react';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { Facts } from '@/app/_ui/facts';
import { PageHeader } from '@/app/_ui/page-header';
import { Time } from '@/app/_ui/time';
import { requireUser } from '@/lib/auth/session';
import { getSite } from '@/lib/central/list-sites';
import { db } from '@/lib/db/client';
import { env } from '@/lib/env';
import { getFormat } from '@/lib/i18n/get-format';
import { siteTarget } from '@/lib/runs/run';
import { hasRole } from '@/lib/users/role';
import type { Query } from '../../../_list/query';
import { Notice } from '../../../_shell/notice';
import { TargetRuns } from '../../../history/_run/target-runs';
import { SiteAccess } from '../_sites/site-access';
import { SiteStatePill } from '../_sites/site-state';

export async function generateMetadata() {
  return { title: (await getTranslations('admin'))('sites.title') };
}

interface Props {
  params: Promise<{ siteId: string }>;
  searchParams: Promise<Query>;
}

export default async function SitePage({ params, searchParams }: Props) {
  const [{ siteId }, query] = await Promise.all([params, searchParams]);
  const user = await requireUser('viewer', `/admin/sites/${siteId}`);
  if (env().syncRole !== 'central' || !/^\d{1,9}$/.test(siteId)) notFound();
  const [t, format, site] = await Promise.all([
    getTranslations('admin.sites'),
    getFormat(),
    getSite(db(), Number(siteId)),
  ]);
  if (!site) notFound();
  const moment = (value: Date | null) => (value ? <Time value={format.time(value)} /> : t('never'));
  return (
    <>
      <PageHeader title={site.name} crumbs={[{ href: '/admin/sites', label: t('title') }]} />
      <Notice notice={query.notice} error={query.error} />
      <Facts
        facts={[
          {
            key: 'state',
            label: t('state'),
            icon: <Activity size={14} aria-hidden />,
            value: <SiteStatePill site={site} />,
            note: site.softwareVersion && t('softwareVersion', { version: site.softwareVersion }),
          },
          {
            key: 'contact',
            label: t('lastContact'),
            icon: <Clock size={14} aria-hidden />,
            value: moment(site.lastContactAt),
          },
          {
            key: 'success',
            label: t('lastSuccess'),
            icon: <CircleCheck size={14} aria-hidden />,
            value: moment(site.lastSuccessAt),
          },
          {
            key: 'properties',
            label: t('properties'),
            icon: <House size={14} aria-hidden />,
            value: format.number(site.properties),
            note: `${t('waiting')}: ${format.number(site.waiting)} · ${t('problems')}: ${format.number(site.problems)}`,
          },
        ]}
      />
      {hasRole(user, 'admin') && <SiteAccess site={site} />}
      <Card title={t('runs')}>
        <TargetRuns target={siteTarget(site.id)} empty={t('noRuns')} />
      </Card>
    </>
  );
}
