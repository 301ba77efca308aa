import { LogOut } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { PageHeader } from '@/app/_ui/page-header';
import { SubmitButton } from '@/app/_ui/submit-button';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { oidcName } from '@/lib/auth/oidc';
import { requireUser } from '@/lib/auth/session';
import { db } from '@/lib/db/client';
import { getUser } from '@/lib/users/get';
import { MIN_PASSWORD_LENGTH } from '@/lib/users/password';
import type { Query } from '../_list/query';
import { consolePage } from '../_shell/console-page';
import { Notice } from '../_shell/notice';
import { PasswordForm } from './_account/password-form';
import { ProfileCard } from './_account/profile-card';
import { Row } from './_account/row';
import { signOutAction, signOutEverywhereAction } from './actions';

export async function generateMetadata() {
  return { title: (await getTranslations('account'))('title') };
}

interface Props {
  searchParams: Promise<Query>;
}

export default consolePage(async function AccountPage({ searchParams }: Props) {
  const query = await searchParams;
  const user = await requireUser('viewer', '/account');
  const [t, detail] = await Promise.all([getTranslations('account'), getUser(db(), user.id)]);
  return (
    <>
      <PageHeader
        help={<HelpLink topic="account" />}
        title={t('title')}
        sub={`${user.name} · ${user.email} · ${t(`roles.${user.role}`)}`}
      />
      <Notice notice={query.notice} error={query.error} />
      <ProfileCard user={user} />
      <Card title={t('passwordTitle')} padded className="mb-4">
        {detail?.hasPassword ? (
          <>
            <p className="mb-4 text-note text-ink-2">{t('passwordText')}</p>
            <PasswordForm
              email={user.email}
              minLength={MIN_PASSWORD_LENGTH}
              labels={{
                current: t('currentPassword'),
                next: t('newPassword'),
                nextHint: t('newPasswordHint', { count: MIN_PASSWORD_LENGTH }),
                submit: t('changePassword'),
              }}
            />
          </>
        ) : (
          <p className="text-ink-2">{t('noPassword', { name: oidcName() ?? 'OpenID Connect' })}</p>
        )}
      </Card>
      <Card>
        <Row title={t('session')} hint={`${t('sessionHint')} ${t('signOutEverywhereHint')}`}>
          <div className="flex flex-wrap gap-2">
            <form action={signOutAction}>
              <SubmitButton variant="plain" icon={<LogOut size={16} aria-hidden />}>
                {t('signOut')}
              </SubmitButton>
            </form>
            <form action={signOutEverywhereAction}>
              <SubmitButton variant="quiet">{t('signOutEverywhere')}</SubmitButton>
            </form>
          </div>
        </Row>
      </Card>
    </>
  );
});
