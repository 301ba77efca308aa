import { BellRing, BrushCleaning, History, RefreshCw, Settings2, UserRoundX } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { IconLink } from '@/app/_ui/icon-button';
import Link from '@/app/_ui/link';
import { Time } from '@/app/_ui/time';
import { getFormat } from '@/lib/i18n/get-format';
import type { InterfaceSummary } from '@/lib/interfaces/list';
import type { Silence } from '@/lib/interfaces/read-heartbeat';
import { countsText } from './counts';
import { InterfaceState } from './interface-state';
import { providersText, sourceText } from './source-text';

interface Props {
  iface: InterfaceSummary;
  mayConfigure: boolean;
  /** Its source could not be looked into just now. */
  unreadable: boolean;
  /** Providers that have not delivered for too long. */
  silences: Silence[];
  /** Providers that wait to be accepted. */
  parked: number;
}

export async function InterfaceRow({ iface, mayConfigure, unreadable, silences, parked }: Props) {
  const t = await getTranslations('interfaces');
  const path = `/interfaces/${iface.id}`;
  return (
    <li className="grid grid-cols-2 items-center gap-y-2.5 max-broad:gap-x-4 border-t border-line-soft px-4.5 py-4 first:border-t-0 broad:col-span-full broad:grid-cols-subgrid">
      <div className="min-w-0 max-broad:col-span-2">
        <Link href={`${path}/deliveries`} className="font-semibold wrap-anywhere hover:text-accent">
          {iface.name}
        </Link>
        <span className="block text-note text-ink-3 wrap-anywhere">
          {sourceText(t, iface.source)} · {providersText(t, iface.providers)}
        </span>
        <Warnings iface={iface} silences={silences} parked={parked} />
      </div>
      <div className="max-broad:col-span-2">
        <InterfaceState iface={iface} unreadable={unreadable} />
      </div>
      <LastRun iface={iface} />
      <Waiting iface={iface} unreadable={unreadable} />
      <div className="flex gap-1 max-broad:col-span-2 broad:justify-end">
        <IconLink
          href={`${path}/deliveries`}
          label={t('synchronise')}
          outlined
          icon={<RefreshCw size={16} aria-hidden />}
        />
        <IconLink href={`${path}/history`} label={t('history')} icon={<History size={16} aria-hidden />} />
        <IconLink href={`${path}/cleanup`} label={t('cleanup')} icon={<BrushCleaning size={16} aria-hidden />} />
        {mayConfigure && (
          <IconLink href={`${path}/settings`} label={t('settings')} icon={<Settings2 size={16} aria-hidden />} />
        )}
      </div>
    </li>
  );
}

/** What needs a person though nothing failed, each with its one place to go. */
async function Warnings({ iface, silences, parked }: Pick<Props, 'iface' | 'silences' | 'parked'>) {
  const t = await getTranslations('interfaces');
  const path = `/interfaces/${iface.id}`;
  const [first] = silences;
  return (
    <>
      {parked > 0 && (
        <Warning href={`${path}/providers`} icon={<UserRoundX size={14} aria-hidden />}>
          {t('parked.waiting', { count: parked })}
        </Warning>
      )}
      {first && (
        <Warning href={`${path}/deliveries`} icon={<BellRing size={14} aria-hidden />}>
          {first.provider
            ? t('silent.provider', { name: first.provider.name, days: first.days })
            : t('silent.any', { days: first.days })}
          {silences.length > 1 && ` ${t('silent.more', { count: silences.length - 1 })}`}
        </Warning>
      )}
      {iface.missed && (
        <Warning href={`${path}/history`} icon={<BellRing size={14} aria-hidden />}>
          {t('missedRuns', { count: iface.missed.count })}
        </Warning>
      )}
    </>
  );
}

function Warning({ href, icon, children }: { href: string; icon: ReactNode; children: ReactNode }) {
  return (
    <Link href={href} className="mt-1 flex items-start gap-1.5 text-note font-medium text-warn hover:underline">
      <span className="mt-0.5 shrink-0">{icon}</span>
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </Link>
  );
}

async function LastRun({ iface: { lastRun } }: { iface: InterfaceSummary }) {
  const [t, format] = await Promise.all([getTranslations('interfaces'), getFormat()]);
  const moment = lastRun?.finishedAt ?? lastRun?.startedAt;
  const ended = lastRun !== null && lastRun.finishedAt !== null && lastRun.state !== 'failed';
  return (
    <div className="min-w-0">
      <span className="sr-only">{t('columns.lastRun')}: </span>
      {moment ? <Time value={format.time(moment)} /> : t('never')}
      {ended && (
        <span className="block text-note text-ink-3">{countsText(t, format, lastRun.counts) ?? t('nothingToDo')}</span>
      )}
    </div>
  );
}

/** Where nobody could look, nobody knows what waits. */
async function Waiting({ iface, unreadable }: Pick<Props, 'iface' | 'unreadable'>) {
  const [t, format] = await Promise.all([getTranslations('interfaces'), getFormat()]);
  const next = iface.nextRunAt && t('next', { time: format.time(iface.nextRunAt).text });
  return (
    <div className="min-w-0 tabular-nums">
      {unreadable ? '–' : t('waiting', { count: iface.waiting })}
      <span className="block text-note text-ink-3">
        {iface.state === 'paused' ? t('paused') : (next ?? t('byHand'))}
      </span>
    </div>
  );
}
