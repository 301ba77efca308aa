import 'server-only';
import { isNotNull, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { interfaces } from '../db/schema/interfaces';
import { isReadyToImport } from '../interfaces/ready';
import { siteTarget } from '../runs/run';
import { type StartedRun, startRun, startSync } from '../runs/start';
import { currentSlot } from '../sync/schedule';
import { readConnection } from '../sync/settings';

/**
 * Queues every run whose slot has come: the site with its central server, its interfaces, and on the central server
 * what sites pushed and nobody integrates. However often and by however many it is called: one run per target and slot.
 */
export async function queueDueRuns(db: Db, now: Date): Promise<StartedRun[]> {
  return [
    ...(await queueSynchronisation(db, now)),
    ...(await queueInterfaces(db, now)),
    ...(await queueIntegrations(db)),
  ];
}

async function queueSynchronisation(db: Db, now: Date): Promise<StartedRun[]> {
  const connection = await readConnection(db);
  if (!connection?.intervalMinutes || (connection.pausedUntil && connection.pausedUntil > now)) return [];
  return [await startSync(db, { trigger: 'schedule', slot: currentSlot(now, connection.intervalMinutes) })];
}

async function queueInterfaces(db: Db, now: Date): Promise<StartedRun[]> {
  const scheduled = await db.select().from(interfaces).where(isNotNull(interfaces.intervalMinutes));
  if (scheduled.length === 0 || !(await isReadyToImport(db))) return [];
  const due: StartedRun[] = [];
  for (const { id, intervalMinutes, pausedUntil } of scheduled) {
    if (intervalMinutes === null || (pausedUntil && pausedUntil > now)) continue;
    due.push(await startRun(db, { target: id, trigger: 'schedule', slot: currentSlot(now, intervalMinutes) }));
  }
  return due;
}

/** Records that have lain in the buffer for a moment without a run: their run ended or was lost as they came in. */
async function queueIntegrations(db: Db): Promise<StartedRun[]> {
  const rows = await db.execute<{ site: number }>(sql`
    select distinct source_site_id as site from sync_buffer
    where source_site_id > 0 and problem is null and received_at < now() - interval '10 seconds' limit 1000`);
  const queued: StartedRun[] = [];
  for (const { site } of rows) queued.push(await startRun(db, { target: siteTarget(site), trigger: 'push' }));
  return queued;
}
