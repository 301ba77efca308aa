import { Building2, Plug, RefreshCw, Upload } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Facts } from '@/app/_ui/facts';
import Link from '@/app/_ui/link';
import type { Format } from '@/lib/i18n/format';
import { getFormat } from '@/lib/i18n/get-format';
import type { InterfaceSummary } from '@/lib/interfaces/list';
import type { HoldingCounts, RoughCount } from '@/lib/status/read-overview';
import type { SyncStatus } from '@/lib/status/sync-status';
import { inSentence } from '../history/_run/in-sentence';

interface Props {
  status: SyncStatus;
  interfaces: InterfaceSummary[];
  holdings: HoldingCounts;
}

export async function SiteFacts({ status, interfaces, holdings }: Props) {
  const [t, sync, format] = await Promise.all([getTranslations('overview'), getTranslations('sync'), getFormat()]);
  const { connected, active, decisive, freshness, lastSuccess, pending } = status;
  const waiting = interfaces.reduce((sum, iface) => sum + iface.waiting, 0);
  const last = lastSuccess
    ? t('notes.last', { time: inSentence(format.time(lastSuccess.finishedAt).text) })
    : t('notes.noSuccess');
  const standing = decisive?.state === 'failed' ? sync('states.failed') : t(`freshness.${freshness}`);
  const count = pending ? `${format.number(pending.count)}${pending.capped ? '+' : ''}` : '–';
  return (
    <Facts
      facts={[
        {
          key: 'sync',
          label: <FactLink href="/sync">{t('facts.sync')}</FactLink>,
          icon: <RefreshCw size={14} aria-hidden className={active ? 'spin' : undefined} />,
          value: connected ? (active ? t('notes.running') : standing) : t('notes.notConnected'),
          note: connected ? last : t('notes.alone'),
        },
        {
          key: 'waiting',
          label: <FactLink href="/sync">{t('facts.waiting')}</FactLink>,
          icon: <Upload size={14} aria-hidden />,
          value: count,
          note: connected
            ? lastSuccess !== null && pending?.count === 0 && sync('pending.none')
            : t('notes.notConnected'),
        },
        {
          key: 'interfaces',
          label: <FactLink href="/interfaces">{t('facts.interfaces')}</FactLink>,
          icon: <Plug size={14} aria-hidden />,
          value: format.number(interfaces.length),
          note: t('notes.deliveries', { count: waiting, n: format.number(waiting) }),
        },
        {
          key: 'properties',
          label: <FactLink href="/properties">{t('facts.properties')}</FactLink>,
          icon: <Building2 size={14} aria-hidden />,
          value: format.number(holdings.properties),
          note: t('notes.published', { n: roughText(format, holdings.published) }),
        },
      ]}
    />
  );
}

/** "12", or "≈ 52,000" */
export const roughText = (format: Format, { count, about }: RoughCount): string =>
  `${about ? '≈ ' : ''}${format.number(count)}`;

export function FactLink({ href, children }: { href: string; children: string }) {
  return (
    <Link href={href} className="hover:text-ink hover:underline">
      {children}
    </Link>
  );
}
