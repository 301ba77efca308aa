import { numberFormat } from '@/lib/i18n/formats';
import type { SyncStatusSummary } from '@/lib/status/summary';

export interface WaitingWords {
  waitingOne: string;
  /** With `{count}`. */
  waitingOther: string;
  /** With `{count}`: there are more than that. */
  waitingMore: string;
}

/** "3" and "3 records waiting to be sent"; where counting ended, "10,000+" and that there are more than that. */
export function waitingText(
  { count, capped }: NonNullable<SyncStatusSummary['pending']>,
  words: WaitingWords,
  locale: string,
): { badge: string; sentence: string } {
  const n = numberFormat(locale, {}).format(count);
  const sentence = capped ? words.waitingMore : count === 1 ? words.waitingOne : words.waitingOther;
  return { badge: capped ? `${n}+` : n, sentence: sentence.replace('{count}', n) };
}
