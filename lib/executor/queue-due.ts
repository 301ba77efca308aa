import 'server-only';
import { isNotNull, or, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { interfaces } from '../db/schema/interfaces';
import { env } from '../env';
import { readTimeZone } from '../i18n/time-zone';
import { isReadyToImport } from '../interfaces/ready';
import { acceptArrived } from '../providers/parked/accept-arrived';
import { CENTRAL_TARGET } from '../runs/run';
import { type StartedRun, startRun, startSync } from '../runs/start';
import { type Retry, readRetries, readRetry } from '../sync/schedule/read-retry';
import { dueSlot } from '../sync/schedule/schedule';
import { currentSlot } from '../sync/schedule/slots';
import { readConnection } from '../sync/settings';
import { queueIntegrations } from './queue-integrations';

/**
 * Queues every run whose slot has come: the site with its central server, its interfaces, and on the central server
 * what sites pushed and nobody integrates. However often and by however many it is called: one run per target and slot.
 */
export async function queueDueRuns(db: Db, now: Date): Promise<StartedRun[]> {
  await acceptArrived(db);
  return [
    ...(await queueSynchronisation(db, now)),
    ...(await queueInterfaces(db, now)),
    ...(await queueIntegrations(db)),
  ];
}

/** In the slots of the schedule; after a failed run instead of them at the next try, which fills a slot of its own. */
async function queueSynchronisation(db: Db, now: Date): Promise<StartedRun[]> {
  const connection = await readConnection(db);
  if (!connection?.intervalMinutes || (connection.pausedUntil && connection.pausedUntil > now)) return [];
  const slot = slotOf(currentSlot(now, connection.intervalMinutes), await readRetry(db, connection), now);
  if (slot === null) return [];
  const filledBy = await findFilled(db, CENTRAL_TARGET, slot, now);
  return [filledBy ?? (await startSync(db, { trigger: 'schedule', slot }))];
}

/** After a failed run the next try takes the place of the slots until then; null: it has not come. */
function slotOf(current: Date, retry: Retry | null | undefined, now: Date): Date | null {
  if (!retry) return current;
  if (retry.nextTryAt > now) return null;
  return retry.nextTryAt > current ? retry.nextTryAt : current;
}

/** A run that filled the slot, or tried again within it. */
async function findFilled(db: Db, target: string, slot: Date, now: Date): Promise<StartedRun | null> {
  const [run] = await db.execute<{ id: string }>(sql`
    select id from runs where target = ${target}
      and slot between ${slot.toISOString()}::timestamptz and ${now.toISOString()}::timestamptz
    order by slot desc limit 1`);
  return run ? { runId: run.id, started: false } : null;
}

/** A central server has none, even if its database has: it was a site's. */
async function queueInterfaces(db: Db, now: Date): Promise<StartedRun[]> {
  if (env().syncRole === 'central') return [];
  const scheduled = await db
    .select()
    .from(interfaces)
    .where(or(isNotNull(interfaces.intervalMinutes), isNotNull(interfaces.times)));
  if (scheduled.length === 0 || !(await isReadyToImport(db))) return [];
  const zone = await readTimeZone(db);
  const found = scheduled.flatMap(({ id, intervalMinutes, times, pausedUntil, updatedAt }) => {
    const schedule = { intervalMinutes, times, zone };
    const current = dueSlot(schedule, { now, since: updatedAt, pausedUntil });
    return current ? [{ target: id, schedule, since: updatedAt, current }] : [];
  });
  const retries = await readRetries(db, found);
  const due: StartedRun[] = [];
  for (const { target, current } of found) {
    const slot = slotOf(current, retries.get(target), now);
    if (slot === null) continue;
    const filledBy = await findFilled(db, target, slot, now);
    due.push(filledBy ?? (await startRun(db, { target, trigger: 'schedule', slot })));
  }
  return due;
}
