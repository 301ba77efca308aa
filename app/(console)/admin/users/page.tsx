import { Ban, CircleCheck } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { PageHeader } from '@/app/_ui/page-header';
import { StatePill } from '@/app/_ui/pill';
import { Table, TwoLines } from '@/app/_ui/table';
import { Time } from '@/app/_ui/time';
import { requireUser } from '@/lib/auth/session';
import { db } from '@/lib/db/client';
import { getFormat } from '@/lib/i18n/get-format';
import { listUsers } from '@/lib/users/list';

export async function generateMetadata() {
  return { title: (await getTranslations('admin'))('users.title') };
}

export default async function UsersPage() {
  await requireUser('admin', '/admin/users');
  const [admin, t, format, users] = await Promise.all([
    getTranslations('admin'),
    getTranslations('admin.users'),
    getFormat(),
    listUsers(db()),
  ]);
  return (
    <>
      <PageHeader title={t('title')} sub={t('sub')} crumbs={[{ href: '/admin', label: admin('title') }]} />
      <Card>
        <Table
          label={t('title')}
          rows={users}
          keyOf={(user) => user.id}
          columns={[
            {
              key: 'email',
              label: t('email'),
              phone: 'first',
              cell: (user) => <TwoLines main={user.email} note={user.name} />,
            },
            { key: 'role', label: t('role'), cell: (user) => t(`roles.${user.role}`) },
            {
              key: 'state',
              label: t('state'),
              phone: 'right',
              cell: (user) =>
                user.disabledAt ? (
                  <StatePill tone="off" icon={<Ban size={14} aria-hidden />}>
                    {t('states.disabled')}
                  </StatePill>
                ) : (
                  <StatePill tone="ok" icon={<CircleCheck size={14} aria-hidden />}>
                    {t('states.active')}
                  </StatePill>
                ),
            },
            {
              key: 'created',
              label: t('created'),
              nowrap: true,
              phone: 'hidden',
              cell: (user) => <Time value={format.time(user.createdAt)} />,
            },
          ]}
        />
      </Card>
      <p className="mt-3 text-note text-ink-2">{t('hint')}</p>
    </>
  );
}
