'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { type ReactNode, useId } from 'react';
import Link from '@/app/_ui/link';
import { Badge, type Tone } from '@/app/_ui/pill';
import { numberFormat } from '@/lib/i18n/formats';
import type { SyncStatusSummary } from '@/lib/status/summary';
import { NAV_LINK, nearest } from './nav-link';
import { useSyncStatus } from './use-sync-status';

export interface SyncEntryLabels {
  name: string;
  waitingOne: string;
  /** With `{count}`. */
  waitingOther: string;
  running: string;
  notConnected: string;
  signedOut: string;
  alerts: Record<NonNullable<SyncStatusSummary['alert']>['reason'], string>;
}

export interface SyncEntryIcons {
  sync: ReactNode;
  alert: ReactNode;
  smallAlert: ReactNode;
}

interface Props {
  initial: SyncStatusSummary;
  labels: SyncEntryLabels;
  icons: SyncEntryIcons;
  locale: string;
  /** In the bar at the top of a phone. */
  compact?: boolean;
}

/** The way to the synchronisation: waiting records, a spinner while it runs, an alert in words. */
export function SyncEntry({ initial, labels, icons, locale, compact = false }: Props) {
  const { status, signedOut } = useSyncStatus(initial);
  const pathname = usePathname();
  const query = useSearchParams().toString();
  const descriptionId = useId();
  const alert = status.run ? null : status.alert;
  const count = status.pending && numberFormat(locale, {}).format(status.pending.count);
  const isCurrent = nearest(['/sync'], pathname) !== undefined;
  const description = sentenceOf(status, signedOut, count, labels);

  if (signedOut) {
    const here = new URLSearchParams({ callbackUrl: query ? `${pathname}?${query}` : pathname });
    return (
      <div role="status">
        <Link href={`/sign-in?${here}`} className={`${NAV_LINK} text-warn`}>
          {icons.alert}
          {labels.signedOut}
        </Link>
      </div>
    );
  }
  return (
    <Link
      href="/sync"
      aria-label={labels.name}
      aria-describedby={descriptionId}
      aria-current={isCurrent ? 'page' : undefined}
      className={`${NAV_LINK} ${compact ? 'text-small max-wide:gap-1.5 max-wide:px-2 max-wide:py-1' : 'flex-wrap gap-x-1.5 gap-y-0.5'}`}
    >
      <span className={`shrink-0 ${compact ? '' : 'mr-1'} ${status.run ? 'spin' : ''}`}>{icons.sync}</span>
      {alert && compact && <span className={inkOf(alert)}>{icons.smallAlert}</span>}
      <span className="flex-auto">
        <span className="block whitespace-nowrap">{labels.name}</span>
        {alert && !compact && (
          <span className={`flex items-center gap-1 text-tiny leading-4 ${inkOf(alert)}`}>
            {icons.smallAlert}
            {labels.alerts[alert.reason]}
          </span>
        )}
      </span>
      {status.pending && (
        <span className="ml-auto flex">
          <Badge tone={badgeTone(alert, status.pending.count, isCurrent)}>
            {status.pending.capped ? `${count}+` : count}
          </Badge>
        </span>
      )}
      <span id={descriptionId} hidden>
        {description}
      </span>
    </Link>
  );
}

function sentenceOf(
  status: SyncStatusSummary,
  signedOut: boolean,
  count: string | null,
  labels: SyncEntryLabels,
): string {
  if (signedOut) return labels.signedOut;
  const waiting = status.pending?.count === 1 ? labels.waitingOne : labels.waitingOther.replace('{count}', count ?? '');
  return [
    status.connected ? null : labels.notConnected,
    status.run ? labels.running : null,
    status.alert && !status.run ? labels.alerts[status.alert.reason] : null,
    status.pending ? waiting : null,
  ]
    .filter(Boolean)
    .join('. ');
}

const inkOf = ({ tone }: NonNullable<SyncStatusSummary['alert']>) => (tone === 'error' ? 'text-bad' : 'text-warn');

/** Neutral, also with an alert where nothing waits; warning when late; error when overdue or when a person must act. */
function badgeTone(alert: SyncStatusSummary['alert'], waiting: number, isCurrent: boolean): Tone | 'accent' {
  if (!alert || waiting === 0) return isCurrent && !alert ? 'accent' : 'off';
  return alert.tone === 'error' ? 'bad' : 'warn';
}
