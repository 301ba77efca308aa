import { CircleCheck, CircleDashed, CirclePause, CircleX, FolderX, Hand, Hourglass, LoaderCircle } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { StatePill, type Tone } from '@/app/_ui/pill';
import { getFormat } from '@/lib/i18n/get-format';
import type { InterfaceSummary } from '@/lib/interfaces/list';

type Mood = 'unreadable' | 'running' | 'paused' | 'held' | 'errors' | 'failed' | 'never' | 'waiting' | 'in-step';

const LOOKS: Record<Mood, { tone: Tone; Icon: typeof Hand }> = {
  running: { tone: 'run', Icon: LoaderCircle },
  unreadable: { tone: 'bad', Icon: FolderX },
  paused: { tone: 'off', Icon: CirclePause },
  held: { tone: 'warn', Icon: Hand },
  errors: { tone: 'bad', Icon: CircleX },
  failed: { tone: 'bad', Icon: CircleX },
  never: { tone: 'info', Icon: CircleDashed },
  waiting: { tone: 'info', Icon: Hourglass },
  'in-step': { tone: 'ok', Icon: CircleCheck },
};

/** What to say of an interface: what goes on now, then what needs a person, then the rest. */
function moodOf(iface: InterfaceSummary, unreadable: boolean): Mood {
  if (iface.state === 'running') return 'running';
  if (unreadable) return 'unreadable';
  if (iface.state === 'paused') return 'paused';
  if (iface.lastRun?.state === 'failed') return 'failed';
  if (iface.errors > 0) return 'errors';
  if (iface.held > 0) return 'held';
  if (!iface.lastRun) return 'never';
  return iface.waiting > 0 ? 'waiting' : 'in-step';
}

export async function InterfaceState({ iface, unreadable }: { iface: InterfaceSummary; unreadable: boolean }) {
  const [t, format] = await Promise.all([getTranslations('interfaces.states'), getFormat()]);
  const mood = moodOf(iface, unreadable);
  const { tone, Icon } = LOOKS[mood];
  const count = mood === 'held' ? iface.held : mood === 'errors' ? iface.errors : iface.waiting;
  const time = iface.pausedUntil ? format.time(iface.pausedUntil).text : '';
  return (
    <StatePill tone={tone} icon={<Icon size={14} aria-hidden className={mood === 'running' ? 'spin' : undefined} />}>
      {t(mood, { count, time })}
    </StatePill>
  );
}
