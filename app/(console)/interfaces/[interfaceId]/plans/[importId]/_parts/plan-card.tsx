import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Card } from '@/app/_ui/card';
import { getFormat } from '@/lib/i18n/get-format';
import { isUndecided } from '@/lib/interfaces/history';
import type { PlanDetail } from '@/lib/interfaces/plans/get';
import { countsText } from '../../../../_parts/counts';
import { PlanStatePill } from '../../../../_parts/plan-state';
import { HoldReason } from './hold-reason';

interface Props {
  plan: PlanDetail;
  mayDecide: boolean;
  /** The decision about this plan alone. */
  children: ReactNode;
}

/** What a delivery intends for one provider: how many of each kind, and why it waits. */
export async function PlanCard({ plan, mayDecide, children }: Props) {
  const [t, names, format] = await Promise.all([getTranslations('plans'), getTranslations('interfaces'), getFormat()]);
  const { providerName, state, summary, hold, decidedAt, decidedBy } = plan;
  const decided = decidedAt && [decidedBy, format.time(decidedAt).text].filter(Boolean).join(', ');
  return (
    <Card
      title={providerName}
      className="mb-4"
      aside={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <PlanStatePill state={state} />
          {decided && <span className="text-note text-ink-3">{decided}</span>}
        </span>
      }
    >
      <div className="px-4.5 py-3.5">
        {hold && decidedAt === null && <HoldReason hold={hold} state={state} mayDecide={mayDecide} />}
        <p className="font-medium tabular-nums">
          {countsText(isUndecided(state) ? t : names, format, summary) ?? t('empty')}
        </p>
      </div>
      {children}
    </Card>
  );
}
