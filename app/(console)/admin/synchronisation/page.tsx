import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { PageHeader } from '@/app/_ui/page-header';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { db } from '@/lib/db/client';
import { readConnection } from '@/lib/sync/settings';
import { onlyAt } from '@/lib/web/only-at';
import type { Query } from '../../_list/query';
import { consolePage } from '../../_shell/console-page';
import { Notice } from '../../_shell/notice';
import { ConnectionForm } from './connection-form';
import { readConnectionLabels } from './connection-labels';
import { PauseCard } from './pause-card';
import { ScheduleCard } from './schedule-card';

export async function generateMetadata() {
  return { title: (await getTranslations('admin'))('synchronisation.title') };
}

interface Props {
  searchParams: Promise<Query>;
}

export default consolePage(async function SynchronisationPage({ searchParams }: Props) {
  const query = await searchParams;
  await requireUser('admin', '/admin/synchronisation');
  onlyAt('site');
  const [admin, t, connection] = await Promise.all([
    getTranslations('admin'),
    getTranslations('admin.synchronisation'),
    readConnection(db()),
  ]);
  const host = connection && new URL(connection.url).host;
  return (
    <>
      <PageHeader
        help={<HelpLink topic="adminSynchronisation" />}
        title={t('title')}
        crumbs={[{ href: '/admin', label: admin('title') }]}
        sub={host ? t.rich('connected', { host, b: (name) => <b className="font-firm">{name}</b> }) : t('notConnected')}
        actions={<ButtonLink href="/sync">{t('status')}</ButtonLink>}
      />
      <Notice notice={query.notice} error={query.error} />
      <Card title={t('connection')} padded className="mb-4">
        <ConnectionForm connection={connection} labels={await readConnectionLabels(connection !== null)} />
      </Card>
      {connection && (
        <>
          <div className="mb-4 grid gap-4 broad:grid-cols-2">
            <ScheduleCard intervalMinutes={connection.intervalMinutes} />
            <PauseCard connection={connection} />
          </div>
          <Card title={t('leave')} padded>
            <p className="mb-3 text-ink-2">{t('leaveText')}</p>
            <ButtonLink href="/admin/synchronisation/disconnect" variant="danger">
              {t('leaveAction')}
            </ButtonLink>
          </Card>
        </>
      )}
    </>
  );
});
