import { Archive, CircleCheck, CircleMinus, EyeOff, Trash2 } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { StatePill, type Tone } from '@/app/_ui/pill';
import type { PropertyState } from '@/lib/properties/plan-types';

const LOOKS: Record<PropertyState, { tone: Tone; Icon: typeof Archive }> = {
  active: { tone: 'ok', Icon: CircleCheck },
  reference: { tone: 'info', Icon: Archive },
  withdrawn: { tone: 'off', Icon: CircleMinus },
  trashed: { tone: 'off', Icon: Trash2 },
};

export async function PropertyStatePill({ state, published }: { state: PropertyState; published: boolean }) {
  const t = await getTranslations('properties');
  if (state === 'active' && !published) {
    return (
      <StatePill tone="warn" icon={<EyeOff size={14} aria-hidden />}>
        {t('unpublished')}
      </StatePill>
    );
  }
  const { tone, Icon } = LOOKS[state];
  return (
    <StatePill tone={tone} icon={<Icon size={14} aria-hidden />}>
      {t(`states.${state}`)}
    </StatePill>
  );
}
