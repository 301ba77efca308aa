import 'server-only';
import { and, desc, eq, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Db } from '../db/client';
import { loginAttempts } from '../db/schema/login-attempts';
import { AppError } from '../errors';

export const LOGIN_WINDOW_MINUTES = 15;
export const MAX_FAILURES_PER_ACCOUNT = 10;
export const MAX_FAILURES_PER_ADDRESS = 50;

export class LoginThrottledError extends AppError {
  constructor(readonly retryAt: Date) {
    super('login-throttled', { retryAt: retryAt.toISOString() });
  }
}

/**
 * Counts the failures of the window and books this attempt as one more, before the password is looked at: however many
 * arrive at once, on however many instances, no more than the allowed number is checked. Returns the attempt's id.
 */
export async function bookLoginAttempt(db: Db, email: string, address: string): Promise<number> {
  return db.transaction(async (tx) => {
    // Always the account first, then the address: no two can wait for each other.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`login account ${email}`}, 0))`);
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`login address ${address}`}, 0))`);
    await refuseAbove(tx, loginAttempts.email, email, MAX_FAILURES_PER_ACCOUNT);
    await refuseAbove(tx, loginAttempts.address, address, MAX_FAILURES_PER_ADDRESS);
    const [attempt] = await tx
      .insert(loginAttempts)
      .values({ email, address, succeeded: false, at: sql`clock_timestamp()` })
      .returning({ id: loginAttempts.id });
    if (!attempt) throw new Error('The attempt was not booked.');
    return attempt.id;
  });
}

/** The password was right: the booked attempt is no failure. */
export async function settleLoginAttempt(db: Db, attemptId: number): Promise<void> {
  await db.update(loginAttempts).set({ succeeded: true }).where(eq(loginAttempts.id, attemptId));
}

/** The failure that is `limit` back decides: once it leaves the window, there is room for one more. */
async function refuseAbove(tx: Db, column: PgColumn, value: string, limit: number): Promise<void> {
  const window = sql`make_interval(mins => ${LOGIN_WINDOW_MINUTES})`;
  const [blocking] = await tx
    .select({ retryAt: sql<string>`(${loginAttempts.at} + ${window})::text` })
    .from(loginAttempts)
    .where(
      and(
        eq(column, value),
        eq(loginAttempts.succeeded, false),
        sql`${loginAttempts.at} > clock_timestamp() - ${window}`,
      ),
    )
    .orderBy(desc(loginAttempts.at))
    .offset(limit - 1)
    .limit(1);
  if (blocking) throw new LoginThrottledError(new Date(blocking.retryAt));
}
