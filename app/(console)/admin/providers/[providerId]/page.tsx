import { notFound, redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { Card } from '@/app/_ui/card';
import { PageHeader } from '@/app/_ui/page-header';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { db } from '@/lib/db/client';
import { getProvider } from '@/lib/providers/list';
import { areProvidersReadOnly } from '@/lib/providers/owner';
import { consolePage } from '../../../_shell/console-page';
import { ProviderForm } from '../_providers/provider-form';
import { readProviderLabels } from '../_providers/provider-labels';

export async function generateMetadata() {
  return { title: (await getTranslations('admin'))('providers.title') };
}

export default consolePage(async function ProviderPage({ params }: { params: Promise<{ providerId: string }> }) {
  const { providerId } = await params;
  await requireUser('admin', `/admin/providers/${providerId}`);
  if (!z.uuid().safeParse(providerId).success) notFound();
  if (await areProvidersReadOnly(db())) redirect('/admin/providers');
  const [t, labels, provider] = await Promise.all([
    getTranslations('admin'),
    readProviderLabels('save'),
    getProvider(db(), providerId),
  ]);
  if (!provider) notFound();
  const { id, name, number, openimmoAnid, email, phone } = provider;
  return (
    <>
      <PageHeader
        help={<HelpLink topic="providers" />}
        title={name}
        crumbs={[
          { href: '/admin', label: t('title') },
          { href: '/admin/providers', label: t('providers.title') },
        ]}
      />
      <Card padded>
        <ProviderForm provider={{ id, name, number, openimmoAnid, email, phone }} labels={labels} />
      </Card>
    </>
  );
});
