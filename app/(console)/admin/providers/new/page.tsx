import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { PageHeader } from '@/app/_ui/page-header';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { db } from '@/lib/db/client';
import { areProvidersReadOnly } from '@/lib/providers/owner';
import { consolePage } from '../../../_shell/console-page';
import { ProviderForm } from '../_providers/provider-form';
import { readProviderLabels } from '../_providers/provider-labels';

export async function generateMetadata() {
  return { title: (await getTranslations('admin'))('providers.newTitle') };
}

export default consolePage(async function NewProviderPage() {
  await requireUser('admin', '/admin/providers/new');
  if (await areProvidersReadOnly(db())) redirect('/admin/providers');
  const [t, labels] = await Promise.all([getTranslations('admin'), readProviderLabels('create')]);
  return (
    <>
      <PageHeader
        help={<HelpLink topic="providers" />}
        title={t('providers.newTitle')}
        crumbs={[
          { href: '/admin', label: t('title') },
          { href: '/admin/providers', label: t('providers.title') },
        ]}
      />
      <Card padded>
        <ProviderForm provider={null} labels={labels} />
      </Card>
    </>
  );
});
