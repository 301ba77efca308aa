import { Ban, CircleCheck, CircleX, Hourglass, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { StatePill, type Tone } from '@/app/_ui/pill';
import type { RunState } from '@/lib/runs/run';

const LOOKS: Record<RunState, { tone: Tone; Icon: typeof Ban; spins?: true }> = {
  queued: { tone: 'info', Icon: Hourglass },
  running: { tone: 'run', Icon: LoaderCircle, spins: true },
  done: { tone: 'ok', Icon: CircleCheck },
  problems: { tone: 'warn', Icon: TriangleAlert },
  failed: { tone: 'bad', Icon: CircleX },
  cancelled: { tone: 'off', Icon: Ban },
};

/** A run's state: icon, word and colour. */
export function RunStatePill({ state }: { state: RunState }) {
  const t = useTranslations('history.states');
  const { tone, Icon, spins } = LOOKS[state];
  return (
    <StatePill tone={tone} icon={<Icon size={14} aria-hidden className={spins && 'spin'} />}>
      {t(state)}
    </StatePill>
  );
}
