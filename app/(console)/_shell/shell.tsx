import { CircleQuestionMark, CircleUserRound, Menu, RefreshCw, TriangleAlert } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { BrandMark } from '@/app/_ui/brand';
import Link from '@/app/_ui/link';
import type { SyncStatusSummary } from '@/lib/status/summary';
import type { SessionUser } from '@/lib/users/user';
import { navEntries } from './nav-items';
import { type NavLinkItem, NavLinks } from './nav-link';
import { PhoneMenu } from './phone-menu';
import { SyncEntry, type SyncEntryIcons, type SyncEntryLabels } from './sync-entry';

interface Props {
  user: SessionUser;
  siteName: string | null;
  status: SyncStatusSummary;
  children: ReactNode;
}

/** Drawn here, so that the entry itself, which runs in the browser, brings no icons along. */
const SYNC_ICONS: SyncEntryIcons = {
  sync: <RefreshCw size={16} aria-hidden />,
  alert: <TriangleAlert size={16} aria-hidden className="shrink-0" />,
  smallAlert: <TriangleAlert size={12} aria-hidden className="shrink-0" />,
};

/** The navigation panel with Sync at its lower end; on a phone a bar at the top. */
export async function Shell({ user, siteName, status, children }: Props) {
  const [t, locale, syncLabels] = await Promise.all([getTranslations('nav'), getLocale(), readSyncLabels()]);
  const items: NavLinkItem[] = navEntries(status.role, user).map(({ key, href, Icon }) => ({
    href,
    label: t(key),
    icon: <Icon size={16} aria-hidden className="shrink-0" />,
  }));
  const help: NavLinkItem = {
    href: '/help',
    label: t('help'),
    icon: <CircleQuestionMark size={16} aria-hidden className="shrink-0" />,
  };
  const account: NavLinkItem = {
    href: '/account',
    label: user.name,
    prefix: t('account'),
    icon: <CircleUserRound size={16} aria-hidden className="shrink-0" />,
  };
  const sync = { initial: status, labels: syncLabels, icons: SYNC_ICONS, locale };
  const rule = <hr className="mx-1 my-2.5 border-line" />;
  return (
    <div className="wide:grid wide:min-h-dvh wide:grid-cols-[232px_minmax(0,1fr)] print:block">
      <a
        href="#content"
        className="absolute top-2 left-2 z-50 -translate-y-20 rounded-control bg-accent px-3 py-1.5 font-firm text-accent-ink focus:translate-y-0"
      >
        {t('skip')}
      </a>
      <div className="border-r border-line bg-nav max-wide:hidden print:hidden">
        <nav aria-label={t('main')} className="sticky top-0 flex h-dvh flex-col gap-0.5 overflow-y-auto px-3 py-4">
          <Brand name={t('brand')} place={siteName} />
          <NavLinks items={items} />
          <div className="flex-1" />
          {rule}
          <SyncEntry {...sync} />
          {rule}
          <NavLinks items={[help, account]} />
        </nav>
      </div>
      <div className="sticky top-0 z-20 border-b border-line bg-nav wide:hidden print:hidden">
        <nav aria-label={t('main')} className="flex items-center gap-2 px-4 py-2.5">
          <ShortBrand name={t('brand')} />
          <SyncEntry {...sync} compact />
          <PhoneMenu label={t('menu')} icon={<Menu size={16} aria-hidden />}>
            {siteName && <p className="px-2.5 py-1.5 text-note text-ink-3">{siteName}</p>}
            <NavLinks items={[...items, help, account]} />
          </PhoneMenu>
        </nav>
      </div>
      <main
        id="content"
        tabIndex={-1}
        className="w-full max-w-330 px-4 pt-4.5 pb-10 outline-none wide:px-9 wide:pt-7 wide:pb-14"
      >
        {children}
      </main>
    </div>
  );
}

function Brand({ name, place }: { name: string; place: string | null }) {
  return (
    <div className="flex items-center gap-2.5 px-2.5 pt-1 pb-4.5">
      <BrandMark />
      <div className="min-w-0 leading-snug">
        <div className="font-heavy tracking-[-0.01em]">{name}</div>
        {place && <div className="text-tiny text-ink-3 wrap-anywhere">{place}</div>}
      </div>
    </div>
  );
}

/** The name wraps below the visible line where there is no room for it: never cut in the middle. */
function ShortBrand({ name }: { name: string }) {
  return (
    <Link
      href="/"
      aria-label={name}
      className="mr-auto flex h-6.5 min-w-6.5 flex-1 flex-wrap content-start gap-x-2.5 overflow-hidden"
    >
      <BrandMark />
      <span className="h-6.5 leading-6.5 font-heavy tracking-[-0.01em] whitespace-nowrap">{name}</span>
    </Link>
  );
}

async function readSyncLabels(): Promise<SyncEntryLabels> {
  const t = await getTranslations('nav');
  return {
    name: t('sync'),
    notConnected: t('notConnected'),
    waitingOne: t('syncEntry.waitingOne'),
    waitingOther: String(t.raw('syncEntry.waitingOther')),
    waitingMore: String(t.raw('syncEntry.waitingMore')),
    running: t('syncEntry.running'),
    signedOut: t('syncEntry.signedOut'),
    alerts: {
      late: t('syncEntry.late'),
      overdue: t('syncEntry.overdue'),
      failed: t('syncEntry.failed'),
      problems: t('syncEntry.problems'),
    },
  };
}
