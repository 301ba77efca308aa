import { ShieldCheck, Wrench } from 'lucide-react';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { PageHeader } from '@/app/_ui/page-header';
import { SubmitButton } from '@/app/_ui/submit-button';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { systemClock } from '@/lib/clock';
import { db } from '@/lib/db/client';
import { env } from '@/lib/env';
import { getFormat } from '@/lib/i18n/get-format';
import { readVerificationDetails } from '@/lib/status/read-verification';
import { hasRole } from '@/lib/users/role';
import type { Query } from '../../_list/query';
import { consolePage } from '../../_shell/console-page';
import { Notice } from '../../_shell/notice';
import { RefreshWhile } from '../../interfaces/_parts/refresh-while';
import { DifferenceTable } from './_parts/difference-table';
import { VerificationTable } from './_parts/verification-table';
import { verifyAction } from './actions';

export async function generateMetadata() {
  return { title: (await getTranslations('verification'))('title') };
}

/** Whether this site and its central server hold the same records: what differs, and what was done about it. */
export default consolePage(async function VerificationPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const user = await requireUser('viewer', '/sync/verification');
  if (env().syncRole === 'central') redirect('/sync');
  const [t, sync, format, details] = await Promise.all([
    getTranslations('verification'),
    getTranslations('sync'),
    getFormat(),
    readVerificationDetails(db()),
  ]);
  if (!details.connected) redirect('/sync');
  const { running, rows, differences } = details;
  const [newest] = rows;
  const differs = newest !== undefined && newest.differingCount > 0;
  const count = format.number(newest?.differingCount ?? 0);
  return (
    <>
      <PageHeader
        help={<HelpLink topic="verification" />}
        title={t('title')}
        crumbs={[{ href: '/sync', label: sync('title') }]}
        sub={t('sub')}
        actions={hasRole(user, 'operator') && !running && <Buttons canRepair={differs} />}
      />
      <Notice notice={query.notice} error={query.error} />
      <RefreshWhile active={running} />
      {running && <Alert tone="info" role="status" title={t('running')} />}
      {differs && !running && (
        <Alert
          tone="warn"
          title={t('alert', { count: newest.differingCount, n: count })}
          text={t('alertText')}
          owner={t('owner')}
          action={t('action')}
        />
      )}
      {differences.length > 0 && <DifferenceTable differences={differences} count={count} />}
      <VerificationTable rows={rows} now={systemClock().toISOString()} format={format} />
    </>
  );
});

async function Buttons({ canRepair }: { canRepair: boolean }) {
  const t = await getTranslations('verification');
  return (
    <>
      <form action={verifyAction}>
        <SubmitButton variant={canRepair ? 'plain' : 'primary'} icon={<ShieldCheck size={16} aria-hidden />}>
          {t('now')}
        </SubmitButton>
      </form>
      {canRepair && (
        <form action={verifyAction}>
          <input type="hidden" name="repair" value="true" />
          <SubmitButton icon={<Wrench size={16} aria-hidden />}>{t('repair')}</SubmitButton>
        </form>
      )}
    </>
  );
}
