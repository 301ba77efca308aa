import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../db/client';
import { decodeCursor, type Page, toPage } from '../../db/keyset';
import type { ErrorDetails } from '../../errors';
import type { EntryKind } from './entries';

export const ENTRY_KINDS = [
  'removed',
  'updated',
  'restored',
  'created',
  'failed',
  'skipped',
  'noted',
  'unchanged',
] as const satisfies readonly EntryKind[];

export interface PlanEntryRow extends Record<string, unknown> {
  planId: string;
  position: number;
  kind: EntryKind;
  providerName: string;
  /** Null: a new property. */
  propertyId: string | null;
  label: string | null;
  line: number | null;
  code: string | null;
  params: ErrorDetails | null;
  /** field: [old, new] */
  changes: Record<string, [unknown, unknown]> | null;
}

export interface ListEntriesInput {
  kind?: EntryKind | undefined;
  /** Only this plan of the import. */
  planId?: string | undefined;
  cursor?: string | undefined;
  size?: number;
}

/** What the plans of an import do to each record, a provider after the other, in the order of the plan. */
export async function listPlanEntries(
  db: Db,
  importId: string,
  { kind, planId, cursor, size = 100 }: ListEntriesInput = {},
): Promise<Page<PlanEntryRow>> {
  const after = decodeCursor(cursor, 2);
  const isPlace = after && /^[0-9a-f-]{36}$/i.test(after[0] ?? '') && /^\d{1,9}$/.test(after[1] ?? '');
  const conditions: SQL[] = [
    sql`p.import_id = ${importId}`,
    planId ? sql`p.id = ${planId}` : sql`true`,
    isPlace ? sql`p.id >= ${after[0]}::uuid` : sql`true`,
  ];
  const ofPlan = sql`${kind ? sql`e.kind = ${kind}` : sql`true`}
    and ${isPlace ? sql`(e.plan_id, e.position) > (${after[0]}::uuid, ${Number(after[1])})` : sql`true`}`;
  const rows = await db.execute<PlanEntryRow>(sql`
    select e.plan_id as "planId", e.position, e.kind, pr.name as "providerName", e.property_id as "propertyId", e.label,
      e.line, e.code, e.params, e.changes
    from plans p join providers pr on pr.id = p.provider_id
    cross join lateral (
      select * from plan_entries e where e.plan_id = p.id and ${ofPlan} order by e.position limit ${size + 1}) e
    where ${sql.join(conditions, sql` and `)} order by e.plan_id, e.position limit ${size + 1}`);
  return toPage([...rows], size, (row) => [row.planId, String(row.position)]);
}
