import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { ConfirmForm } from '@/app/_ui/confirm-form';
import { PageHeader } from '@/app/_ui/page-header';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { db } from '@/lib/db/client';
import { getFormat } from '@/lib/i18n/get-format';
import { countPending } from '@/lib/status/count-pending';
import { previewLeaving } from '@/lib/sync/leave-central';
import { readConnection } from '@/lib/sync/settings';
import { onlyAt } from '@/lib/web/only-at';
import type { Query } from '../../../_list/query';
import { consolePage } from '../../../_shell/console-page';
import { Notice } from '../../../_shell/notice';
import { disconnectAction } from '../actions';

export async function generateMetadata() {
  return { title: (await getTranslations('admin'))('disconnect.title') };
}

interface Props {
  searchParams: Promise<Query>;
}

/** What leaving the central server keeps and removes, before it is done. */
export default consolePage(async function DisconnectPage({ searchParams }: Props) {
  const query = await searchParams;
  await requireUser('admin', '/admin/synchronisation/disconnect');
  onlyAt('site');
  const connection = await readConnection(db());
  if (!connection) redirect('/admin/synchronisation');
  const [admin, t, format, preview, pending] = await Promise.all([
    getTranslations('admin'),
    getTranslations('admin.disconnect'),
    getFormat(),
    previewLeaving(db()),
    countPending(db()),
  ]);
  const counted = (count: number) => ({ count, n: format.number(count) });
  return (
    <>
      <PageHeader
        help={<HelpLink topic="adminSynchronisation" />}
        title={t('title')}
        sub={t('sub', { host: new URL(connection.url).host })}
        crumbs={[
          { href: '/admin', label: admin('title') },
          { href: '/admin/synchronisation', label: admin('synchronisation.title') },
        ]}
      />
      <Notice error={query.error} />
      <Card padded>
        <h2 className="font-semibold">{t('keeps')}</h2>
        <ul className="mt-1 mb-4 list-disc pl-5 text-ink-2">
          <li>{t('keepsRecords', counted(preview.ownProperties))}</li>
          {preview.keptProviders > 0 && <li>{t('keepsProviders', counted(preview.keptProviders))}</li>}
          <li>{t('keepsCentral')}</li>
        </ul>
        <h2 className="font-semibold">{t('removes')}</h2>
        <ul className="mt-1 list-disc pl-5 text-ink-2">
          {preview.removedRecords > 0 && <li>{t('removesRecords', counted(preview.removedRecords))}</li>}
          {preview.removedProviders > 0 && <li>{t('removesProviders', counted(preview.removedProviders))}</li>}
          <li>{t('removesPlace')}</li>
        </ul>
        {pending.count > 0 && <p className="mt-4 font-medium text-warn">{t('waiting', counted(pending.count))}</p>}
        <ConfirmForm
          action={disconnectAction}
          confirm={{ label: t('confirm') }}
          cancel={{ label: t('cancel'), href: '/admin/synchronisation' }}
        />
      </Card>
    </>
  );
});
