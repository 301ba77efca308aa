/** For how many days a new token may be valid; `none`: until it is revoked. */
export const TOKEN_DAYS = ['30', '90', '365', 'none'] as const;
export type TokenDays = (typeof TOKEN_DAYS)[number];

const DAY_MS = 86_400_000;

export const expiryOf = (days: TokenDays, now: Date): Date | null =>
  days === 'none' ? null : new Date(now.getTime() + Number(days) * DAY_MS);
