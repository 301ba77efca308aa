import {
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleX,
  Clock,
  Hand,
  LoaderCircle,
  type LucideIcon,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { StatePill, type Tone } from '@/app/_ui/pill';
import type { StepperState } from '@/app/_ui/stepper';
import type { Freshness } from '@/lib/sync/schedule/slots';

const FRESHNESS: Record<Freshness, { tone: Tone; Icon: LucideIcon }> = {
  'on-time': { tone: 'ok', Icon: CircleCheck },
  late: { tone: 'warn', Icon: Clock },
  overdue: { tone: 'bad', Icon: Clock },
  paused: { tone: 'off', Icon: CirclePause },
  'by-hand': { tone: 'off', Icon: Hand },
  never: { tone: 'info', Icon: CircleDashed },
};
const STEPS: Record<StepperState, { tone: Tone; Icon: LucideIcon }> = {
  waiting: { tone: 'off', Icon: CircleDashed },
  active: { tone: 'run', Icon: LoaderCircle },
  done: { tone: 'ok', Icon: CircleCheck },
  skipped: { tone: 'off', Icon: CircleDashed },
  failed: { tone: 'bad', Icon: CircleX },
};

export function FreshnessPill({ state }: { state: Freshness }) {
  const t = useTranslations('overview.freshness');
  const { tone, Icon } = FRESHNESS[state];
  return (
    <StatePill tone={tone} icon={<Icon size={14} aria-hidden />}>
      {t(state)}
    </StatePill>
  );
}

export function StepPill({ state }: { state: StepperState }) {
  const t = useTranslations('common.steps');
  const { tone, Icon } = STEPS[state];
  return (
    <StatePill tone={tone} icon={<Icon size={14} aria-hidden />}>
      {t(state)}
    </StatePill>
  );
}
