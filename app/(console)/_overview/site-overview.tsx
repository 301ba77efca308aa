import { getTranslations } from 'next-intl/server';
import { systemClock } from '@/lib/clock';
import { db } from '@/lib/db/client';
import { getFormat } from '@/lib/i18n/get-format';
import { siteDay } from '@/lib/i18n/site-day';
import { listInterfaces } from '@/lib/interfaces/list';
import { readHeartbeat } from '@/lib/interfaces/read-heartbeat';
import { countParkedProviders } from '@/lib/providers/parked/list';
import { readInStepSince } from '@/lib/status/read-in-step';
import { countHoldings } from '@/lib/status/read-overview';
import { readSyncStatus } from '@/lib/status/read-sync-status';
import type { SyncStatus } from '@/lib/status/sync-status';
import { hasRole, type Role } from '@/lib/users/role';
import { inSentence } from '../history/_run/in-sentence';
import { interfaceNeeds } from './interface-needs';
import { SiteFacts } from './site-facts';
import { silenceNeeds, syncNeeds } from './site-needs';
import { Standing } from './standing';

/** A site: its synchronisation, its interfaces and what it holds. */
export async function SiteOverview({ user }: { user: { role: Role } }) {
  const now = systemClock();
  const [status, interfaces, holdings, silences, parked, inStepSince] = await Promise.all([
    readSyncStatus(db(), now),
    listInterfaces(db(), now),
    countHoldings(db(), await siteDay()),
    readHeartbeat(db(), now),
    countParkedProviders(db()),
    readInStepSince(db()),
  ]);
  const needs = await Promise.all([
    syncNeeds(status, hasRole(user, 'operator')),
    interfaceNeeds(interfaces, parked, hasRole(user, 'admin')),
    silenceNeeds(silences),
  ]);
  return (
    <>
      <Standing needs={needs.flat()} since={await sinceWords(status, inStepSince)} />
      <SiteFacts status={status} interfaces={interfaces} holdings={holdings} />
    </>
  );
}

/** Since when all is well; otherwise when it was last. */
async function sinceWords(
  { connected, lastSuccess, pending, decisive, freshness }: SyncStatus,
  inStepSince: Date | null,
): Promise<string> {
  const [t, format] = await Promise.all([getTranslations('overview.standing'), getFormat()]);
  if (!connected) return t('alone');
  const time = (moment: Date | string) => inSentence(format.time(moment).text);
  const isLate = freshness === 'late' || freshness === 'overdue';
  const isWell = decisive?.state === 'done' && inStepSince !== null && !isLate;
  const since = isWell
    ? t('since', { time: time(inStepSince) })
    : lastSuccess
      ? t('last', { time: time(lastSuccess.finishedAt) })
      : '';
  const count = pending?.count ?? 0;
  const waiting = count > 0 ? t('waiting', { count, n: format.number(count) }) : '';
  return `${since} ${waiting}`.trim();
}
