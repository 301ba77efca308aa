import type { ReactNode } from 'react';

export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'run' | 'off';

const TONES: Record<Tone, string> = {
  ok: 'text-ok bg-ok-soft',
  warn: 'text-warn bg-warn-soft',
  bad: 'text-bad bg-bad-soft',
  info: 'text-info bg-info-soft',
  run: 'text-accent bg-accent-soft',
  off: 'text-ink-2 bg-track',
};

/** A state: always icon, word and colour together. `icon` is a lucide icon, 14 px. */
export function StatePill({ tone, icon, children }: { tone: Tone; icon: ReactNode; children: ReactNode }) {
  return (
    <span className={`pill ${TONES[tone]}`}>
      {icon}
      {children}
    </span>
  );
}

/** A number beside a name. */
export function Badge({ tone = 'off', children }: { tone?: Tone | 'accent'; children: ReactNode }) {
  return (
    <span
      className={`rounded-full px-1.5 text-tiny leading-4.5 font-semibold tabular-nums ${tone === 'accent' ? 'bg-accent text-accent-ink' : TONES[tone]}`}
    >
      {children}
    </span>
  );
}
