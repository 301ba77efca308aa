import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
import { PageHeader } from '@/app/_ui/page-header';
import type { Query } from '@/app/(console)/_list/query';
import { Notice } from '@/app/(console)/_shell/notice';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { onlyAt } from '@/lib/web/only-at';
import { consolePage } from '../../../_shell/console-page';
import { openInterface } from '../../_parts/open-interface';
import { interfaceFormProps } from '../../_settings/form-props';
import { InterfaceForm } from '../../_settings/interface-form';
import { TokenSection } from './_tokens/token-section';

interface Props {
  params: Promise<{ interfaceId: string }>;
  searchParams: Promise<Query>;
}

export async function generateMetadata() {
  return { title: (await getTranslations('interfaces.form'))('title') };
}

export default consolePage(async function InterfaceSettingsPage({ params, searchParams }: Props) {
  const [{ interfaceId }, query] = await Promise.all([params, searchParams]);
  await requireUser('admin', `/interfaces/${interfaceId}/settings`);
  onlyAt('site');
  const iface = await openInterface(interfaceId);
  const [t, messages, form] = await Promise.all([
    getTranslations('interfaces'),
    getMessages(),
    interfaceFormProps(iface),
  ]);
  return (
    <>
      <PageHeader
        help={<HelpLink topic="interfaceSettings" />}
        title={t('form.title')}
        sub={t('form.newSub')}
        crumbs={[
          { href: '/interfaces', label: t('title') },
          { href: `/interfaces/${interfaceId}/deliveries`, label: iface.name },
        ]}
      />
      <Notice notice={query.notice} error={query.error} />
      <NextIntlClientProvider
        messages={{
          interfaces: { form: messages.interfaces.form, tokens: messages.interfaces.tokens },
          tokens: messages.tokens,
        }}
      >
        <InterfaceForm {...form} />
        {iface.source.kind === 'upload' && <TokenSection interfaceId={iface.id} />}
      </NextIntlClientProvider>
    </>
  );
});
