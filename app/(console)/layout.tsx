import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { getSessionUser } from '@/lib/auth/session';
import { systemClock } from '@/lib/clock';
import { db } from '@/lib/db/client';
import { env } from '@/lib/env';
import { readStatusSummary } from '@/lib/status/read-summary';
import { whileUnchanged } from '@/lib/status/while-unchanged';
import { readConnection } from '@/lib/sync/settings';
import { Shell } from './_shell/shell';

/** Only the frame: every page below asks for itself who may see it. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const user = await getSessionUser();
  if (!user) return <main>{children}</main>;
  const [status, siteName] = await Promise.all([readStatusSummary(db(), systemClock()), readPlaceName()]);
  return (
    <Shell user={user} siteName={siteName} status={status}>
      {children}
    </Shell>
  );
}

async function readPlaceName(): Promise<string | null> {
  if (env().syncRole === 'central') return (await getTranslations('nav'))('centralServer');
  const read = async () => (await readConnection(db()))?.siteName ?? null;
  return whileUnchanged({ db: db(), now: systemClock(), name: 'site-name' }, read, () => true);
}
