import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
import { PageHeader } from '@/app/_ui/page-header';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { onlyAt } from '@/lib/web/only-at';
import { consolePage } from '../../_shell/console-page';
import { interfaceFormProps } from '../_settings/form-props';
import { InterfaceForm } from '../_settings/interface-form';

export async function generateMetadata() {
  return { title: (await getTranslations('interfaces.form'))('newTitle') };
}

export default consolePage(async function NewInterfacePage() {
  await requireUser('admin', '/interfaces/new');
  onlyAt('site');
  const [t, messages, form] = await Promise.all([
    getTranslations('interfaces'),
    getMessages(),
    interfaceFormProps(null),
  ]);
  return (
    <>
      <PageHeader
        help={<HelpLink topic="interfaceSettings" />}
        title={t('form.newTitle')}
        sub={t('form.newSub')}
        crumbs={[{ href: '/interfaces', label: t('title') }]}
      />
      <NextIntlClientProvider messages={{ interfaces: { form: messages.interfaces.form } }}>
        <InterfaceForm {...form} />
      </NextIntlClientProvider>
    </>
  );
});
