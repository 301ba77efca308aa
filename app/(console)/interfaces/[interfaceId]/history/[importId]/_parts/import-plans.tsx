import { ListChecks } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { getFormat } from '@/lib/i18n/get-format';
import { type ImportDetail, isUndecided } from '@/lib/interfaces/history';
import { countsText } from '../../../../_parts/counts';
import { PlanStatePill } from '../../../../_parts/plan-state';

/** What the delivery intended for each provider: shown where there is more than one, or one was to be decided about. */
export async function ImportPlans({ found: { id, interfaceId, plans } }: { found: ImportDetail }) {
  if (plans.length < 2 && plans.every((plan) => plan.state === 'applied')) return null;
  const [t, words, names, format] = await Promise.all([
    getTranslations('deliveries.import'),
    getTranslations('plans'),
    getTranslations('interfaces'),
    getFormat(),
  ]);
  const toPlan = plans.some((plan) => plan.state !== 'applied') && (
    <ButtonLink href={`/interfaces/${interfaceId}/plans/${id}`} icon={<ListChecks size={16} aria-hidden />}>
      {words('link')}
    </ButtonLink>
  );
  return (
    <Card title={t('providers')} aside={toPlan} className="mb-4">
      <ul>
        {plans.map(({ id: planId, providerName, state, summary }) => (
          <li
            key={planId}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line-soft px-4.5 py-3 first:border-t-0"
          >
            <span className="min-w-50 font-medium wrap-anywhere">{providerName}</span>
            <PlanStatePill state={state} />
            <span className="text-note text-ink-3 tabular-nums">
              {countsText(isUndecided(state) ? words : names, format, summary)}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
