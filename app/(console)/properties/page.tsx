import { Building2, SearchX } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { ButtonLink } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { EmptyState } from '@/app/_ui/empty-state';
import { PageHeader } from '@/app/_ui/page-header';
import { requireUser } from '@/lib/auth/session';
import { db } from '@/lib/db/client';
import { env } from '@/lib/env';
import { getFormat } from '@/lib/i18n/get-format';
import { listProperties, PROPERTY_OWNERS } from '@/lib/properties/list';
import { listProviders } from '@/lib/providers/list';
import { ListPager } from '../_list/list-pager';
import { addressOf, choice, one, type Query, startOf } from '../_list/query';
import { Notice } from '../_shell/notice';
import { PROPERTY_STATES, PropertyFilters } from './_parts/property-filters';
import { PropertyTable } from './_parts/property-table';

export async function generateMetadata() {
  return { title: (await getTranslations('properties'))('title') };
}

export default async function PropertiesPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  await requireUser('viewer', addressOf('/properties', query));
  const [t, common, format, providers] = await Promise.all([
    getTranslations('properties'),
    getTranslations('common'),
    getFormat(),
    listProviders(db()),
  ]);
  const state = choice(query, 'state', PROPERTY_STATES);
  const provider = choice(
    query,
    'provider',
    providers.map(({ id }) => id),
  );
  const central = env().syncRole === 'central';
  const owner = choice(query, 'owner', PROPERTY_OWNERS);
  const site = one(query, 'site');
  const originSiteId = site !== undefined && /^\d{1,9}$/.test(site) ? Number(site) : undefined;
  const filters = { q: one(query, 'q'), state: state.value, provider: provider.value, owner: owner.value, site };
  const page = await listProperties(db(), {
    search: filters.q,
    state: filters.state,
    providerId: filters.provider,
    originSiteId,
    owner: filters.owner,
    cursor: one(query, 'after'),
  });
  const from = startOf(query);
  const filtered = Object.values(filters).some((value) => value !== undefined);
  return (
    <>
      <PageHeader title={t('title')} sub={t('sub')} />
      <Notice notice={query.notice} error={query.error} />
      {(state.unknown || provider.unknown || owner.unknown) && <Alert tone="info" title={common('unknownFilter')} />}
      <Card>
        <PropertyFilters values={filters} providers={providers} owners={!central} />
        {page.rows.length === 0 ? (
          <NoProperty filtered={filtered} />
        ) : (
          <>
            <PropertyTable rows={page.rows} central={central} />
            <ListPager
              path="/properties"
              filters={filters}
              from={from}
              shown={page.rows.length}
              next={page.next}
              range={t('range', { from: format.number(from), to: format.number(from + page.rows.length - 1) })}
              firstLabel={t('first')}
            />
          </>
        )}
      </Card>
    </>
  );
}

async function NoProperty({ filtered }: { filtered: boolean }) {
  const t = await getTranslations('properties');
  return filtered ? (
    <EmptyState
      icon={<SearchX size={22} aria-hidden />}
      title={t('noMatch')}
      text={t('noMatchText')}
      action={<ButtonLink href="/properties">{t('showAll')}</ButtonLink>}
    />
  ) : (
    <EmptyState
      icon={<Building2 size={22} aria-hidden />}
      title={t('empty')}
      text={t('emptyText')}
      action={<ButtonLink href="/interfaces">{t('toInterfaces')}</ButtonLink>}
    />
  );
}
