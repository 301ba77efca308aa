import {
  AlarmClock,
  AlarmClockOff,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleX,
  FolderX,
  Hand,
  Hourglass,
  LoaderCircle,
} from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { StatePill, type Tone } from '@/app/_ui/pill';
import { getFormat } from '@/lib/i18n/get-format';
import type { InterfaceSummary } from '@/lib/interfaces/list';
import { type Mood, moodOf } from './interface-mood';

const LOOKS: Record<Mood, { tone: Tone; Icon: typeof Hand }> = {
  running: { tone: 'run', Icon: LoaderCircle },
  unreadable: { tone: 'bad', Icon: FolderX },
  paused: { tone: 'off', Icon: CirclePause },
  held: { tone: 'warn', Icon: Hand },
  errors: { tone: 'bad', Icon: CircleX },
  failed: { tone: 'bad', Icon: CircleX },
  overdue: { tone: 'bad', Icon: AlarmClockOff },
  late: { tone: 'warn', Icon: AlarmClock },
  never: { tone: 'info', Icon: CircleDashed },
  waiting: { tone: 'info', Icon: Hourglass },
  'in-step': { tone: 'ok', Icon: CircleCheck },
};

export async function InterfaceState({ iface, unreadable }: { iface: InterfaceSummary; unreadable: boolean }) {
  const format = await getFormat();
  const mood = moodOf(iface, unreadable);
  const count = mood === 'held' ? iface.held : mood === 'errors' ? iface.errors : iface.waiting;
  const time = iface.pausedUntil ? format.time(iface.pausedUntil).text : '';
  return <MoodPill mood={mood} count={count} time={time} />;
}

/** `count` of deliveries and `time` until when it is paused, where the mood says them. */
export async function MoodPill({ mood, count, time }: { mood: Mood; count: number; time: string }) {
  const t = await getTranslations('interfaces.states');
  const { tone, Icon } = LOOKS[mood];
  return (
    <StatePill tone={tone} icon={<Icon size={14} aria-hidden className={mood === 'running' ? 'spin' : undefined} />}>
      {t(mood, { count, time })}
    </StatePill>
  );
}
