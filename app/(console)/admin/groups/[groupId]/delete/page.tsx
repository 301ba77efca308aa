import { Trash2 } from 'lucide-react';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { ConfirmForm } from '@/app/_ui/confirm-form';
import { PageHeader } from '@/app/_ui/page-header';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { db } from '@/lib/db/client';
import { getFormat } from '@/lib/i18n/get-format';
import { getGroup } from '@/lib/sharing/list-groups';
import { previewDeletion } from '@/lib/sharing/preview';
import { onlyAt } from '@/lib/web/only-at';
import type { Query } from '../../../../_list/query';
import { consolePage } from '../../../../_shell/console-page';
import { Notice } from '../../../../_shell/notice';
import { hiddenTexts } from '../../_groups/hidden-text';
import { deleteGroupAction } from '../../actions';

export async function generateMetadata() {
  return { title: (await getTranslations('groups'))('deleteTitle') };
}

interface Props {
  params: Promise<{ groupId: string }>;
  searchParams: Promise<Query>;
}

/** What becomes invisible without the group, before it is deleted. */
export default consolePage(async function DeleteGroupPage({ params, searchParams }: Props) {
  const [{ groupId }, query] = await Promise.all([params, searchParams]);
  const path = `/admin/groups/${groupId}`;
  await requireUser('admin', `${path}/delete`);
  onlyAt('central');
  const group = (await getGroup(db(), groupId)) ?? notFound();
  const [t, format, hidden, preview] = await Promise.all([
    getTranslations('groups'),
    getFormat(),
    hiddenTexts(),
    previewDeletion(db(), groupId),
  ]);
  return (
    <>
      <PageHeader
        help={<HelpLink topic="groups" />}
        title={t('deleteTitle')}
        sub={group.name}
        crumbs={[
          { href: '/admin/groups', label: t('title') },
          { href: path, label: group.name },
        ]}
      />
      <Notice error={query.error} />
      <Card padded>
        <h2 className="font-semibold">{t('becomesInvisible')}</h2>
        <ul className="mt-1 list-disc pl-5 text-ink-2">
          <li>{t('deleteSites', { count: group.sites, n: format.number(group.sites) })}</li>
          <li>{t('ofGroup', { hidden: hidden(preview) })}</li>
        </ul>
        <p className="mt-3 text-note text-ink-2">{t('nextRun')}</p>
        <ConfirmForm
          action={deleteGroupAction}
          fields={{ groupId }}
          confirm={{ label: t('deleteConfirm'), icon: <Trash2 size={16} aria-hidden /> }}
          cancel={{ label: t('cancel'), href: path }}
        />
      </Card>
    </>
  );
});
