import { CircleCheck, CircleSlash, Hand, Hourglass } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { StatePill, type Tone } from '@/app/_ui/pill';
import type { ParkedState } from '@/lib/providers/parked/list';

const LOOKS: Record<ParkedState, { tone: Tone; Icon: typeof Hand }> = {
  waiting: { tone: 'warn', Icon: Hand },
  awaited: { tone: 'info', Icon: Hourglass },
  accepted: { tone: 'ok', Icon: CircleCheck },
  dismissed: { tone: 'off', Icon: CircleSlash },
};

export async function ParkedStatePill({ state }: { state: ParkedState }) {
  const t = await getTranslations('interfaces.parked.states');
  const { tone, Icon } = LOOKS[state];
  return (
    <StatePill tone={tone} icon={<Icon size={14} aria-hidden />}>
      {t(state)}
    </StatePill>
  );
}
