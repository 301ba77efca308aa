import { getTranslations } from 'next-intl/server';
import { Facts } from '@/app/_ui/facts';
import { Time } from '@/app/_ui/time';
import { oidcName } from '@/lib/auth/oidc';
import { getFormat } from '@/lib/i18n/get-format';
import type { UserDetail } from '@/lib/users/get';
import { UserStatePill } from './user-state';

export async function UserFacts({ user }: { user: UserDetail }) {
  const [t, users, format] = await Promise.all([getTranslations('users.facts'), getTranslations('users'), getFormat()]);
  const service = oidcName() ?? 'OpenID Connect';
  return (
    <Facts
      facts={[
        { key: 'state', label: t('state'), value: <UserStatePill state={user.state} /> },
        {
          key: 'lastSignIn',
          label: t('lastSignIn'),
          value: user.lastSignInAt ? <Time value={format.time(user.lastSignInAt)} /> : users('never'),
          note: user.hasOidc ? t('withService', { name: service }) : undefined,
        },
        { key: 'created', label: t('created'), value: <Time value={format.time(user.createdAt)} /> },
        {
          key: 'link',
          label: t('link'),
          value: user.openLink ? t(user.openLink.kind) : t('noLink'),
          note: user.openLink ? t('until', { time: format.time(user.openLink.expiresAt).text }) : undefined,
        },
      ]}
    />
  );
}
