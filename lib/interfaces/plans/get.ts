import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../../db/client';
import type { RunCounts } from '../../db/schema/runs';
import type { ErrorDetails } from '../../errors';
import { getImport, type ImportDetail, type PlanState } from '../history';
import type { EntryKind } from './entries';
import { ENTRY_KINDS } from './list-entries';

export interface PlanDetail {
  id: string;
  providerName: string;
  hash: string;
  state: PlanState;
  summary: RunCounts;
  /** Why it waits for a person; of a look: why it would. */
  hold: { code: string; params: ErrorDetails } | null;
  createdAt: Date;
  decidedAt: Date | null;
  /** Who decided; null: nobody, or a later import did. */
  decidedBy: string | null;
}

/** Of each plan and kind; of one plan one more says that there are more. */
export const MOST_ENTRIES_COUNTED = 10_000;

export interface ShownPlans {
  found: ImportDetail;
  plans: PlanDetail[];
  /** How many entries are listed of each kind; of what stays as it is only the first ones are. */
  entries: Partial<Record<EntryKind, number>>;
}

/** What an import planned for each provider, for the page that asks for a decision; null: it has no plans, or is another interface's. */
export async function getPlans(db: Db, interfaceId: string, importId: string): Promise<ShownPlans | null> {
  const found = await getImport(db, importId);
  if (found?.interfaceId !== interfaceId || found.plans.length === 0) return null;
  const rows = await db.execute<PlanRow>(sql`
    select p.id, pr.name, p.hash, p.state, p.summary, p.hold_code, p.hold_params, p.created_at, p.decided_at,
      u.name as decided_by
    from plans p join providers pr on pr.id = p.provider_id left join users u on u.id = p.decided_by
    where p.import_id = ${importId} order by p.id`);
  const counts = await db.execute<{ kind: EntryKind; count: number }>(sql`
    select k.kind, sum(e.n)::int as count
    from (select unnest(${sql.raw(`array[${ENTRY_KINDS.map((kind) => `'${kind}'`).join(', ')}]`)}) as kind) k
    cross join plans p
    cross join lateral (
      select count(*) as n from (
        select from plan_entries e where e.plan_id = p.id and e.kind = k.kind limit ${MOST_ENTRIES_COUNTED + 1}) e) e
    where p.import_id = ${importId} group by 1 having sum(e.n) > 0`);
  return {
    found,
    plans: rows.map(toPlan),
    entries: Object.fromEntries(counts.map(({ kind, count }) => [kind, count])),
  };
}

interface PlanRow extends Record<string, unknown> {
  id: string;
  name: string;
  hash: string;
  state: PlanState;
  summary: RunCounts;
  hold_code: string | null;
  hold_params: ErrorDetails | null;
  created_at: string;
  decided_at: string | null;
  decided_by: string | null;
}

function toPlan(row: PlanRow): PlanDetail {
  return {
    id: row.id,
    providerName: row.name,
    hash: row.hash,
    state: row.state,
    summary: row.summary,
    hold: row.hold_code === null ? null : { code: row.hold_code, params: row.hold_params ?? {} },
    createdAt: new Date(row.created_at),
    decidedAt: row.decided_at === null ? null : new Date(row.decided_at),
    decidedBy: row.decided_by,
  };
}
