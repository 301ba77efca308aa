import 'server-only';
import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { runs } from '../db/schema/runs';
import type { RunTrigger } from './run';

export const RUN_TRIGGERS = ['user', 'schedule', 'setup', 'push'] as const satisfies readonly RunTrigger[];

/** What runs and imports are filtered by alike. */
export interface RunFilter {
  trigger?: RunTrigger | undefined;
  userId?: string | undefined;
  /** Days like 2026-11-22 on a clock in `timeZone`, both included. */
  since?: string | undefined;
  until?: string | undefined;
  timeZone?: string | undefined;
}

/** What started runs, and who. */
export function runStarter({ trigger, userId }: Pick<RunFilter, 'trigger' | 'userId'>): SQL | undefined {
  return and(trigger ? eq(runs.trigger, trigger) : undefined, userId ? eq(runs.userId, userId) : undefined);
}

/** The days asked for; `at` is the moment that the list is ordered by. */
export function runPeriod({ since, until, timeZone = 'UTC' }: RunFilter, at: PgColumn): SQL | undefined {
  return and(
    since ? sql`${at} >= ${since}::date::timestamp at time zone ${timeZone}` : undefined,
    until ? sql`${at} < (${until}::date + 1)::timestamp at time zone ${timeZone}` : undefined,
  );
}

/** A day that a calendar has: "2026-11-22". */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const moment = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(text);
}
