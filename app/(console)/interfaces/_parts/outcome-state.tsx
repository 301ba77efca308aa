import {
  CircleDot,
  CircleEqual,
  CircleMinus,
  CirclePlus,
  CircleSlash,
  CircleX,
  Info,
  RotateCcw,
  TriangleAlert,
} from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { StatePill, type Tone } from '@/app/_ui/pill';
import type { OutcomeKind, Severity } from '@/lib/runs/run';

interface Look {
  tone: Tone;
  Icon: typeof Info;
}

const KINDS: Record<Exclude<OutcomeKind, 'noted'>, Look> = {
  created: { tone: 'ok', Icon: CirclePlus },
  updated: { tone: 'ok', Icon: CircleDot },
  restored: { tone: 'ok', Icon: RotateCcw },
  unchanged: { tone: 'off', Icon: CircleEqual },
  removed: { tone: 'off', Icon: CircleMinus },
  skipped: { tone: 'warn', Icon: CircleSlash },
  failed: { tone: 'bad', Icon: CircleX },
};
const SEVERITIES: Record<Severity, Look> = {
  note: { tone: 'info', Icon: Info },
  warning: { tone: 'warn', Icon: TriangleAlert },
  error: { tone: 'bad', Icon: CircleX },
};

interface Props {
  outcome: { outcome: OutcomeKind; severity: Severity };
  /** It would be so; nothing was done yet. */
  isPlanned?: boolean;
}

/** What became of a record; where something was only noted, how grave it is. */
export async function OutcomePill({ outcome: { outcome, severity }, isPlanned = false }: Props) {
  const [t, planned] = await Promise.all([getTranslations('deliveries.import'), getTranslations('plans.planned')]);
  const { tone, Icon } = outcome === 'noted' ? SEVERITIES[severity] : KINDS[outcome];
  const word = () => (isPlanned ? planned(outcome) : t(`outcomes.${outcome}`));
  return (
    <StatePill tone={tone} icon={<Icon size={14} aria-hidden />}>
      {outcome === 'noted' ? t(`severities.${severity}`) : word()}
    </StatePill>
  );
}
