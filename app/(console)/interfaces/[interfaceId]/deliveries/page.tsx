import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { Card } from '@/app/_ui/card';
import { PageHeader } from '@/app/_ui/page-header';
import { addressOf, one, type Query, startOf } from '@/app/(console)/_list/query';
import { Notice } from '@/app/(console)/_shell/notice';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { systemClock } from '@/lib/clock';
import { db } from '@/lib/db/client';
import { deliveryCounts } from '@/lib/interfaces/delivery-counts';
import { listDeliveries } from '@/lib/interfaces/list-deliveries';
import { isReadyToImport } from '@/lib/interfaces/ready';
import { isRunActive } from '@/lib/status/interface-status';
import { readInterfaceStatus } from '@/lib/status/read-interface-status';
import { hasRole } from '@/lib/users/role';
import { onlyAt } from '@/lib/web/only-at';
import { consolePage } from '../../../_shell/console-page';
import { openInterface } from '../../_parts/open-interface';
import { RefreshWhile } from '../../_parts/refresh-while';
import { scheduleText, sourceText } from '../../_parts/source-text';
import { DeliveryList } from './_parts/delivery-list';
import { HeaderActions } from './_parts/header-actions';
import { liveMessages } from './_parts/live-messages';
import { LiveRun } from './_parts/live-run';
import { lookIntoSource, PageAlerts } from './_parts/page-alerts';
import { readDeliveriesQuery } from './_parts/read-deliveries-query';
import { RunFailure } from './_parts/run-failure';
import { UploadCard } from './_parts/upload-card';

interface Props {
  params: Promise<{ interfaceId: string }>;
  searchParams: Promise<Query>;
}

export async function generateMetadata() {
  return { title: (await getTranslations('deliveries'))('title') };
}

export default consolePage(async function DeliveriesPage({ params, searchParams }: Props) {
  const [{ interfaceId }, query] = await Promise.all([params, searchParams]);
  const path = `/interfaces/${interfaceId}/deliveries`;
  const user = await requireUser('viewer', addressOf(path, query));
  onlyAt('site');
  const iface = await openInterface(interfaceId);
  const problem = await lookIntoSource(interfaceId);
  const { input, unknown } = readDeliveriesQuery(query);
  const [t, words, messages, ready, page, counts, status] = await Promise.all([
    getTranslations('interfaces'),
    getTranslations('deliveries'),
    getMessages(),
    isReadyToImport(db()),
    listDeliveries(db(), interfaceId, { ...input, cursor: one(query, 'after') }),
    deliveryCounts(db(), interfaceId),
    readInterfaceStatus(db(), interfaceId, systemClock()),
  ]);
  const maySynchronise = hasRole(user, 'operator');
  const returnTo = addressOf(path, { ...query, notice: undefined, error: undefined });
  const takesUploads = iface.source.kind === 'upload';
  // That a run is going would be untrue once it has ended.
  const lasting = query.notice === 'created' || query.notice === 'uploaded';
  const notice = isRunActive(status.run) || lasting ? query.notice : undefined;
  return (
    <NextIntlClientProvider messages={liveMessages(messages)}>
      <PageHeader
        help={<HelpLink topic="deliveries" />}
        title={iface.name}
        crumbs={[{ href: '/interfaces', label: t('title') }]}
        sub={`${sourceText(t, iface.source)} · ${scheduleText(t, iface)}`}
        actions={
          <HeaderActions
            status={status}
            maySynchronise={maySynchronise}
            takesUploads={takesUploads}
            returnTo={returnTo}
          />
        }
      />
      <Notice notice={notice} error={ready || query.error !== 'first-run-needed' ? query.error : undefined} />
      {query.notice === 'nothing-chosen' && <Alert tone="info" role="status" title={words('nothingChosen')} />}
      <PageAlerts problem={problem} unknownFilter={unknown} ready={ready} />
      <RunFailure status={status} />
      <LiveRun initial={status} />
      <RefreshWhile active={page.rows.some((row) => row.state === 'uploading')} />
      {maySynchronise && takesUploads && <UploadCard interfaceId={interfaceId} />}
      <Card>
        <DeliveryList
          iface={iface}
          page={page}
          counts={counts}
          status={status}
          maySynchronise={maySynchronise}
          search={input.search}
          filter={input.state}
          from={startOf(query)}
          returnTo={returnTo}
        />
      </Card>
    </NextIntlClientProvider>
  );
});
