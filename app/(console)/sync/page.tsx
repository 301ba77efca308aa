import { getTranslations } from 'next-intl/server';
import { requireUser } from '@/lib/auth/session';
import { systemClock } from '@/lib/clock';
import { db } from '@/lib/db/client';
import { env } from '@/lib/env';
import { getFormat } from '@/lib/i18n/get-format';
import { pulseOf } from '@/lib/status/pulse';
import { readSyncStatus } from '@/lib/status/read-sync-status';
import { hasRole } from '@/lib/users/role';
import type { Query } from '../_list/query';
import { consolePage } from '../_shell/console-page';
import { Notice } from '../_shell/notice';
import { CentralSync } from './_central/central-sync';
import { StatusView } from './_status/status-view';

export async function generateMetadata() {
  return { title: (await getTranslations('sync'))('title') };
}

interface Props {
  searchParams: Promise<Query>;
}

export default consolePage(async function SyncPage({ searchParams }: Props) {
  const query = await searchParams;
  const user = await requireUser('viewer', '/sync');
  if (env().syncRole === 'central') return <CentralSync query={query} user={user} />;
  const [status, format] = await Promise.all([readSyncStatus(db(), systemClock()), getFormat()]);
  return (
    <>
      {status.active && (
        <noscript>
          <meta httpEquiv="refresh" content="3" />
        </noscript>
      )}
      <StatusView
        status={status}
        pulse={pulseOf(status, format.clock(status.at))}
        format={format}
        canStart={hasRole(user, 'operator')}
        canConfigure={hasRole(user, 'admin')}
        error={<Notice error={query.error} />}
        alreadyRunning={<Notice notice={query.notice} />}
      />
    </>
  );
});
