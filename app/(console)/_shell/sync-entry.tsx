'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { type ReactNode, useId } from 'react';
import Link from '@/app/_ui/link';
import { Badge } from '@/app/_ui/pill';
import type { SyncStatusSummary } from '@/lib/status/summary';
import { badgeTone } from './badge-tone';
import { NAV_LINK, nearest } from './nav-link';
import { useSyncStatus } from './use-sync-status';
import { type WaitingWords, waitingText } from './waiting-text';

export interface SyncEntryLabels extends WaitingWords {
  name: string;
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
  const waiting = status.pending && waitingText(status.pending, labels, locale);
  const isCurrent = nearest(['/sync'], pathname) !== undefined;
  const description = sentenceOf(status, signedOut, waiting?.sentence ?? null, labels);

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
          <Badge tone={badgeTone(alert, isCurrent)}>{waiting?.badge}</Badge>
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
  waiting: string | null,
  labels: SyncEntryLabels,
): string {
  if (signedOut) return labels.signedOut;
  return [
    status.connected ? null : labels.notConnected,
    status.run ? labels.running : null,
    status.alert && !status.run ? labels.alerts[status.alert.reason] : null,
    waiting,
  ]
    .filter(Boolean)
    .join('. ');
}

/** Of the sign and its words, which are seen whatever the badge says. */
const inkOf = ({ tone }: NonNullable<SyncStatusSummary['alert']>) => (tone === 'error' ? 'text-bad' : 'text-warn');
