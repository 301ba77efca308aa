import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { PageHeader } from '@/app/_ui/page-header';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { db } from '@/lib/db/client';
import { getUser } from '@/lib/users/get';
import type { Query } from '../../../_list/query';
import { consolePage } from '../../../_shell/console-page';
import { Notice } from '../../../_shell/notice';
import { UserAccess } from '../_users/user-access';
import { UserFacts } from '../_users/user-facts';
import { UserForm } from '../_users/user-form';
import { roleHint, roleOptions } from '../_users/user-labels';

export async function generateMetadata() {
  return { title: (await getTranslations('users'))('title') };
}

interface Props {
  params: Promise<{ userId: string }>;
  searchParams: Promise<Query>;
}

export default consolePage(async function UserPage({ params, searchParams }: Props) {
  const [{ userId }, query] = await Promise.all([params, searchParams]);
  const reader = await requireUser('admin', `/admin/users/${userId}`);
  const user = (await getUser(db(), userId)) ?? notFound();
  const [admin, t, roles, hint] = await Promise.all([
    getTranslations('admin'),
    getTranslations('users'),
    roleOptions(),
    roleHint(),
  ]);
  return (
    <>
      <PageHeader
        help={<HelpLink topic="users" />}
        title={user.name}
        sub={user.email}
        crumbs={[
          { href: '/admin', label: admin('title') },
          { href: '/admin/users', label: t('title') },
        ]}
      />
      <Notice notice={query.notice} error={query.error} />
      <UserFacts user={user} />
      <Card title={t('profile')} padded className="mb-4">
        {user.id === reader.id && <p className="mb-4 text-note text-ink-2">{t('ownRole')}</p>}
        <UserForm
          user={{ id: user.id, name: user.name, role: user.role }}
          labels={{
            name: t('name'),
            nameHint: t('nameHint'),
            role: t('role'),
            roleHint: `${hint} ${t('roleHint')}`,
            save: t('save'),
          }}
          roles={roles}
        />
      </Card>
      <UserAccess user={user} />
    </>
  );
});
