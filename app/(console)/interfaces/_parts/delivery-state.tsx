import {
  CircleCheck,
  CircleDashed,
  CircleX,
  FilePen,
  Hand,
  Hourglass,
  LoaderCircle,
  TriangleAlert,
} from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { StatePill, type Tone } from '@/app/_ui/pill';
import type { DeliveryState } from '@/lib/interfaces/list-deliveries';

const LOOKS: Record<DeliveryState, { tone: Tone; Icon: typeof Hand }> = {
  new: { tone: 'info', Icon: CircleDashed },
  changed: { tone: 'info', Icon: FilePen },
  uploading: { tone: 'off', Icon: Hourglass },
  running: { tone: 'run', Icon: LoaderCircle },
  done: { tone: 'ok', Icon: CircleCheck },
  warnings: { tone: 'warn', Icon: TriangleAlert },
  held: { tone: 'warn', Icon: Hand },
  error: { tone: 'bad', Icon: CircleX },
};

export async function DeliveryStatePill({ state }: { state: DeliveryState }) {
  const t = await getTranslations('deliveries.states');
  const { tone, Icon } = LOOKS[state];
  return (
    <StatePill tone={tone} icon={<Icon size={14} aria-hidden className={state === 'running' ? 'spin' : undefined} />}>
      {t(state)}
    </StatePill>
  );
}
