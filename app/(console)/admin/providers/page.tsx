import { BookUser, Pencil, Plus } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { ButtonLink } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { EmptyState } from '@/app/_ui/empty-state';
import { IconLink } from '@/app/_ui/icon-button';
import { PageHeader } from '@/app/_ui/page-header';
import { RowActions, Table, TwoLines } from '@/app/_ui/table';
import { requireUser } from '@/lib/auth/session';
import { db } from '@/lib/db/client';
import { getFormat } from '@/lib/i18n/get-format';
import { listProviders } from '@/lib/providers/list';
import { areProvidersReadOnly } from '@/lib/providers/owner';
import { Notice } from '../../_shell/notice';

export async function generateMetadata() {
  return { title: (await getTranslations('admin'))('providers.title') };
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ProvidersPage({ searchParams }: Props) {
  const query = await searchParams;
  await requireUser('admin', '/admin/providers');
  const [admin, t, common, format, providers, readOnly] = await Promise.all([
    getTranslations('admin'),
    getTranslations('admin.providers'),
    getTranslations('common'),
    getFormat(),
    listProviders(db()),
    areProvidersReadOnly(db()),
  ]);
  const create = readOnly ? undefined : (
    <ButtonLink href="/admin/providers/new" variant="primary" icon={<Plus size={16} aria-hidden />}>
      {t('new')}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title={t('title')}
        sub={t('sub')}
        crumbs={[{ href: '/admin', label: admin('title') }]}
        actions={providers.length > 0 && create}
      />
      <Notice notice={query.notice} error={query.error} />
      {readOnly && <Alert tone="info" title={t('readOnly')} />}
      <Card>
        {providers.length === 0 ? (
          <EmptyState
            icon={<BookUser size={22} aria-hidden />}
            title={t('empty')}
            text={t('emptyText')}
            action={create}
          />
        ) : (
          <Table
            label={t('title')}
            rows={providers}
            keyOf={(provider) => provider.id}
            columns={[
              {
                key: 'name',
                label: t('name'),
                phone: 'first',
                cell: (provider) => (
                  <TwoLines main={provider.name} note={[provider.email, provider.phone].filter(Boolean).join(' · ')} />
                ),
              },
              { key: 'number', label: t('number'), cell: (provider) => provider.number ?? '–' },
              {
                key: 'anid',
                label: t('anid'),
                cell: (provider) => <span className="wrap-anywhere">{provider.openimmoAnid ?? '–'}</span>,
              },
              {
                key: 'properties',
                label: t('properties'),
                numeric: true,
                phone: 'hidden',
                cell: (provider) => format.number(provider.properties),
              },
              {
                key: 'actions',
                label: common('actions'),
                labelHidden: true,
                phone: 'right',
                cell: (provider) =>
                  !readOnly && (
                    <RowActions>
                      <IconLink
                        href={`/admin/providers/${provider.id}`}
                        label={t('edit', { name: provider.name })}
                        outlined
                        icon={<Pencil size={16} aria-hidden />}
                      />
                    </RowActions>
                  ),
              },
            ]}
          />
        )}
      </Card>
    </>
  );
}
