import { CircleCheck, CircleDashed, CircleSlash, Hand } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { StatePill, type Tone } from '@/app/_ui/pill';
import type { PlanState } from '@/lib/interfaces/history';

const LOOKS: Record<PlanState, { tone: Tone; Icon: typeof Hand }> = {
  planned: { tone: 'info', Icon: CircleDashed },
  held: { tone: 'warn', Icon: Hand },
  applied: { tone: 'ok', Icon: CircleCheck },
  discarded: { tone: 'off', Icon: CircleSlash },
};

/** What became of what a delivery intended for a provider. */
export async function PlanStatePill({ state }: { state: PlanState }) {
  const t = await getTranslations('deliveries.import');
  const { tone, Icon } = LOOKS[state];
  return (
    <StatePill tone={tone} icon={<Icon size={14} aria-hidden />}>
      {t(`planStates.${state}`)}
    </StatePill>
  );
}
