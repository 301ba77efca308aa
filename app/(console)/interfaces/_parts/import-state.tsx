import { CircleCheck, CircleEqual, CircleSlash, CircleX, Eye, Hand, LoaderCircle, TriangleAlert } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { StatePill, type Tone } from '@/app/_ui/pill';
import type { ImportState } from '@/lib/interfaces/history';

const LOOKS: Record<ImportState, { tone: Tone; Icon: typeof Hand }> = {
  running: { tone: 'run', Icon: LoaderCircle },
  done: { tone: 'ok', Icon: CircleCheck },
  warnings: { tone: 'warn', Icon: TriangleAlert },
  unchanged: { tone: 'off', Icon: CircleEqual },
  held: { tone: 'warn', Icon: Hand },
  error: { tone: 'bad', Icon: CircleX },
  cancelled: { tone: 'off', Icon: CircleSlash },
  previewed: { tone: 'info', Icon: Eye },
};

export async function ImportStatePill({ state }: { state: ImportState }) {
  const t = await getTranslations('deliveries.imports.states');
  const { tone, Icon } = LOOKS[state];
  return (
    <StatePill tone={tone} icon={<Icon size={14} aria-hidden className={state === 'running' ? 'spin' : undefined} />}>
      {t(state)}
    </StatePill>
  );
}
