import { getTranslations } from 'next-intl/server';
import type { Format } from '@/lib/i18n/format';
import { getFormat } from '@/lib/i18n/get-format';
import type { InterfaceSummary } from '@/lib/interfaces/list';
import type { Silence } from '@/lib/interfaces/read-heartbeat';
import type { SyncStatus } from '@/lib/status/sync-status';
import { countTroubles } from '../sync/_status/count-troubles';
import type { Need } from './need';

type Translate = Awaited<ReturnType<typeof getTranslations<'overview'>>>;

const MOST_INTERFACES = 5;
const MOST_SILENCES = 5;

/** What of a site needs a person: its synchronisation, then its interfaces and who is silent. */
export async function siteNeeds(
  status: SyncStatus,
  interfaces: InterfaceSummary[],
  silences: readonly Silence[],
  parked: ReadonlyMap<string, number>,
): Promise<Need[]> {
  const [t, format] = await Promise.all([getTranslations('overview'), getFormat()]);
  const ofInterfaces = interfaces
    .flatMap((iface) => interfaceNeed(t, format, iface, parked.get(iface.id) ?? 0))
    .slice(0, MOST_INTERFACES);
  const silent = silences.slice(0, MOST_SILENCES).map((silence) => silenceNeed(t, silence));
  const empty: Need[] =
    interfaces.length === 0
      ? [{ key: 'no-interface', tone: 'info', title: t('needs.noInterface'), href: '/interfaces' }]
      : [];
  return [...(status.connected ? syncNeeds(t, format, status) : []), ...ofInterfaces, ...silent, ...empty];
}

function syncNeeds(t: Translate, format: Format, status: SyncStatus): Need[] {
  const { active, latest, freshness, lastSuccess } = status;
  const need = (key: string, tone: Need['tone'], title: string): Need => ({ key, tone, title, href: '/sync' });
  const found: Need[] = [];
  const failure = latest?.state === 'failed' ? latest.error : null;
  if (failure) {
    const { sentence, owner, action } = failure.problem;
    found.push({ ...need('failed', 'bad', sentence), text: `${owner}: ${action}` });
  } else if (!lastSuccess && !active) found.push(need('first-run', 'info', t('needs.firstRun')));
  if (freshness === 'overdue') found.push(need('overdue', 'bad', t('needs.overdue')));
  if (freshness === 'late') found.push(need('late', 'warn', t('needs.late')));
  const count = countTroubles(status);
  if (count > 0) found.push(need('records', 'warn', t('needs.records', { count, n: format.number(count) })));
  return found;
}

function interfaceNeed(t: Translate, format: Format, iface: InterfaceSummary, parked: number): Need[] {
  const { id, name, errors, held, lastRun, freshness } = iface;
  const href = `/interfaces/${id}/deliveries`;
  const values = (count: number) => ({ name, count, n: format.number(count) });
  const found: Need[] = [];
  if (lastRun?.state === 'failed') {
    found.push({ key: `${id}-failed`, tone: 'bad', title: t('needs.interfaceFailed', { name }), href });
  }
  if (errors > 0)
    found.push({ key: `${id}-errors`, tone: 'bad', title: t('needs.interfaceErrors', values(errors)), href });
  if (held > 0) found.push({ key: `${id}-held`, tone: 'warn', title: t('needs.interfaceHeld', values(held)), href });
  if (parked > 0) {
    const title = t('needs.parked', values(parked));
    found.push({ key: `${id}-parked`, tone: 'warn', title, href: `/interfaces/${id}/providers` });
  }
  if (freshness === 'late' || freshness === 'overdue') {
    const overdue = freshness === 'overdue';
    const title = t(overdue ? 'needs.interfaceOverdue' : 'needs.interfaceLate', { name });
    found.push({ key: `${id}-late`, tone: overdue ? 'bad' : 'warn', title, href });
  }
  return found;
}

/** "No delivery from this provider for N days", and whose move that is. */
function silenceNeed(t: Translate, { interfaceId, interfaceName, provider, days }: Silence): Need {
  const title = provider
    ? t('needs.silentProvider', { interface: interfaceName, name: provider.name, days })
    : t('needs.silentInterface', { interface: interfaceName, days });
  const key = `${interfaceId}-silent-${provider?.id ?? 'any'}`;
  return { key, tone: 'warn', title, text: t('needs.silentText'), href: `/interfaces/${interfaceId}/deliveries` };
}
