import { Plus, Users } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { ButtonLink } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { EmptyState } from '@/app/_ui/empty-state';
import Link from '@/app/_ui/link';
import { PageHeader } from '@/app/_ui/page-header';
import { Table } from '@/app/_ui/table';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { db } from '@/lib/db/client';
import { env } from '@/lib/env';
import { getFormat } from '@/lib/i18n/get-format';
import { listGroups } from '@/lib/sharing/list-groups';
import { hasRole } from '@/lib/users/role';
import { ListPager } from '../../_list/list-pager';
import { addressOf, one, type Query, startOf } from '../../_list/query';
import { consolePage } from '../../_shell/console-page';
import { Notice } from '../../_shell/notice';
import { Named } from '../_admin/named';

export async function generateMetadata() {
  return { title: (await getTranslations('groups'))('title') };
}

/** On the central server all groups; on a site those that it belongs to, to be read. */
export default consolePage(async function GroupsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const user = await requireUser('viewer', addressOf('/admin/groups', query));
  const central = env().syncRole === 'central';
  const [t, format, page] = await Promise.all([
    getTranslations('groups'),
    getFormat(),
    listGroups(db(), { cursor: one(query, 'after') }),
  ]);
  const from = startOf(query);
  const create = central && hasRole(user, 'admin') && (
    <ButtonLink href="/admin/groups/new" variant="primary" icon={<Plus size={16} aria-hidden />}>
      {t('new')}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        help={<HelpLink topic="groups" />}
        title={t('title')}
        sub={t('sub')}
        actions={page.rows.length > 0 && create}
      />
      <Notice notice={query.notice} error={query.error} />
      {!central && <Alert tone="info" title={t('readOnly')} />}
      <Card>
        {page.rows.length === 0 ? (
          <EmptyState
            icon={<Users size={22} aria-hidden />}
            title={central ? t('empty') : t('emptyOnSite')}
            text={central ? t('emptyText') : t('emptyOnSiteText')}
            action={create}
          />
        ) : (
          <>
            <Table
              label={t('title')}
              rows={page.rows}
              keyOf={(group) => group.id}
              columns={[
                {
                  key: 'name',
                  label: t('name'),
                  phone: 'first',
                  cell: ({ id, name }) => (
                    <Link
                      href={`/admin/groups/${id}`}
                      className="font-medium wrap-anywhere hover:text-accent hover:underline"
                    >
                      {name}
                    </Link>
                  ),
                },
                {
                  key: 'sites',
                  label: t('sites'),
                  numeric: true,
                  cell: ({ sites }) => <Named label={t('sites')}>{format.number(sites)}</Named>,
                },
              ]}
            />
            <ListPager
              path="/admin/groups"
              filters={{}}
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
    </>
  );
});
