import { getTranslations } from 'next-intl/server';
import Link from '@/app/_ui/link';
import { Table, TwoLines } from '@/app/_ui/table';
import { Time } from '@/app/_ui/time';
import { getFormat } from '@/lib/i18n/get-format';
import type { UserRow } from '@/lib/users/search';
import { Named } from '../../_admin/named';
import { UserStatePill } from './user-state';

interface Props {
  rows: UserRow[];
  /** Who reads this. */
  ownId: string;
}

export async function UserTable({ rows, ownId }: Props) {
  const [t, format] = await Promise.all([getTranslations('users'), getFormat()]);
  const moment = (value: Date | null) => (value ? <Time value={format.time(value)} /> : t('never'));
  return (
    <Table
      label={t('title')}
      rows={rows}
      keyOf={(user) => user.id}
      columns={[
        {
          key: 'name',
          label: t('name'),
          phone: 'first',
          cell: (user) => (
            <TwoLines
              main={
                <Link href={`/admin/users/${user.id}`} className="hover:underline">
                  {user.name}
                </Link>
              }
              note={user.id === ownId ? `${user.email} · ${t('you')}` : user.email}
            />
          ),
        },
        { key: 'role', label: t('role'), cell: (user) => t(`roles.${user.role}`) },
        { key: 'state', label: t('state'), phone: 'right', cell: (user) => <UserStatePill state={user.state} /> },
        {
          key: 'lastSignIn',
          label: t('lastSignIn'),
          nowrap: true,
          cell: (user) => <Named label={t('lastSignIn')}>{moment(user.lastSignInAt)}</Named>,
        },
        { key: 'created', label: t('created'), nowrap: true, phone: 'hidden', cell: (user) => moment(user.createdAt) },
      ]}
    />
  );
}
