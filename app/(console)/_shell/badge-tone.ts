import type { Tone } from '@/app/_ui/pill';
import type { SyncAlert } from '@/lib/status/summary';

const TONES: Record<SyncAlert['tone'], Tone> = { neutral: 'off', warning: 'warn', error: 'bad' };

/** The badge of waiting records, however many: neutral; warning when late; error when overdue or when a person must act. */
export function badgeTone(alert: SyncAlert | null, isCurrent: boolean): Tone | 'accent' {
  if (alert) return TONES[alert.tone];
  return isCurrent ? 'accent' : 'off';
}
