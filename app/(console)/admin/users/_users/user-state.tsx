import { Ban, CircleCheck, ClockAlert, Mail } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { StatePill, type Tone } from '@/app/_ui/pill';
import type { UserState } from '@/lib/users/user-state';

const LOOKS: Record<UserState, { tone: Tone; Icon: typeof Ban }> = {
  active: { tone: 'ok', Icon: CircleCheck },
  invited: { tone: 'info', Icon: Mail },
  lapsed: { tone: 'warn', Icon: ClockAlert },
  disabled: { tone: 'off', Icon: Ban },
};

export async function UserStatePill({ state }: { state: UserState }) {
  const t = await getTranslations('users.states');
  const { tone, Icon } = LOOKS[state];
  return (
    <StatePill tone={tone} icon={<Icon size={14} aria-hidden />}>
      {t(state)}
    </StatePill>
  );
}
