import { BookUser, Plus } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { ButtonLink } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { EmptyState } from '@/app/_ui/empty-state';
import { PageHeader } from '@/app/_ui/page-header';
import { requireUser } from '@/lib/auth/session';
import { db } from '@/lib/db/client';
import { listProviders } from '@/lib/providers/list';
import { areProvidersReadOnly } from '@/lib/providers/owner';
import type { Query } from '../../_list/query';
import { Notice } from '../../_shell/notice';
import { ProviderTable } from './_providers/provider-table';

export async function generateMetadata() {
  return { title: (await getTranslations('admin'))('providers.title') };
}

export default async function ProvidersPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  await requireUser('admin', '/admin/providers');
  const [admin, t, providers, readOnly] = await Promise.all([
    getTranslations('admin'),
    getTranslations('admin.providers'),
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
          <ProviderTable providers={providers} readOnly={readOnly} />
        )}
      </Card>
    </>
  );
}
