import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { PageHeader } from '@/app/_ui/page-header';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { onlyAt } from '@/lib/web/only-at';
import { consolePage } from '../../../_shell/console-page';
import { NewSiteForm } from '../_sites/new-site-form';
import { readTokenLabels } from '../_sites/token-labels';

export async function generateMetadata() {
  return { title: (await getTranslations('admin'))('sites.newTitle') };
}

export default consolePage(async function NewSitePage() {
  await requireUser('admin', '/admin/sites/new');
  onlyAt('central');
  const [t, token] = await Promise.all([getTranslations('admin.sites'), readTokenLabels('{name}')]);
  return (
    <>
      <PageHeader
        help={<HelpLink topic="sites" />}
        title={t('newTitle')}
        sub={t('newText')}
        crumbs={[{ href: '/admin/sites', label: t('title') }]}
      />
      <Card padded>
        <NewSiteForm
          labels={{ name: t('name'), nameHint: t('nameHint'), create: t('create'), toSite: t('toSite') }}
          token={token}
        />
      </Card>
    </>
  );
});
