import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { PageHeader } from '@/app/_ui/page-header';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { onlyAt } from '@/lib/web/only-at';
import { consolePage } from '../../../_shell/console-page';
import { GroupForm } from '../_groups/group-form';

export async function generateMetadata() {
  return { title: (await getTranslations('groups'))('newTitle') };
}

export default consolePage(async function NewGroupPage() {
  await requireUser('admin', '/admin/groups/new');
  onlyAt('central');
  const t = await getTranslations('groups');
  return (
    <>
      <PageHeader
        help={<HelpLink topic="groups" />}
        title={t('newTitle')}
        sub={t('newText')}
        crumbs={[{ href: '/admin/groups', label: t('title') }]}
      />
      <Card padded>
        <GroupForm group={null} labels={{ name: t('name'), nameHint: t('nameHint'), save: t('create') }} />
      </Card>
    </>
  );
});
