import { CircleCheck, CircleDashed, CircleSlash, Hand } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Card } from '@/app/_ui/card';
import { StatePill, type Tone } from '@/app/_ui/pill';
import { getFormat } from '@/lib/i18n/get-format';
import type { ImportDetail, PlanState } from '@/lib/interfaces/history';
import { countsText } from '../../../../_parts/counts';

const LOOKS: Record<PlanState, { tone: Tone; Icon: typeof Hand }> = {
  planned: { tone: 'info', Icon: CircleDashed },
  held: { tone: 'warn', Icon: Hand },
  applied: { tone: 'ok', Icon: CircleCheck },
  discarded: { tone: 'off', Icon: CircleSlash },
};

/** What the delivery intended for each provider: shown where there is more than one, or one is held. */
export async function ImportPlans({ found: { plans } }: { found: ImportDetail }) {
  if (plans.length < 2 && plans.every((plan) => plan.state !== 'held')) return null;
  const [t, names, format] = await Promise.all([
    getTranslations('deliveries.import'),
    getTranslations('interfaces'),
    getFormat(),
  ]);
  return (
    <Card title={t('providers')} className="mb-4">
      <ul>
        {plans.map(({ id, providerName, state, summary }) => {
          const { tone, Icon } = LOOKS[state];
          return (
            <li
              key={id}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line-soft px-4.5 py-3 first:border-t-0"
            >
              <span className="min-w-50 font-medium wrap-anywhere">{providerName}</span>
              <StatePill tone={tone} icon={<Icon size={14} aria-hidden />}>
                {t(`planStates.${state}`)}
              </StatePill>
              <span className="text-note text-ink-3 tabular-nums">{countsText(names, format, summary)}</span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
