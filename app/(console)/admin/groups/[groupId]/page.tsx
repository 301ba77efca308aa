import { Trash2, Users } from 'lucide-react';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { EmptyState } from '@/app/_ui/empty-state';
import { PageHeader } from '@/app/_ui/page-header';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { db } from '@/lib/db/client';
import { env } from '@/lib/env';
import { getFormat } from '@/lib/i18n/get-format';
import { getGroup } from '@/lib/sharing/list-groups';
import { listMembers } from '@/lib/sharing/list-members';
import { hasRole } from '@/lib/users/role';
import { ListPager } from '../../../_list/list-pager';
import { addressOf, one, type Query, startOf } from '../../../_list/query';
import { consolePage } from '../../../_shell/console-page';
import { Notice } from '../../../_shell/notice';
import { AddSites } from '../_groups/add-sites';
import { GroupForm } from '../_groups/group-form';
import { MemberTable } from '../_groups/member-table';

export async function generateMetadata() {
  return { title: (await getTranslations('groups'))('title') };
}

interface Props {
  params: Promise<{ groupId: string }>;
  searchParams: Promise<Query>;
}

export default consolePage(async function GroupPage({ params, searchParams }: Props) {
  const [{ groupId }, query] = await Promise.all([params, searchParams]);
  const path = `/admin/groups/${groupId}`;
  const user = await requireUser('viewer', addressOf(path, query));
  const group = (await getGroup(db(), groupId)) ?? notFound();
  const central = env().syncRole === 'central';
  const mayChange = central && hasRole(user, 'admin');
  const search = one(query, 'q') ?? '';
  const [t, format, page] = await Promise.all([
    getTranslations('groups'),
    getFormat(),
    listMembers(db(), groupId, { cursor: one(query, 'after') }),
  ]);
  const from = startOf(query);
  return (
    <>
      <PageHeader
        help={<HelpLink topic="groups" />}
        title={group.name}
        sub={t('siteCount', { count: group.sites, n: format.number(group.sites) })}
        crumbs={[{ href: '/admin/groups', label: t('title') }]}
        actions={
          mayChange && (
            <ButtonLink href={`${path}/delete`} variant="danger" icon={<Trash2 size={16} aria-hidden />}>
              {t('delete')}
            </ButtonLink>
          )
        }
      />
      <Notice notice={query.notice} error={query.error} />
      <Card title={t('members')} className="mb-4">
        {page.rows.length === 0 ? (
          <EmptyState icon={<Users size={22} aria-hidden />} title={t('noMembers')} text={t('noMembersText')} />
        ) : (
          <>
            <MemberTable groupId={groupId} members={page.rows} linked={central} mayChange={mayChange} />
            <ListPager
              path={path}
              filters={{ q: search || undefined }}
              from={from}
              shown={page.rows.length}
              next={page.next}
              range={t('range', { from: format.number(from), to: format.number(from + page.rows.length - 1) })}
              firstLabel={t('first')}
              nextLabel={t('further')}
            />
          </>
        )}
      </Card>
      {mayChange && (
        <>
          <AddSites groupId={groupId} search={search} />
          <Card title={t('rename')} padded>
            <GroupForm group={group} labels={{ name: t('name'), nameHint: t('nameHint'), save: t('save') }} />
          </Card>
        </>
      )}
    </>
  );
});
