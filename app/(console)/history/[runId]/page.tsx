import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { Card } from '@/app/_ui/card';
import { PageHeader } from '@/app/_ui/page-header';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { systemClock } from '@/lib/clock';
import { db } from '@/lib/db/client';
import { getFormat } from '@/lib/i18n/get-format';
import { getRun } from '@/lib/runs/get';
import { nameTarget } from '@/lib/runs/name-targets';
import { readFailure } from '@/lib/status/read-failure';
import { isActive } from '@/lib/status/read-sync-status';
import { hasRole } from '@/lib/users/role';
import { addressOf, type Query } from '../../_list/query';
import { consolePage } from '../../_shell/console-page';
import { Notice } from '../../_shell/notice';
import { RefreshWhile } from '../../interfaces/_parts/refresh-while';
import { hourAndMinute, isSameDay } from '../../sync/_status/clock';
import { inSentence } from '../_run/in-sentence';
import { RunActions } from '../_run/run-actions';
import { RunFacts } from '../_run/run-facts';
import { RunFailure } from '../_run/run-failure';
import { RunRecords } from '../_run/run-records';
import { RunSteps } from '../_run/run-steps';
import { titleText } from '../_run/run-texts';

export async function generateMetadata() {
  return { title: (await getTranslations('history'))('title') };
}

interface Props {
  params: Promise<{ runId: string }>;
  searchParams: Promise<Query>;
}

export default consolePage(async function RunPage({ params, searchParams }: Props) {
  const [{ runId }, query] = await Promise.all([params, searchParams]);
  const user = await requireUser('viewer', addressOf(`/history/${runId}`, query));
  const run = z.uuid().safeParse(runId).success ? await getRun(db(), runId) : null;
  if (!run) notFound();
  const [t, sync, format, about, failure] = await Promise.all([
    getTranslations('history'),
    getTranslations('sync'),
    getFormat(),
    nameTarget(db(), run.target),
    run.error && run.state === 'failed' ? readFailure(db(), run.error, run) : null,
  ]);
  const retryText = (moment: string) =>
    sync('retryAt', {
      time: isSameDay(moment, systemClock().toISOString(), format)
        ? hourAndMinute(moment, format)
        : inSentence(format.time(moment).text),
    });
  return (
    <>
      <PageHeader
        help={<HelpLink topic="run" />}
        title={titleText(t, about)}
        crumbs={[{ href: '/history', label: t('title') }]}
        actions={<RunActions run={run} about={about} canCancel={hasRole(user, 'operator')} />}
      />
      <Notice notice={isActive(run) ? query.notice : undefined} error={query.error} />
      <RefreshWhile active={isActive(run)} />
      {failure && <RunFailure failure={failure} format={format} text={failure.retryAt && retryText(failure.retryAt)} />}
      <RunFacts run={run} />
      <Card title={t('run.steps')} className="mb-4">
        <div className="px-4.5 pt-4.5 pb-2">
          {run.steps.length > 0 ? <RunSteps steps={run.steps} format={format} /> : t('run.noSteps')}
        </div>
      </Card>
      <RunRecords runId={run.id} query={query} />
    </>
  );
});
