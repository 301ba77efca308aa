import { getTranslations } from 'next-intl/server';
import type { Format } from '@/lib/i18n/format';
import { getFormat } from '@/lib/i18n/get-format';
import type { InterfaceSummary } from '@/lib/interfaces/list';
import type { Need, NeedTone } from './need';

type Translate = Awaited<ReturnType<typeof getTranslations<'overview.needs'>>>;

const MOST_NEEDS = 8;

/** What the interfaces of a site need. */
export async function interfaceNeeds(
  interfaces: InterfaceSummary[],
  parked: ReadonlyMap<string, number>,
  canSetUp: boolean,
): Promise<Need[]> {
  const [t, format] = await Promise.all([getTranslations('overview.needs'), getFormat()]);
  if (interfaces.length === 0) {
    const href = canSetUp ? '/interfaces/new' : '/interfaces';
    const action = { kind: 'link', href, label: t(canSetUp ? 'actions.setUp' : 'actions.interfaces') } as const;
    const [owner, advice] = [t('owners.you'), t('advice.noInterface')];
    return [{ key: 'no-interface', tone: 'info', title: t('noInterface'), owner, advice, action }];
  }
  return interfaces.flatMap((iface) => needsOf(t, format, iface, parked.get(iface.id) ?? 0)).slice(0, MOST_NEEDS);
}

function needsOf(t: Translate, format: Format, iface: InterfaceSummary, parked: number): Need[] {
  const { id, name, errors, held, lastRun, freshness } = iface;
  const deliveries = `/interfaces/${id}/deliveries`;
  const values = (count: number) => ({ name, count, n: format.number(count) });
  const need = (key: string, tone: NeedTone, title: string, advice: string, href: string, label: string): Need => ({
    key: `${id}-${key}`,
    tone,
    title,
    owner: t('owners.you'),
    advice,
    action: { kind: 'link', href, label },
  });
  const found: Need[] = [];
  if (lastRun?.state === 'failed') {
    const title = t('interfaceFailed', { name });
    found.push(need('failed', 'bad', title, t('advice.failed'), `/history/${lastRun.id}`, t('actions.run')));
  }
  if (errors > 0) {
    const title = t('interfaceErrors', values(errors));
    found.push(need('errors', 'bad', title, t('advice.errors'), `${deliveries}?state=error`, t('actions.errors')));
  }
  if (held > 0) {
    const title = t('interfaceHeld', values(held));
    found.push(need('held', 'warn', title, t('advice.held'), `${deliveries}?state=held`, t('actions.decide')));
  }
  if (parked > 0) {
    const title = t('parked', values(parked));
    const href = `/interfaces/${id}/providers`;
    found.push(need('parked', 'warn', title, t('advice.parked', { count: parked }), href, t('actions.decide')));
  }
  if (freshness === 'late' || freshness === 'overdue') {
    const overdue = freshness === 'overdue';
    const title = t(overdue ? 'interfaceOverdue' : 'interfaceLate', { name });
    const tone = overdue ? 'bad' : 'warn';
    found.push(need('late', tone, title, t('advice.interfaceLate'), deliveries, t('actions.deliveries')));
  }
  return found;
}
