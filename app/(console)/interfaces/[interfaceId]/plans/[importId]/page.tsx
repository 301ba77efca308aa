import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Alert } from '@/app/_ui/alert';
import { PageHeader } from '@/app/_ui/page-header';
import { PathText } from '@/app/_ui/path-text';
import { addressOf, choice, one, type Query, startOf } from '@/app/(console)/_list/query';
import { Notice } from '@/app/(console)/_shell/notice';
import { HelpLink } from '@/app/(console)/help/_parts/help-link';
import { requireUser } from '@/lib/auth/session';
import { db } from '@/lib/db/client';
import { isUndecided } from '@/lib/interfaces/history';
import { getPlans } from '@/lib/interfaces/plans/get';
import { ENTRY_KINDS, listPlanEntries } from '@/lib/interfaces/plans/list-entries';
import { hasRole } from '@/lib/users/role';
import { onlyAt } from '@/lib/web/only-at';
import { consolePage } from '../../../../_shell/console-page';
import { ImportFacts } from '../../history/[importId]/_parts/import-facts';
import { PlanCard } from './_parts/plan-card';
import { PlanDecision } from './_parts/plan-decision';
import { PlanEntries } from './_parts/plan-entries';

interface Props {
  params: Promise<{ interfaceId: string; importId: string }>;
  searchParams: Promise<Query>;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export async function generateMetadata() {
  return { title: (await getTranslations('plans'))('title') };
}

/** What a delivery would do, record by record, and the decision about it. */
export default consolePage(async function PlanPage({ params, searchParams }: Props) {
  const [{ interfaceId, importId }, query] = await Promise.all([params, searchParams]);
  const path = `/interfaces/${interfaceId}/plans/${importId}`;
  const user = await requireUser('viewer', addressOf(path, query));
  onlyAt('site');
  const shown = ID.test(importId) ? await getPlans(db(), interfaceId, importId) : null;
  if (!shown) notFound();
  const { found, plans } = shown;
  const kind = choice(query, 'kind', ENTRY_KINDS);
  const [t, names, deliveries, common, page] = await Promise.all([
    getTranslations('plans'),
    getTranslations('interfaces'),
    getTranslations('deliveries'),
    getTranslations('common'),
    listPlanEntries(db(), importId, { kind: kind.value, cursor: one(query, 'after') }),
  ]);
  const open = plans.filter(({ state }) => isUndecided(state));
  const mayDecide = hasRole(user, 'operator');
  // What was held is decided for each provider; a look is one delivery.
  const together = found.state === 'previewed' || open.length < 2;
  return (
    <>
      <PageHeader
        help={<HelpLink topic="plan" />}
        title={<PathText path={found.path} />}
        sub={open.length > 0 ? t('sub') : t('decidedSub')}
        crumbs={[
          { href: '/interfaces', label: names('title') },
          { href: `/interfaces/${interfaceId}/deliveries`, label: found.interfaceName },
          { href: `/interfaces/${interfaceId}/history`, label: deliveries('imports.title') },
          { href: `/interfaces/${interfaceId}/history/${importId}`, label: deliveries('import.title') },
        ]}
      />
      <Notice error={query.error} />
      {kind.unknown && <Alert tone="info" title={common('unknownFilter')} />}
      <ImportFacts found={found} />
      {plans.map((plan) => (
        <PlanCard key={plan.id} plan={plan} mayDecide={mayDecide}>
          {!together && open.includes(plan) && (
            <PlanDecision interfaceId={interfaceId} importId={importId} plans={[plan]} mayDecide={mayDecide} />
          )}
        </PlanCard>
      ))}
      {together && open.length > 0 && (
        <PlanDecision interfaceId={interfaceId} importId={importId} plans={open} mayDecide={mayDecide} framed />
      )}
      <PlanEntries shown={shown} page={page} kind={kind.value} path={path} from={startOf(query)} />
    </>
  );
});
