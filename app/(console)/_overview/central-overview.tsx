import { BookUser, Building2, Clock, TriangleAlert } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Facts } from '@/app/_ui/facts';
import { countSites, type SiteCounts } from '@/lib/central/count-sites';
import { db } from '@/lib/db/client';
import { getFormat } from '@/lib/i18n/get-format';
import { siteDay } from '@/lib/i18n/site-day';
import { countHoldings } from '@/lib/status/read-overview';
import { type Need, Needs } from './need';
import { FactLink } from './site-facts';

/** The central server: its sites, what they sent, and what could not be integrated. */
export async function CentralOverview() {
  const [t, format, sites, holdings] = await Promise.all([
    getTranslations('overview'),
    getFormat(),
    countSites(db()),
    countHoldings(db(), await siteDay()),
  ]);
  const counted = (count: number) => ({ count, n: format.number(count) });
  const contents = { contacts: format.number(holdings.contacts), attachments: format.number(holdings.attachments) };
  const contact = sites.lastContactAt && format.time(sites.lastContactAt).text;
  return (
    <>
      <Needs needs={await centralNeeds(sites)} calm={{ title: t('inStep'), text: '' }} />
      <Facts
        facts={[
          {
            key: 'sites',
            label: <FactLink href="/admin/sites">{t('facts.sites')}</FactLink>,
            icon: <BookUser size={14} aria-hidden />,
            value: format.number(sites.sites),
            note: t('notes.disabled', counted(sites.disabled)),
          },
          {
            key: 'contact',
            label: <FactLink href="/admin/sites">{t('facts.lastContact')}</FactLink>,
            icon: <Clock size={14} aria-hidden />,
            value: contact ?? t('notes.never'),
            note: t('notes.integrating', counted(sites.waiting.count)),
          },
          {
            key: 'problems',
            label: <FactLink href="/admin/sites">{t('facts.problems')}</FactLink>,
            icon: <TriangleAlert size={14} aria-hidden />,
            value: format.number(sites.problems.count),
            note: t('notes.ofSites', counted(sites.withProblems.count)),
          },
          {
            key: 'properties',
            label: <FactLink href="/properties">{t('facts.properties')}</FactLink>,
            icon: <Building2 size={14} aria-hidden />,
            value: format.number(holdings.properties),
            note: t('notes.contents', contents),
          },
        ]}
      />
    </>
  );
}

async function centralNeeds({ sites, silent, never, problems }: SiteCounts): Promise<Need[]> {
  const [t, format] = await Promise.all([getTranslations('overview.needs'), getFormat()]);
  const counted = (count: number) => ({ count, n: format.number(count) });
  const need = (key: string, tone: Need['tone'], title: string): Need => ({ key, tone, title, href: '/admin/sites' });
  return [
    ...(problems.count > 0 ? [need('records', 'warn', t('siteRecords', counted(problems.count)))] : []),
    ...(silent + never > 0 ? [need('silent', 'warn', t('silent', counted(silent + never)))] : []),
    ...(sites === 0 ? [need('no-site', 'info', t('noSite'))] : []),
  ];
}
