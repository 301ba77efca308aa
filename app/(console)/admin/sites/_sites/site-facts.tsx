import {
  Activity,
  CalendarPlus,
  CircleCheck,
  Clock,
  Contact,
  Download,
  Hourglass,
  House,
  Image,
  TriangleAlert,
  Upload,
} from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Facts } from '@/app/_ui/facts';
import Link from '@/app/_ui/link';
import { Time } from '@/app/_ui/time';
import type { SiteDetail, SiteHoldings } from '@/lib/central/get-site';
import { getFormat } from '@/lib/i18n/get-format';
import { cappedText } from './capped-text';
import { SiteStatePill, siteStateOf } from './site-state';

/** How a site is; where both sides stand; what is held of it. */
export async function SiteFacts({ site, holdings }: { site: SiteDetail; holdings: SiteHoldings }) {
  const [t, format] = await Promise.all([getTranslations('admin.sites'), getFormat()]);
  const moment = (value: Date | null) => (value ? <Time value={format.time(value)} /> : t('never'));
  const behind = Math.max(0, site.lastPosition - site.pulledPosition);
  return (
    <>
      <Facts
        facts={[
          {
            key: 'state',
            label: t('state'),
            icon: <Activity size={14} aria-hidden />,
            value: <SiteStatePill state={siteStateOf(site)} />,
            note: site.softwareVersion && t('softwareVersion', { version: site.softwareVersion }),
          },
          {
            key: 'contact',
            label: t('lastContact'),
            icon: <Clock size={14} aria-hidden />,
            value: moment(site.lastContactAt),
            note: t('requests', { count: site.requests, n: format.number(site.requests) }),
          },
          {
            key: 'success',
            label: t('lastSuccess'),
            icon: <CircleCheck size={14} aria-hidden />,
            value: moment(site.lastSuccessAt),
          },
          {
            key: 'problems',
            label: t('problems'),
            icon: <TriangleAlert size={14} aria-hidden />,
            value: cappedText(t, format, site.problems),
          },
        ]}
      />
      <Facts
        facts={[
          {
            key: 'pending',
            label: t('pending'),
            icon: <Upload size={14} aria-hidden />,
            value: cappedText(t, format, site.pending),
            note: t('pendingNote'),
          },
          {
            key: 'waiting',
            label: t('waiting'),
            icon: <Hourglass size={14} aria-hidden />,
            value: cappedText(t, format, site.waiting),
            note: t('waitingNote'),
          },
          {
            key: 'pushed',
            label: t('pushed'),
            icon: <Upload size={14} aria-hidden />,
            value: format.number(site.pushedPosition),
            note: t('pushedNote', { n: format.number(site.session) }),
          },
          {
            key: 'pulled',
            label: t('pulled'),
            icon: <Download size={14} aria-hidden />,
            value: format.number(site.pulledPosition),
            note: behind === 0 ? t('pulledAll') : t('pulledNote', { n: format.number(site.lastPosition) }),
          },
        ]}
      />
      <Facts
        facts={[
          {
            key: 'properties',
            label: t('properties'),
            icon: <House size={14} aria-hidden />,
            value: (
              <Link href={`/properties?site=${site.id}`} className="hover:underline">
                {cappedText(t, format, holdings.properties)}
              </Link>
            ),
          },
          {
            key: 'contacts',
            label: t('contacts'),
            icon: <Contact size={14} aria-hidden />,
            value: cappedText(t, format, holdings.contacts),
          },
          {
            key: 'attachments',
            label: t('attachments'),
            icon: <Image size={14} aria-hidden />,
            value: cappedText(t, format, holdings.attachments),
          },
          {
            key: 'since',
            label: t('since'),
            icon: <CalendarPlus size={14} aria-hidden />,
            value: moment(site.createdAt),
            note: site.bound ? t('bound') : t('free'),
          },
        ]}
      />
    </>
  );
}
