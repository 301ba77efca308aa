import 'server-only';
import { isNotNull, or, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { interfaces } from '../db/schema/interfaces';
import { readTimeZone } from '../i18n/time-zone';
import { isReadyToImport } from '../interfaces/ready';
import { acceptArrived } from '../providers/parked/accept-arrived';
import { CENTRAL_TARGET } from '../runs/run';
import { type StartedRun, startRun, startSync } from '../runs/start';
import { readRetry } from '../sync/schedule/read-retry';
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
  const current = currentSlot(now, connection.intervalMinutes);
  const retry = await readRetry(db, connection);
  if (retry && retry.nextTryAt > now) return [];
  const slot = retry && retry.nextTryAt > current ? retry.nextTryAt : current;
  const filledBy = await findFilled(db, slot, now);
  return [filledBy ?? (await startSync(db, { trigger: 'schedule', slot }))];
}

/** A run that filled the slot, or tried again within it. */
async function findFilled(db: Db, slot: Date, now: Date): Promise<StartedRun | null> {
  const [run] = await db.execute<{ id: string }>(sql`
    select id from runs where target = ${CENTRAL_TARGET}
      and slot between ${slot.toISOString()}::timestamptz and ${now.toISOString()}::timestamptz
    order by slot desc limit 1`);
  return run ? { runId: run.id, started: false } : null;
}

async function queueInterfaces(db: Db, now: Date): Promise<StartedRun[]> {
  const scheduled = await db
    .select()
    .from(interfaces)
    .where(or(isNotNull(interfaces.intervalMinutes), isNotNull(interfaces.times)));
  if (scheduled.length === 0 || !(await isReadyToImport(db))) return [];
  const zone = await readTimeZone(db);
  const due: StartedRun[] = [];
  for (const { id, intervalMinutes, times, pausedUntil, updatedAt } of scheduled) {
    const slot = dueSlot({ intervalMinutes, times, zone }, { now, since: updatedAt, pausedUntil });
    if (slot) due.push(await startRun(db, { target: id, trigger: 'schedule', slot }));
  }
  return due;
}
