import 'server-only';
import { inArray, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { imports } from '../db/schema/imports';
import { runs } from '../db/schema/runs';
import { readHistoryDays } from './history-days';
import { type EndedRun, INTEGRATION_DAYS, isRunOver } from './retention';
import type { RunState } from './run';

const BATCH = 1_000;
const MOST_BATCHES = 10_000;

interface EndedRow extends Record<string, unknown> {
  id: string;
  target: string;
  state: RunState;
  queued_at: string;
  finished_at: string;
  is_last: boolean;
  is_open: boolean;
  is_used: boolean;
}

/**
 * Removes runs whose time is over, oldest first, a transaction per batch, until none is left or the time is used up (the
 * next call goes on). Answers how many were removed.
 */
export async function pruneRuns(db: Db, now: Date, { budgetMs = 5_000 } = {}): Promise<number> {
  const end = performance.now() + budgetMs;
  const runDays = await readHistoryDays(db);
  let removed = 0;
  let after: EndedRow | undefined;
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const rows = await selectEnded(db, now, runDays, after);
    const over = rows.filter((row) => isRunOver(toEndedRun(row), now, runDays)).map((row) => row.id);
    if (over.length > 0) await removeRuns(db, over);
    removed += over.length;
    after = rows.at(-1);
    if (rows.length < BATCH || performance.now() >= end) break;
  }
  return removed;
}

async function removeRuns(db: Db, ids: string[]): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.delete(imports).where(inArray(imports.runId, ids));
    await tx.delete(runs).where(inArray(runs.id, ids));
  });
}

/** Ended runs that are old enough for one of the rules, with what decides about them. */
async function selectEnded(db: Db, now: Date, runDays: number, after: EndedRow | undefined): Promise<EndedRow[]> {
  const ago = (days: number) => sql`${now.toISOString()}::timestamptz - make_interval(days => ${days})`;
  const place = after ? sql`and (r.queued_at, r.id) > (${after.queued_at}::timestamptz, ${after.id}::uuid)` : sql``;
  return db.execute<EndedRow>(sql`
    select r.id, r.target, r.state, r.queued_at::text as queued_at, r.finished_at::text as finished_at,
      not exists (select from runs n where n.target = r.target and (n.queued_at, n.id) > (r.queued_at, r.id))
        or (r.state in ('done', 'problems') and not exists (
          select from runs n where n.target = r.target and (n.queued_at, n.id) > (r.queued_at, r.id)
            and n.state in ('done', 'problems'))) as is_last,
      exists (
        select from outcomes o join sync_buffer b on b.table_name = o.table_name and b.record_id = o.record_id
          and b.source_site_id = case when r.target like 'site:%' then substr(r.target, 6)::int else 0 end
        where o.run_id = r.id and o.outcome = 'failed' and b.problem is not null
          and not exists (select from outcomes n where n.record_id = o.record_id and n.id > o.id
            and n.run_id <> r.id and n.outcome = 'failed'))
        or exists (select from imports i join plans p on p.import_id = i.id where i.run_id = r.id and p.state = 'held') as is_open,
      exists (select from imports i where i.run_id = r.id and (${USED})) as is_used
    from runs r
    where r.queued_at < ${ago(INTEGRATION_DAYS)} and r.state not in ('queued', 'running')
      and (r.queued_at < ${ago(runDays)} or (r.target like 'site:%' and r.state = 'done')) ${place}
    order by r.queued_at, r.id limit ${BATCH}`);
}

/**
 * What interfaces ask of an import `i` (same-bytes.ts, plan-part.ts): a delivery's last one, an interface's last that was
 * applied, and of a provider the newest by its own time or its file's; one that is younger in every way stands in for it.
 */
const USED = sql`
  exists (select from deliveries d where d.id = i.delivery_id and d.last_import_id = i.id and d.gone_at is null)
  or (i.state in ('done', 'warnings') and not exists (
    select from imports n where n.interface_id = i.interface_id and n.state in ('done', 'warnings')
      and n.started_at >= i.started_at and (n.started_at, n.id) > (i.started_at, i.id)))
  or exists (
    select from plans p where p.import_id = i.id and p.state = 'applied' and not exists (
      select from imports n join plans q on q.import_id = n.id
      where n.interface_id = i.interface_id and q.provider_id = p.provider_id and q.state = 'applied'
        and n.started_at >= i.started_at and (n.started_at, n.id) > (i.started_at, i.id)
        and n.modified_at >= i.modified_at
        and coalesce(q.transfer_at, n.transfer_at, '-infinity') >= coalesce(p.transfer_at, i.transfer_at, '-infinity')))`;

function toEndedRun(row: EndedRow): EndedRun {
  return {
    target: row.target,
    state: row.state,
    finishedAt: new Date(row.finished_at),
    isLast: row.is_last,
    isOpen: row.is_open,
    isUsed: row.is_used,
  };
}
