import { SearchX, UserPlus } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { ButtonLink } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { EmptyState } from '@/app/_ui/empty-state';
import { PageHeader } from '@/app/_ui/page-header';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { db } from '@/lib/db/client';
import { getFormat } from '@/lib/i18n/get-format';
import { searchUsers } from '@/lib/users/search';
import { ListPager } from '../../_list/list-pager';
import { addressOf, one, type Query, startOf } from '../../_list/query';
import { consolePage } from '../../_shell/console-page';
import { Notice } from '../../_shell/notice';
import { readUsersQuery } from './_users/read-users-query';
import { UserFilters } from './_users/user-filters';
import { UserTable } from './_users/user-table';

const PATH = '/admin/users';

export async function generateMetadata() {
  return { title: (await getTranslations('users'))('title') };
}

interface Props {
  searchParams: Promise<Query>;
}

export default consolePage(async function UsersPage({ searchParams }: Props) {
  const query = await searchParams;
  const user = await requireUser('admin', addressOf(PATH, query));
  const { values, unknown } = readUsersQuery(query);
  const [admin, t, common, format, { rows, next }] = await Promise.all([
    getTranslations('admin'),
    getTranslations('users'),
    getTranslations('common'),
    getFormat(),
    searchUsers(db(), { search: values.q, role: values.role, state: values.state, cursor: one(query, 'after') }),
  ]);
  const from = startOf(query);
  return (
    <>
      <PageHeader
        help={<HelpLink topic="users" />}
        title={t('title')}
        sub={t('sub')}
        crumbs={[{ href: '/admin', label: admin('title') }]}
        actions={
          <ButtonLink href={`${PATH}/new`} variant="primary" icon={<UserPlus size={16} aria-hidden />}>
            {t('invite')}
          </ButtonLink>
        }
      />
      <Notice notice={query.notice} error={query.error} />
      {unknown && <Alert tone="info" title={common('unknownFilter')} />}
      <Card>
        <UserFilters values={values} />
        {rows.length === 0 ? (
          <EmptyState
            icon={<SearchX size={22} aria-hidden />}
            title={t('noMatch')}
            action={<ButtonLink href={PATH}>{t('showAll')}</ButtonLink>}
          />
        ) : (
          <>
            <UserTable rows={rows} ownId={user.id} />
            <ListPager
              path={PATH}
              filters={values}
              from={from}
              shown={rows.length}
              next={next}
              range={`${format.number(from)}–${format.number(from + rows.length - 1)}`}
              firstLabel={t('first')}
              nextLabel={t('next')}
            />
          </>
        )}
      </Card>
      <p className="mt-3 text-note text-ink-2">{t('hint')}</p>
    </>
  );
});
