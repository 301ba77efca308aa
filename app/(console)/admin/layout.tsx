import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { getSessionUser } from '@/lib/auth/session';
import { env } from '@/lib/env';
import { hasRole } from '@/lib/users/role';
import { AdminTabs } from './_admin/admin-tabs';

const PAGES = {
  site: ['synchronisation', 'groups', 'providers', 'users', 'tokens', 'audit', 'general'],
  central: ['sites', 'groups', 'providers', 'users', 'tokens', 'audit', 'general'],
} as const;

/** The way between the admin pages, for those who may see more than one. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const [user, t] = await Promise.all([getSessionUser(), getTranslations('admin')]);
  const pages = PAGES[env().syncRole];
  return (
    <>
      {user && hasRole(user, 'admin') && (
        <AdminTabs
          label={t('pages')}
          tabs={pages.map((page) => ({ href: `/admin/${page}`, label: t(`nav.${page}`) }))}
        />
      )}
      {children}
    </>
  );
}
