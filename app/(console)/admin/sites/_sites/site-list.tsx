import { BookUser } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { EmptyState } from '@/app/_ui/empty-state';
import { Filters, SearchField } from '@/app/_ui/filters';
import { Pager } from '@/app/_ui/pager';
import { listSites } from '@/lib/central/list-sites';
import { db } from '@/lib/db/client';
import type { Query } from '../../../_list/query';
import { SiteTable } from './site-table';

interface Props {
  /** The page that shows the list: its address keeps search and place. */
  path: string;
  query: Query;
}

/** (central server) The sites by name, searched and paged by the address. */
export async function SiteList({ path, query }: Props) {
  const search = one(query.q)?.trim() ?? '';
  const after = one(query.after);
  const [t, common, page] = await Promise.all([
    getTranslations('admin.sites'),
    getTranslations('common'),
    listSites(db(), { search: search || undefined, cursor: after }),
  ]);
  const address = (values: Record<string, string>) => `${path}?${new URLSearchParams(values)}`;
  const kept = search ? { q: search } : undefined;
  const isEmpty = page.rows.length === 0 && !search && !after;
  if (isEmpty) {
    return (
      <Card>
        <EmptyState icon={<BookUser size={22} aria-hidden />} title={t('empty')} text={t('emptyText')} />
      </Card>
    );
  }
  return (
    <Card>
      <Filters>
        <SearchField label={t('search')} value={search} />
      </Filters>
      {page.rows.length === 0 ? (
        <EmptyState title={t('noMatch')} action={<ButtonLink href={path}>{t('showAll')}</ButtonLink>} />
      ) : (
        <SiteTable sites={page.rows} />
      )}
      {(after || page.next) && (
        <Pager
          label={common('pages')}
          newer={after ? { href: kept ? address(kept) : path, label: t('first') } : null}
          older={page.next ? { href: address({ ...kept, after: page.next }), label: common('older') } : null}
        />
      )}
    </Card>
  );
}

const one = (value: string | string[] | undefined) => (typeof value === 'string' ? value : undefined);
