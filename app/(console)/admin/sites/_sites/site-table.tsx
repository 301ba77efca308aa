import { getTranslations } from 'next-intl/server';
import { dotted } from '@/app/_ui/dotted';
import Link from '@/app/_ui/link';
import { Table, TwoLines } from '@/app/_ui/table';
import { Time } from '@/app/_ui/time';
import type { SiteSummary } from '@/lib/central/list-sites';
import { getFormat } from '@/lib/i18n/get-format';
import { Named } from '../../_admin/named';
import { cappedText } from './capped-text';
import { SiteStatePill, siteStateOf } from './site-state';

export async function SiteTable({ sites }: { sites: SiteSummary[] }) {
  const [t, format] = await Promise.all([getTranslations('admin.sites'), getFormat()]);
  const moment = (value: Date | null) => (value ? <Time value={format.time(value)} /> : t('never'));
  // A phone shows the numbers that say something.
  const count = (key: 'pending' | 'waiting' | 'problems') => ({
    key,
    label: t(key),
    numeric: true,
    cell: (site: SiteSummary) => (
      <span className={site[key].count === 0 ? 'max-wide:hidden' : undefined}>
        <Named label={t(key)}>{cappedText(t, format, site[key])}</Named>
      </span>
    ),
  });
  return (
    <div className="overflow-x-auto">
      <Table
        label={t('title')}
        rows={sites}
        keyOf={(site) => String(site.id)}
        columns={[
          {
            key: 'name',
            label: t('name'),
            phone: 'first',
            cell: (site) => (
              <TwoLines
                main={
                  <Link href={`/admin/sites/${site.id}`} className="hover:underline">
                    {site.name}
                  </Link>
                }
                note={dotted([
                  site.softwareVersion && t('softwareVersion', { version: site.softwareVersion }),
                  site.domain,
                ])}
              />
            ),
          },
          { key: 'state', label: t('state'), cell: (site) => <SiteStatePill state={siteStateOf(site)} /> },
          {
            key: 'contact',
            label: t('lastContact'),
            nowrap: true,
            cell: (site) => <Named label={t('lastContact')}>{moment(site.lastContactAt)}</Named>,
          },
          {
            key: 'success',
            label: t('lastSuccess'),
            nowrap: true,
            phone: 'hidden',
            cell: (site) => moment(site.lastSuccessAt),
          },
          count('pending'),
          count('waiting'),
          count('problems'),
        ]}
      />
    </div>
  );
}
