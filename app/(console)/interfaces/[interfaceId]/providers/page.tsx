import { UserCheck } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { Card } from '@/app/_ui/card';
import { EmptyState } from '@/app/_ui/empty-state';
import { PageHeader } from '@/app/_ui/page-header';
import { addressOf, choice, type Query } from '@/app/(console)/_list/query';
import { Notice } from '@/app/(console)/_shell/notice';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { db } from '@/lib/db/client';
import { areProvidersReadOnly } from '@/lib/providers/owner';
import { listParkedProviders } from '@/lib/providers/parked/list';
import { hasRole } from '@/lib/users/role';
import { onlyAt } from '@/lib/web/only-at';
import { consolePage } from '../../../_shell/console-page';
import { openInterface } from '../../_parts/open-interface';
import { ParkedTable } from './_parts/parked-table';

interface Props {
  params: Promise<{ interfaceId: string }>;
  searchParams: Promise<Query>;
}

export async function generateMetadata() {
  return { title: (await getTranslations('interfaces.parked'))('title') };
}

export default consolePage(async function ParkedProvidersPage({ params, searchParams }: Props) {
  const [{ interfaceId }, query] = await Promise.all([params, searchParams]);
  const path = `/interfaces/${interfaceId}/providers`;
  const user = await requireUser('viewer', addressOf(path, query));
  onlyAt('site');
  const iface = await openInterface(interfaceId);
  const [t, names, parked, central] = await Promise.all([
    getTranslations('interfaces.parked'),
    getTranslations('interfaces'),
    listParkedProviders(db(), interfaceId),
    areProvidersReadOnly(db()),
  ]);
  const done = choice(query, 'done', ['accepted', 'awaited', 'dismissed'] as const).value;
  return (
    <>
      <PageHeader
        help={<HelpLink topic="parked" />}
        title={t('title')}
        sub={t('sub')}
        crumbs={[
          { href: '/interfaces', label: names('title') },
          { href: `/interfaces/${interfaceId}/deliveries`, label: iface.name },
        ]}
      />
      <Notice error={query.error} />
      {done && <Alert tone="ok" role="status" title={t(`done.${done}`)} />}
      <Card>
        {parked.length === 0 ? (
          <EmptyState icon={<UserCheck size={22} aria-hidden />} title={t('empty')} text={t('emptyText')} />
        ) : (
          <ParkedTable interfaceId={interfaceId} parked={parked} central={central} mayDecide={hasRole(user, 'admin')} />
        )}
      </Card>
    </>
  );
});
