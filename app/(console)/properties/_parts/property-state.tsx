import { Archive, CalendarClock, CalendarX, CircleCheck, CircleMinus, EyeOff, Trash2 } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { StatePill, type Tone } from '@/app/_ui/pill';
import { siteDay } from '@/lib/i18n/site-day';
import type { PropertyState } from '@/lib/properties/plan-types';
import { publicationOf } from '@/lib/properties/publication';

const LOOKS: Record<PropertyState, { tone: Tone; Icon: typeof Archive }> = {
  active: { tone: 'ok', Icon: CircleCheck },
  reference: { tone: 'info', Icon: Archive },
  withdrawn: { tone: 'off', Icon: CircleMinus },
  trashed: { tone: 'off', Icon: Trash2 },
};

interface Props {
  property: { state: PropertyState; published: boolean; activeFrom: string | null; activeUntil: string | null };
}

const HIDDEN = {
  unpublished: { tone: 'warn', Icon: EyeOff },
  'not-yet': { tone: 'info', Icon: CalendarClock },
  'no-longer': { tone: 'off', Icon: CalendarX },
} as const;

export async function PropertyStatePill({ property }: Props) {
  const [t, today] = await Promise.all([getTranslations('properties'), siteDay()]);
  const { state } = property;
  const publication = publicationOf(property, today);
  if (state === 'active' && publication !== 'published') {
    const { tone, Icon } = HIDDEN[publication];
    return (
      <StatePill tone={tone} icon={<Icon size={14} aria-hidden />}>
        {t(publication)}
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
