import { Plus } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { PageHeader } from '@/app/_ui/page-header';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { hasRole } from '@/lib/users/role';
import { onlyAt } from '@/lib/web/only-at';
import type { Query } from '../../_list/query';
import { consolePage } from '../../_shell/console-page';
import { Notice } from '../../_shell/notice';
import { SiteList } from './_sites/site-list';

export async function generateMetadata() {
  return { title: (await getTranslations('admin'))('sites.title') };
}

interface Props {
  searchParams: Promise<Query>;
}

/** (central server) Everybody sees the sites; administrators change them. */
export default consolePage(async function SitesPage({ searchParams }: Props) {
  const query = await searchParams;
  const user = await requireUser('viewer', '/admin/sites');
  onlyAt('central');
  const t = await getTranslations('admin.sites');
  const create = hasRole(user, 'admin') && (
    <ButtonLink href="/admin/sites/new" variant="primary" icon={<Plus size={16} aria-hidden />}>
      {t('new')}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader help={<HelpLink topic="sites" />} title={t('title')} sub={t('sub')} actions={create} />
      <Notice notice={query.notice} error={query.error} />
      <SiteList path="/admin/sites" query={query} />
    </>
  );
});
