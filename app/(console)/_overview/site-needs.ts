import { getTranslations } from 'next-intl/server';
import type { Format } from '@/lib/i18n/format';
import { getFormat } from '@/lib/i18n/get-format';
import type { Silence } from '@/lib/interfaces/read-heartbeat';
import type { SyncStatus } from '@/lib/status/sync-status';
import { inSentence } from '../history/_run/in-sentence';
import { countTroubles } from '../sync/_status/count-troubles';
import type { Need, NeedTone } from './need';

type Translate = Awaited<ReturnType<typeof getTranslations<'overview.needs'>>>;

const MOST_SILENCES = 5;

/** What the synchronisation of a site needs. `canStart`: the reader may start a run. */
export async function syncNeeds(status: SyncStatus, canStart: boolean): Promise<Need[]> {
  if (!status.connected) return [];
  const [t, sync, format] = await Promise.all([
    getTranslations('overview.needs'),
    getTranslations('sync'),
    getFormat(),
  ]);
  const { active, decisive, freshness, lastSuccess, verification } = status;
  const link = (href: string, label: string): Need['action'] => ({ kind: 'link', href, label });
  const start: Need['action'] = canStart && !active ? { kind: 'sync' } : link('/sync', t('actions.status'));
  const need = (key: string, tone: NeedTone, title: string, advice: string, action = start): Need => {
    return { key, tone, title, owner: t('owners.you'), advice, action };
  };
  const found: Need[] = [];
  const failure = decisive?.failure ?? null;
  if (failure) {
    const { sentence, owner, action } = failure.problem;
    found.push({ ...need('failed', 'bad', sentence, action), owner });
  } else if (!lastSuccess && !active) found.push(need('first-run', 'info', t('firstRun'), t('advice.firstRun')));
  if (!failure && freshness === 'overdue') found.push(need('overdue', 'bad', t('overdue'), sync('overdue.action')));
  if (!failure && freshness === 'late') found.push(need('late', 'warn', t('late'), t('advice.late')));
  if (status.missed) found.push(missedNeed(format, sync, need, status.missed));
  const count = countTroubles(status);
  if (count > 0) {
    const title = t('records', { count, n: format.number(count) });
    found.push(need('records', 'warn', title, t('advice.records'), link('/sync', t('actions.reasons'))));
  }
  const differing = verification?.differingCount ?? 0;
  if (differing > 0 && verification?.repairing === false) {
    const title = t('differing', { count: differing, n: format.number(differing) });
    const action = link('/sync/verification', t('actions.differences'));
    found.push(need('differing', 'warn', title, t('advice.differing'), action));
  }
  return found;
}

function missedNeed(
  format: Format,
  sync: Awaited<ReturnType<typeof getTranslations<'sync'>>>,
  need: (key: string, tone: NeedTone, title: string, advice: string) => Need,
  { count, from, to }: NonNullable<SyncStatus['missed']>,
): Need {
  const time = (moment: string) => inSentence(format.time(moment).text);
  const title = sync('missed.title', { count, n: format.number(count), from: time(from), to: time(to) });
  return need('missed', 'warn', title, sync('missed.action'));
}

/** "No delivery from this provider for N days", and whose move that is. */
export async function silenceNeeds(silences: readonly Silence[]): Promise<Need[]> {
  const t = await getTranslations('overview.needs');
  return silences.slice(0, MOST_SILENCES).map((silence) => silenceNeed(t, silence));
}

function silenceNeed(t: Translate, { interfaceId, interfaceName, provider, days }: Silence): Need {
  const title = provider
    ? t('silentProvider', { interface: interfaceName, name: provider.name, days })
    : t('silentInterface', { interface: interfaceName, days });
  return {
    key: `${interfaceId}-silent-${provider?.id ?? 'any'}`,
    tone: 'warn',
    title,
    owner: t('owners.broker'),
    advice: t('advice.silent'),
    action: { kind: 'link', href: `/interfaces/${interfaceId}/deliveries`, label: t('actions.deliveries') },
  };
}
