import { Settings } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { PageHeader } from '@/app/_ui/page-header';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { hasRole } from '@/lib/users/role';
import type { SessionUser } from '@/lib/users/user';
import type { Query } from '../../_list/query';
import { SiteList } from '../../admin/sites/_sites/site-list';

interface Props {
  query: Query;
  user: SessionUser;
}

/** The central server connects to nobody: its synchronisation is that of its sites. */
export async function CentralSync({ query, user }: Props) {
  const t = await getTranslations('sync');
  const manage = hasRole(user, 'admin') && (
    <ButtonLink href="/admin/sites" icon={<Settings size={16} aria-hidden />}>
      {t('central.manage')}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader help={<HelpLink topic="central" />} title={t('title')} sub={t('central.sub')} actions={manage} />
      <SiteList path="/sync" query={query} />
    </>
  );
}
