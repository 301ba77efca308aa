import { Plug, Plus } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { EmptyState } from '@/app/_ui/empty-state';
import { PageHeader } from '@/app/_ui/page-header';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { systemClock } from '@/lib/clock';
import { db } from '@/lib/db/client';
import { listInterfaces } from '@/lib/interfaces/list';
import { readHeartbeat } from '@/lib/interfaces/read-heartbeat';
import { countParkedProviders } from '@/lib/providers/parked/list';
import { hasRole } from '@/lib/users/role';
import { onlyAt } from '@/lib/web/only-at';
import type { Query } from '../_list/query';
import { consolePage } from '../_shell/console-page';
import { Notice } from '../_shell/notice';
import { InterfaceRow } from './_parts/interface-row';
import { lookIntoSources } from './_parts/look-into-sources';
import { RefreshWhile } from './_parts/refresh-while';

export async function generateMetadata() {
  return { title: (await getTranslations('interfaces'))('title') };
}

export default consolePage(async function InterfacesPage({ searchParams }: { searchParams: Promise<Query> }) {
  const user = await requireUser('viewer', '/interfaces');
  onlyAt('site');
  const unreadable = await lookIntoSources();
  const [query, t, interfaces, silences, parked] = await Promise.all([
    searchParams,
    getTranslations('interfaces'),
    listInterfaces(db()),
    readHeartbeat(db(), systemClock()),
    countParkedProviders(db()),
  ]);
  const mayConfigure = hasRole(user, 'admin');
  const create = mayConfigure && (
    <ButtonLink href="/interfaces/new" variant="primary" icon={<Plus size={16} aria-hidden />}>
      {t('new')}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        help={<HelpLink topic="interfaces" />}
        title={t('title')}
        sub={t('sub')}
        actions={interfaces.length > 0 && create}
      />
      <Notice notice={query.notice} error={query.error} />
      <RefreshWhile active={interfaces.some((iface) => iface.state === 'running')} />
      <Card>
        {interfaces.length === 0 ? (
          <EmptyState
            icon={<Plug size={22} aria-hidden />}
            title={t('empty')}
            text={mayConfigure ? t('emptyText') : t('emptyReader')}
            action={create}
          />
        ) : (
          <ul
            aria-label={t('title')}
            className="gap-x-4.5 broad:grid broad:grid-cols-[minmax(0,1fr)_auto_minmax(8rem,11rem)_minmax(7rem,8.5rem)_auto]"
          >
            {interfaces.map((iface) => (
              <InterfaceRow
                key={iface.id}
                iface={iface}
                mayConfigure={mayConfigure}
                unreadable={unreadable.has(iface.id)}
                silences={silences.filter((silence) => silence.interfaceId === iface.id)}
                parked={parked.get(iface.id) ?? 0}
              />
            ))}
          </ul>
        )}
      </Card>
    </>
  );
});
