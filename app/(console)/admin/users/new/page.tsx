import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { PageHeader } from '@/app/_ui/page-header';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { LOCALE_NAMES, LOCALES } from '@/lib/i18n/locale';
import { consolePage } from '../../../_shell/console-page';
import { InviteForm } from '../_users/invite-form';
import { linkLabels, roleHint, roleOptions } from '../_users/user-labels';

export async function generateMetadata() {
  return { title: (await getTranslations('users'))('new.title') };
}

export default consolePage(async function NewUserPage() {
  await requireUser('admin', '/admin/users/new');
  const [admin, t, roles, hint, link] = await Promise.all([
    getTranslations('admin'),
    getTranslations('users'),
    roleOptions(),
    roleHint(),
    linkLabels('inviteTitle', '{name}'),
  ]);
  const languages = LOCALES.map((value) => ({ value: value as string, label: LOCALE_NAMES[value] }));
  return (
    <>
      <PageHeader
        help={<HelpLink topic="users" />}
        title={t('new.title')}
        sub={t('new.sub')}
        crumbs={[
          { href: '/admin', label: admin('title') },
          { href: '/admin/users', label: t('title') },
        ]}
      />
      <Card padded>
        <InviteForm
          labels={{
            email: t('email'),
            emailHint: t('new.emailHint'),
            name: t('name'),
            nameHint: t('new.nameHint'),
            role: t('role'),
            roleHint: hint,
            language: t('new.language'),
            languageHint: t('new.languageHint'),
            submit: t('new.submit'),
            cancel: t('new.cancel'),
            toUser: t('link.toUser'),
          }}
          roles={roles}
          languages={[{ value: 'browser', label: t('new.browserLanguage') }, ...languages]}
          link={link}
        />
      </Card>
    </>
  );
});
