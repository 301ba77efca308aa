import 'server-only';
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { containing } from '../db/containing';
import { decodeCursor } from '../db/keyset';
import { auditLog } from '../db/schema/audit-log';
import { users } from '../db/schema/users';
import { toWalkedPage, type WalkedPage, walk } from '../db/walk';
import type { AuditAction } from './actions';
import type { Actor, ActorKind } from './actor';
import { findSubjects, nameSubjects, type SubjectName } from './name-subjects';

export interface AuditRow {
  id: number;
  at: Date;
  actorKind: ActorKind;
  actorId: string | null;
  /** null: no user, or one that is gone. */
  actorName: string | null;
  action: string;
  subject: string | null;
  /** What the subject is, as far as it is still there. */
  about: SubjectName | null;
  details: Record<string, unknown>;
  allowed: boolean;
}

export interface AuditFilter {
  actor?: Actor | undefined;
  action?: AuditAction | undefined;
  allowed?: boolean | undefined;
  /** Days like 2026-11-22 on a clock in `timeZone`, both included. */
  since?: string | undefined;
  until?: string | undefined;
  timeZone?: string | undefined;
  /** A part of a name, an id, or what stands in the details: at least `SHORTEST_SEARCH` characters. */
  search?: string | undefined;
}

/** Shorter texts are in too many rows to be looked for. */
export const SHORTEST_SEARCH = 3;

/**
 * What was done and what was refused, newest first. In bounded time: what is rare is looked up, what is frequent is met soon;
 * where a text is neither, the log is looked through for a while, and the page says how far.
 */
export async function listAudit(
  db: Db,
  filter: AuditFilter,
  { cursor, size = 50 }: { cursor?: string | undefined; size?: number } = {},
): Promise<WalkedPage<AuditRow>> {
  const after = readPlace(cursor);
  const search = await searchCondition(db, filter.search);
  const isRare = search !== null && (await estimateRows(db, search)) <= MOST_LOOKED_UP;
  const place = after
    ? sql`(${auditLog.at}, ${auditLog.id}) < (${after.at}::timestamptz, ${after.id}::bigint)`
    : undefined;
  const rows = and(...conditionsOf(filter), place, isRare ? search : undefined) ?? sql`true`;
  const walked = await walk(db, {
    rows: sql`from ${auditLog} where ${rows}`,
    key: sql`${auditLog.at}`,
    id: sql`${auditLog.id}`,
    down: true,
    filter: isRare ? null : search,
    size,
    most: MOST_SEARCHED,
  });
  const found = await readRows(db, walked.ids);
  const names = await nameSubjects(db, found);
  const named = found.map((row) => ({
    ...row,
    details: row.details ?? {},
    about: names.get(row.subject?.toLowerCase() ?? '') ?? null,
  }));
  return toWalkedPage(walked, named, (row) => String(row.id));
}

/** Texts are long: so many are read for one page. */
const MOST_SEARCHED = 5_000;
/** So many matches are sorted. */
const MOST_LOOKED_UP = 4_000;

/** About as many as the statistics say. */
async function estimateRows(db: Db, condition: SQL): Promise<number> {
  const [row] = await db.execute<{ 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }>(
    sql`explain (format json) select from ${auditLog} where ${condition}`,
  );
  return row?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? Number.POSITIVE_INFINITY;
}

function readRows(db: Db, ids: readonly string[]) {
  return db
    .select({
      id: auditLog.id,
      at: auditLog.at,
      actorKind: auditLog.actorKind,
      actorId: auditLog.actorId,
      actorName: sql<string | null>`coalesce(nullif(${users.name}, ''), ${users.email})`,
      action: auditLog.action,
      subject: auditLog.subject,
      details: auditLog.details,
      allowed: auditLog.allowed,
    })
    .from(auditLog)
    .leftJoin(users, eq(users.id, auditLog.actorId))
    .where(ids.length > 0 ? inArray(auditLog.id, ids.map(Number)) : sql`false`);
}

/** A mangled address shows the first page. */
function readPlace(cursor: string | undefined): { at: string; id: string } | null {
  const [at = '', id = ''] = decodeCursor(cursor, 2) ?? [];
  return /^\d{4}-\d{2}-\d{2}[T ][\d:.]+(Z|\+00)$/.test(at) && !Number.isNaN(Date.parse(at)) && /^\d{1,18}$/.test(id)
    ? { at, id }
    : null;
}

function conditionsOf({ actor, action, allowed, since, until, timeZone = 'UTC' }: AuditFilter): (SQL | undefined)[] {
  return [
    actor && (actor.kind === 'user' ? eq(auditLog.actorId, actor.id) : eq(auditLog.actorKind, actor.kind)),
    action && eq(auditLog.action, action),
    // Written out, as the index on refusals has it.
    allowed === undefined ? undefined : allowed ? sql`${auditLog.allowed}` : sql`not ${auditLog.allowed}`,
    since ? sql`${auditLog.at} >= ${since}::date::timestamp at time zone ${timeZone}` : undefined,
    until ? sql`${auditLog.at} < (${until}::date + 1)::timestamp at time zone ${timeZone}` : undefined,
  ];
}

/** The expression is the index's own. */
async function searchCondition(db: Db, search: string | undefined): Promise<SQL | null> {
  if (!search) return null;
  const pattern = containing(search);
  const ids = await findSubjects(db, pattern);
  return sql`((coalesce(${auditLog.subject}, '') || ' ' || coalesce(${auditLog.details}::text, '')) ilike ${pattern}
    or ${auditLog.subject} = any(string_to_array(${ids.join(',')}, ',')))`;
}
