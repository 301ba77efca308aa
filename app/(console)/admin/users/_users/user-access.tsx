import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { ButtonLink } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { SubmitButton } from '@/app/_ui/submit-button';
import { oidcName } from '@/lib/auth/oidc';
import type { UserDetail } from '@/lib/users/get';
import { ConfirmSection } from '../../_admin/confirm-section';
import { enableUserAction, releaseOidcAction, signOutUserAction } from '../actions';
import { LinkForm } from './link-form';
import { linkLabels } from './user-labels';

/** What an administrator may do with somebody's access; each act asks before it is done. */
export async function UserAccess({ user }: { user: UserDetail }) {
  const isInvited = user.state === 'invited' || user.state === 'lapsed';
  const [t, link] = await Promise.all([
    getTranslations('users'),
    linkLabels(isInvited ? 'inviteTitle' : 'resetTitle', user.name),
  ]);
  const id = <input type="hidden" name="userId" value={user.id} />;
  const service = oidcName() ?? 'OpenID Connect';
  if (user.state === 'disabled') {
    return (
      <Card title={t('access')}>
        <Line title={t('enable')} text={t('enableText')}>
          <form action={enableUserAction}>
            {id}
            <SubmitButton>{t('enable')}</SubmitButton>
          </form>
        </Line>
      </Card>
    );
  }
  return (
    <Card title={t('access')}>
      <div>
        <ConfirmSection
          title={isInvited ? t('renewInvite') : t('reset')}
          text={isInvited ? t('renewInviteText') : t('resetText')}
          label={t('makeLink')}
        >
          <LinkForm userId={user.id} submit={t('makeLink')} link={link} />
        </ConfirmSection>
        {!isInvited && (
          <ConfirmSection title={t('signOut')} text={t('signOutText')} label={t('signOut')}>
            <form action={signOutUserAction}>
              {id}
              <SubmitButton>{t('signOut')}</SubmitButton>
            </form>
          </ConfirmSection>
        )}
        {user.hasOidc && (
          <ConfirmSection title={t('release', { name: service })} text={t('releaseText')} label={t('releaseConfirm')}>
            <form action={releaseOidcAction}>
              {id}
              <SubmitButton variant="danger">{t('release', { name: service })}</SubmitButton>
            </form>
          </ConfirmSection>
        )}
        <Line title={t('disable')} text={t('disableText')}>
          <ButtonLink href={`/admin/users/${user.id}/disable`} variant="danger">
            {t('disableAction')}
          </ButtonLink>
        </Line>
      </div>
    </Card>
  );
}

function Line({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-4.5 py-4 not-first:border-t not-first:border-line-soft">
      <div className="min-w-0 max-w-2xl flex-1 basis-64">
        <p className="font-semibold">{title}</p>
        <p className="text-note text-ink-2">{text}</p>
      </div>
      {children}
    </div>
  );
}
