import { Ban } from 'lucide-react';
import { notFound, redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { Card } from '@/app/_ui/card';
import { ConfirmForm } from '@/app/_ui/confirm-form';
import { PageHeader } from '@/app/_ui/page-header';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { oidcName } from '@/lib/auth/oidc';
import { requireUser } from '@/lib/auth/session';
import { db } from '@/lib/db/client';
import { getFormat } from '@/lib/i18n/get-format';
import { getUser } from '@/lib/users/get';
import { isLastAdmin } from '@/lib/users/keep-an-admin';
import type { Query } from '../../../../_list/query';
import { consolePage } from '../../../../_shell/console-page';
import { Notice } from '../../../../_shell/notice';
import { disableUserAction } from '../../actions';

export async function generateMetadata() {
  return { title: (await getTranslations('users'))('disable') };
}

interface Props {
  params: Promise<{ userId: string }>;
  searchParams: Promise<Query>;
}

/** What ends and what stays, before a user is disabled. */
export default consolePage(async function DisableUserPage({ params, searchParams }: Props) {
  const [{ userId }, query] = await Promise.all([params, searchParams]);
  const path = `/admin/users/${userId}`;
  const reader = await requireUser('admin', `${path}/disable`);
  const user = (await getUser(db(), userId)) ?? notFound();
  if (user.state === 'disabled') redirect(path);
  const [admin, users, t, format, isLast] = await Promise.all([
    getTranslations('admin'),
    getTranslations('users'),
    getTranslations('users.disablePage'),
    getFormat(),
    isLastAdmin(db(), userId),
  ]);
  const service = oidcName();
  return (
    <>
      <PageHeader
        help={<HelpLink topic="users" />}
        title={t('title', { name: user.name })}
        sub={user.email}
        crumbs={[
          { href: '/admin', label: admin('title') },
          { href: '/admin/users', label: users('title') },
          { href: path, label: user.name },
        ]}
      />
      <Notice error={query.error} />
      {isLast && <Alert tone="warn" title={t('last')} />}
      {user.id === reader.id && !isLast && <Alert tone="warn" title={t('own')} />}
      <Card padded>
        <h2 className="font-semibold">{t('happens')}</h2>
        <ul className="mt-1 mb-4 list-disc pl-5 text-ink-2">
          <li>{t('sessions')}</li>
          <li>{service === null ? t('signInOnly') : t('signIn', { name: service })}</li>
          <li>{t('links')}</li>
        </ul>
        <h2 className="font-semibold">{t('stays')}</h2>
        <ul className="mt-1 list-disc pl-5 text-ink-2">
          <li>{t('history')}</li>
          <li>{t('runs')}</li>
          {user.tokens > 0 && <li>{t('tokens', { count: user.tokens, n: format.number(user.tokens) })}</li>}
        </ul>
        <ConfirmForm
          action={disableUserAction}
          fields={{ userId }}
          confirm={isLast ? null : { label: t('confirm'), icon: <Ban size={16} aria-hidden /> }}
          cancel={{ label: t('cancel'), href: path }}
        />
      </Card>
    </>
  );
});
