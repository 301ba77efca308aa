import { Unlink } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { IconLink } from '@/app/_ui/icon-button';
import Link from '@/app/_ui/link';
import { type Column, RowActions, Table } from '@/app/_ui/table';
import type { GroupMember } from '@/lib/sharing/list-members';
import { Named } from '../../_admin/named';

interface Props {
  groupId: string;
  members: GroupMember[];
  /** The central server has a page per site. */
  linked: boolean;
  mayChange: boolean;
}

export async function MemberTable({ groupId, members, linked, mayChange }: Props) {
  const [t, common] = await Promise.all([getTranslations('groups'), getTranslations('common')]);
  const remove: Column<GroupMember> = {
    key: 'actions',
    label: common('actions'),
    labelHidden: true,
    phone: 'right',
    cell: ({ siteId, name }) => (
      <RowActions>
        <IconLink
          href={`/admin/groups/${groupId}/remove/${siteId}`}
          label={t('remove', { name })}
          outlined
          icon={<Unlink size={16} aria-hidden />}
        />
      </RowActions>
    ),
  };
  return (
    <Table
      label={t('members')}
      rows={members}
      keyOf={(member) => String(member.siteId)}
      columns={[
        {
          key: 'name',
          label: t('site'),
          phone: 'first',
          cell: ({ siteId, name }) =>
            linked ? (
              <Link
                href={`/admin/sites/${siteId}`}
                className="font-medium wrap-anywhere hover:text-accent hover:underline"
              >
                {name}
              </Link>
            ) : (
              <span className="font-medium wrap-anywhere">{name}</span>
            ),
        },
        {
          key: 'domain',
          label: t('domain'),
          cell: ({ domain }) => <Named label={t('domain')}>{domain ?? t('noDomain')}</Named>,
        },
        ...(mayChange ? [remove] : []),
      ]}
    />
  );
}
