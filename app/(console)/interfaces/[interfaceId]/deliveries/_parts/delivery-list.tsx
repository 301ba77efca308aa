import { FileArchive, SearchX } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { EmptyState } from '@/app/_ui/empty-state';
import { ListPager } from '@/app/(console)/_list/list-pager';
import { SearchedSoFar } from '@/app/(console)/_list/searched-so-far';
import type { WalkedPage } from '@/lib/db/walk';
import { getFormat } from '@/lib/i18n/get-format';
import type { DeliveryCounts } from '@/lib/interfaces/delivery-counts';
import type { InterfaceDetail } from '@/lib/interfaces/get';
import type { DeliveryFilter, DeliveryRow } from '@/lib/interfaces/list-deliveries';
import type { InterfaceStatus } from '@/lib/status/interface-status';
import { ChosenForm } from './chosen-form';
import { countText, DeliveryFilters } from './delivery-filters';
import { DeliveryTable } from './delivery-table';

interface Props {
  iface: InterfaceDetail;
  page: WalkedPage<DeliveryRow>;
  counts: DeliveryCounts;
  status: InterfaceStatus;
  maySynchronise: boolean;
  search: string | undefined;
  filter: DeliveryFilter | undefined;
  from: number;
  returnTo: string;
}

export async function DeliveryList(props: Props) {
  const { iface, page, counts, status, maySynchronise, search, filter, from, returnTo } = props;
  const [t, format] = await Promise.all([getTranslations('deliveries'), getFormat()]);
  const path = `/interfaces/${iface.id}/deliveries`;
  const filters = { q: search, state: filter };
  const total = search ? null : countOf(counts, filter);
  const range = { from: format.number(from), to: format.number(from + page.rows.length - 1) };
  return (
    <>
      <DeliveryFilters path={path} search={search} filter={filter} counts={counts} />
      {page.rows.length === 0 && page.searched === null ? (
        <NoDelivery iface={iface} filtered={search !== undefined || filter !== undefined} path={path} />
      ) : (
        <>
          {page.rows.length > 0 && (
            <>
              {maySynchronise && <ChosenForm interfaceId={iface.id} returnTo={returnTo} />}
              <DeliveryTable
                interfaceId={iface.id}
                rows={page.rows}
                status={status}
                maySynchronise={maySynchronise}
                returnTo={returnTo}
              />
            </>
          )}
          <SearchedSoFar page={page} path={path} filters={filters} from={from} />
          <ListPager
            path={path}
            filters={filters}
            from={from}
            shown={page.rows.length}
            next={page.next}
            searched={page.searched}
            range={
              total === null ? `${range.from}–${range.to}` : t('range', { ...range, total: countText(format, total) })
            }
            firstLabel={t('first')}
          />
        </>
      )}
    </>
  );
}

function countOf(counts: DeliveryCounts, filter: DeliveryFilter | undefined): number {
  if (filter === undefined) return counts.all;
  return filter === 'waiting' || filter === 'problems' ? counts[filter] : (counts.byState[filter] ?? 0);
}

async function NoDelivery({ iface, filtered, path }: { iface: InterfaceDetail; filtered: boolean; path: string }) {
  const t = await getTranslations('deliveries');
  if (filtered) {
    return (
      <EmptyState
        icon={<SearchX size={22} aria-hidden />}
        title={t('noMatch')}
        text={t('noMatchText')}
        action={<ButtonLink href={path}>{t('showAll')}</ButtonLink>}
      />
    );
  }
  const { source } = iface;
  const text = {
    directory: () =>
      source.kind === 'directory' && source.path ? t('emptyText', { path: source.path }) : t('emptyRoot'),
    upload: () => t('emptyUpload'),
    sftp: () => t('emptyFar'),
    ftp: () => t('emptyFar'),
    https: () => t('emptyFar'),
  }[source.kind]();
  return <EmptyState icon={<FileArchive size={22} aria-hidden />} title={t('empty')} text={text} />;
}
