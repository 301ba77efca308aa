import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import type { RecordProblem, StatusAnswer, StatusRequest, SyncTable } from '../protocol/v1';
import { siteTarget } from '../runs/run';
import { startRun } from '../runs/start';
import type { CallingSite } from './authenticate';

interface ProblemRow extends Record<string, unknown> {
  table: SyncTable;
  id: string;
  label: string | null;
  problem: Pick<RecordProblem, 'code' | 'field' | 'value' | 'cause'>;
}

/** How far the integration of what the site pushed is; starts it where records wait and nobody integrates them. */
export async function reportStatus(db: Db, site: CallingSite, { retry }: StatusRequest): Promise<StatusAnswer> {
  if (retry)
    await db.execute(
      sql`update sync_buffer set problem = null where source_site_id = ${site.id} and problem is not null`,
    );
  const [counts] = await db.execute<{ waiting: number; problems: number }>(sql`
    select (select count(*)::int from sync_buffer where source_site_id = ${site.id} and problem is null) as waiting,
      (select count(*)::int from sync_buffer where source_site_id = ${site.id} and problem is not null) as problems`);
  const waiting = counts?.waiting ?? 0;
  if (waiting > 0) await startRun(db, { target: siteTarget(site.id), trigger: 'push' });
  const rows = counts?.problems ? await listProblems(db, site) : [];
  await db.execute(sql`update sites set last_success_at = now() where id = ${site.id} and ${waiting} = 0`);
  return {
    waiting,
    problemCount: counts?.problems ?? 0,
    problems: rows.map(({ table, id, label, problem }) => ({
      table,
      id,
      label,
      code: problem.code,
      field: problem.field,
      value: problem.value,
      cause: problem.cause,
    })),
  };
}

async function listProblems(db: Db, site: CallingSite): Promise<readonly ProblemRow[]> {
  return db.execute<ProblemRow>(sql`
    select table_name as "table", record_id as id, problem,
      coalesce(data->>'title', data->>'external_number', data->>'name', data->>'last_name') as label
    from sync_buffer where source_site_id = ${site.id} and problem is not null order by table_name, record_id limit 100`);
}
