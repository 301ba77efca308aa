/** The intervals that a person chooses from, in minutes. */
export const INTERVAL_CHOICES = [1, 2, 5, 10, 15, 30, 60, 120, 360, 720, 1_440, 10_080] as const;

export interface IntervalInWords {
  unit: 'minutes' | 'hours' | 'days';
  count: number;
}

/** An interval in the largest unit that divides it, for the sentence "every 15 minutes". */
export function intervalInWords(minutes: number): IntervalInWords {
  if (minutes % 1_440 === 0) return { unit: 'days', count: minutes / 1_440 };
  if (minutes % 60 === 0) return { unit: 'hours', count: minutes / 60 };
  return { unit: 'minutes', count: minutes };
}
