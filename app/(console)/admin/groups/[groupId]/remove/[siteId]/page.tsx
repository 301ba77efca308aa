import { Unlink } from 'lucide-react';
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
import { getMember } from '@/lib/sharing/list-members';
import { previewRemoval } from '@/lib/sharing/preview';
import { onlyAt } from '@/lib/web/only-at';
import type { Query } from '../../../../../_list/query';
import { consolePage } from '../../../../../_shell/console-page';
import { Notice } from '../../../../../_shell/notice';
import { hiddenTexts } from '../../../_groups/hidden-text';
import { removeSiteAction } from '../../../actions';

export async function generateMetadata() {
  return { title: (await getTranslations('groups'))('removeTitle') };
}

interface Props {
  params: Promise<{ groupId: string; siteId: string }>;
  searchParams: Promise<Query>;
}

/** What becomes invisible when a site leaves the group, before it does. */
export default consolePage(async function RemoveSitePage({ params, searchParams }: Props) {
  const [{ groupId, siteId }, query] = await Promise.all([params, searchParams]);
  const path = `/admin/groups/${groupId}`;
  await requireUser('admin', `${path}/remove/${siteId}`);
  onlyAt('central');
  if (!/^\d{1,9}$/.test(siteId)) notFound();
  const membership = { groupId, siteId: Number(siteId) };
  const group = (await getGroup(db(), groupId)) ?? notFound();
  const member = (await getMember(db(), groupId, membership.siteId)) ?? notFound();
  const [t, format, hidden, preview] = await Promise.all([
    getTranslations('groups'),
    getFormat(),
    hiddenTexts(),
    previewRemoval(db(), membership),
  ]);
  return (
    <>
      <PageHeader
        help={<HelpLink topic="groups" />}
        title={t('remove', { name: member.name })}
        sub={t('removeSub', { group: group.name })}
        crumbs={[
          { href: '/admin/groups', label: t('title') },
          { href: path, label: group.name },
        ]}
      />
      <Notice error={query.error} />
      <Card padded>
        <h2 className="font-semibold">{t('becomesInvisible')}</h2>
        <ul className="mt-1 list-disc pl-5 text-ink-2">
          <li>
            {t('ofSite', {
              site: member.name,
              hidden: hidden(preview.ofSite),
              count: preview.sites,
              n: format.number(preview.sites),
            })}
          </li>
          <li>{t('ofOthers', { site: member.name, hidden: hidden(preview.ofOthers) })}</li>
        </ul>
        <p className="mt-3 text-note text-ink-2">{t('nextRun')}</p>
        <ConfirmForm
          action={removeSiteAction}
          fields={{ groupId, siteId: member.siteId }}
          confirm={{ label: t('removeConfirm'), icon: <Unlink size={16} aria-hidden /> }}
          cancel={{ label: t('cancel'), href: path }}
        />
      </Card>
    </>
  );
});
