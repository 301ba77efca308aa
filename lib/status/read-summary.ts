import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { env } from '../env';
import { getLastSuccess, getLatestRun, type RunDetail } from '../runs/get';
import { CENTRAL_TARGET } from '../runs/run';
import { readConnection } from '../sync/settings';
import { countPending } from './count-pending';
import { judgeAlert } from './judge-alert';
import { readDecisiveRun } from './read-decisive-run';
import { freshnessOf, isActive } from './read-sync-status';
import type { SyncStatusSummary } from './summary';
import { whileUnchanged } from './while-unchanged';

/** What the navigation shows of the synchronisation. */
export async function readStatusSummary(db: Db, now: Date): Promise<SyncStatusSummary> {
  return env().syncRole === 'central' ? readCentralSummary(db, now) : readSiteSummary(db, now);
}

async function readSiteSummary(db: Db, now: Date): Promise<SyncStatusSummary> {
  const summary = await whileUnchanged(
    { db, now, name: 'summary' },
    () => readFresh(db, now),
    () => true,
  );
  return { ...summary, at: now.toISOString() };
}

async function readFresh(db: Db, now: Date): Promise<SyncStatusSummary> {
  const connection = await readConnection(db);
  if (!connection) {
    return { role: 'site', connected: false, pending: null, run: null, alert: null, at: now.toISOString() };
  }
  const [pending, latest, decisive, lastSuccess] = await Promise.all([
    countPending(db),
    getLatestRun(db, CENTRAL_TARGET),
    readDecisiveRun(db),
    getLastSuccess(db, CENTRAL_TARGET),
  ]);
  const running = latest !== null && isActive(latest);
  const freshness = freshnessOf(connection, lastSuccess, running, now);
  const ended = decisive && { state: decisive.state, errorCode: decisive.error?.code ?? null };
  return {
    role: 'site',
    connected: true,
    pending: { count: pending.count, capped: pending.capped },
    run: running ? { id: latest.id, state: latest.state, step: activeStep(latest) } : null,
    alert: running ? null : judgeAlert({ decisive: ended, freshness, intervalMinutes: connection.intervalMinutes }),
    at: now.toISOString(),
  };
}

function activeStep(run: RunDetail): string | null {
  return run.steps.find((step) => step.state === 'active')?.key ?? null;
}

/** The central server sends nothing; it shows whether it is integrating, and whether something could not be. */
async function readCentralSummary(db: Db, now: Date): Promise<SyncStatusSummary> {
  const [row] = await db.execute<{ id: string | null; state: string | null; problems: boolean }>(sql`
    select (select id from runs where target like 'site:%' and state in ('queued', 'running') order by queued_at limit 1) as id,
      (select state from runs where target like 'site:%' and state in ('queued', 'running') order by queued_at limit 1) as state,
      exists (select 1 from sync_buffer where problem is not null) as problems`);
  return {
    role: 'central',
    connected: true,
    pending: null,
    run: row?.id ? { id: row.id, state: row.state ?? 'running', step: 'integrate' } : null,
    alert: row?.problems ? { tone: 'warning', reason: 'problems' } : null,
    at: now.toISOString(),
  };
}
