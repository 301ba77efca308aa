import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
import { requireUser } from '@/lib/auth/session';
import { systemClock } from '@/lib/clock';
import { db } from '@/lib/db/client';
import { env } from '@/lib/env';
import { readSyncStatus } from '@/lib/status/read-sync-status';
import { hasRole } from '@/lib/users/role';
import type { Query } from '../_list/query';
import { Notice } from '../_shell/notice';
import { CentralSync } from './_central/central-sync';
import { LiveStatus } from './_status/live-status';

export async function generateMetadata() {
  return { title: (await getTranslations('sync'))('title') };
}

interface Props {
  searchParams: Promise<Query>;
}

export default async function SyncPage({ searchParams }: Props) {
  const query = await searchParams;
  const user = await requireUser('viewer', '/sync');
  if (env().syncRole === 'central') return <CentralSync query={query} user={user} />;
  const [status, { common, history, sync, verification }] = await Promise.all([
    readSyncStatus(db(), systemClock()),
    getMessages(),
  ]);
  return (
    <>
      {status.active && (
        <noscript>
          <meta httpEquiv="refresh" content="3" />
        </noscript>
      )}
      <NextIntlClientProvider messages={{ common, history, sync, verification }}>
        <LiveStatus
          initial={status}
          canStart={hasRole(user, 'operator')}
          canConfigure={hasRole(user, 'admin')}
          error={<Notice error={query.error} />}
          alreadyRunning={<Notice notice={query.notice} />}
        />
      </NextIntlClientProvider>
    </>
  );
}
