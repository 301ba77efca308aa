import { getTranslations } from 'next-intl/server';
import { systemClock } from '@/lib/clock';
import { db } from '@/lib/db/client';
import { getFormat } from '@/lib/i18n/get-format';
import { siteDay } from '@/lib/i18n/site-day';
import { listInterfaces } from '@/lib/interfaces/list';
import { readHeartbeat } from '@/lib/interfaces/read-heartbeat';
import { countParkedProviders } from '@/lib/providers/parked/list';
import { countHoldings } from '@/lib/status/read-overview';
import { readSyncStatus } from '@/lib/status/read-sync-status';
import type { SyncStatus } from '@/lib/status/sync-status';
import { inSentence } from '../history/_run/in-sentence';
import { Needs } from './need';
import { SiteFacts } from './site-facts';
import { siteNeeds } from './site-needs';

/** A site: its synchronisation, its interfaces and what it holds. */
export async function SiteOverview() {
  const now = systemClock();
  const [status, interfaces, holdings, silences, parked] = await Promise.all([
    readSyncStatus(db(), now),
    listInterfaces(db(), now),
    countHoldings(db(), await siteDay()),
    readHeartbeat(db(), now),
    countParkedProviders(db()),
  ]);
  return (
    <>
      <Needs needs={await siteNeeds(status, interfaces, silences, parked)} calm={await calmWords(status)} />
      <SiteFacts status={status} interfaces={interfaces} holdings={holdings} />
    </>
  );
}

async function calmWords({ connected, lastSuccess, pending }: SyncStatus): Promise<{ title: string; text: string }> {
  const [t, format] = await Promise.all([getTranslations('overview'), getFormat()]);
  const title = t('inStep');
  if (!connected) return { title, text: t('alone') };
  const since = lastSuccess ? t('inStepSince', { time: inSentence(format.time(lastSuccess.finishedAt).text) }) : '';
  const count = pending?.count ?? 0;
  const waiting = count > 0 ? t('inStepWaiting', { count, n: format.number(count) }) : '';
  return { title, text: `${since} ${waiting}`.trim() };
}
