import { BookUser, Building2, Clock, TriangleAlert } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Facts } from '@/app/_ui/facts';
import { countSites, type SiteCounts } from '@/lib/central/count-sites';
import { db } from '@/lib/db/client';
import { getFormat } from '@/lib/i18n/get-format';
import { siteDay } from '@/lib/i18n/site-day';
import { countHoldings, type RoughCount } from '@/lib/status/read-overview';
import { inSentence } from '../history/_run/in-sentence';
import type { Need, NeedTone } from './need';
import { FactLink, roughText } from './site-facts';
import { Standing } from './standing';

/** The central server: its sites, what they sent, and what could not be integrated. */
export async function CentralOverview() {
  const [t, format, sites, holdings] = await Promise.all([
    getTranslations('overview'),
    getFormat(),
    countSites(db()),
    countHoldings(db(), await siteDay()),
  ]);
  const counted = (count: number) => ({ count, n: format.number(count) });
  const rough = (count: RoughCount) => roughText(format, count);
  const contents = { contacts: rough(holdings.contacts), attachments: rough(holdings.attachments) };
  const contact = sites.lastContactAt && format.time(sites.lastContactAt).text;
  const since = contact ? t('standing.contact', { time: inSentence(contact) }) : '';
  return (
    <>
      <Standing needs={await centralNeeds(sites)} since={since} />
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
  const need = (key: 'siteRecords' | 'silent' | 'noContact' | 'noSite', tone: NeedTone, count: number): Need => ({
    key,
    tone,
    title: t(key, counted(count)),
    owner: t(key === 'noSite' ? 'owners.you' : 'owners.site'),
    advice: t(`advice.${key === 'silent' ? 'silentSites' : key}`),
    action: { kind: 'link', ...ACTIONS[key], label: t(`actions.${ACTIONS[key].label}`) },
  });
  return [
    ...(problems.count > 0 ? [need('siteRecords', 'warn', problems.count)] : []),
    ...(silent > 0 ? [need('silent', 'warn', silent)] : []),
    ...(never > 0 ? [need('noContact', 'warn', never)] : []),
    ...(sites === 0 ? [need('noSite', 'info', 0)] : []),
  ];
}

const ACTIONS = {
  siteRecords: { href: '/admin/sites?show=problems', label: 'reasons' },
  silent: { href: '/admin/sites?show=silent', label: 'sites' },
  noContact: { href: '/admin/sites?show=never', label: 'sites' },
  noSite: { href: '/admin/sites/new', label: 'register' },
} as const;
