import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';

export type SubjectKind =
  | 'interface'
  | 'delivery'
  | 'property'
  | 'provider'
  | 'run'
  | 'import'
  | 'user'
  | 'site'
  | 'group'
  | 'token';

export interface SubjectName {
  kind: SubjectKind;
  id: string;
  /** null: it has none, as a run. */
  name: string | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What rows of the audit log are about, as far as it is still there: one statement, however many. */
export async function nameSubjects(
  db: Db,
  rows: readonly { action: string; subject: string | null }[],
): Promise<Map<string, SubjectName>> {
  const ids = distinct(rows.flatMap(({ subject }) => (subject && UUID.test(subject) ? [subject.toLowerCase()] : [])));
  // Sites alone have numbers.
  const siteIds = distinct(
    rows.flatMap(({ action, subject }) => (/^site\./.test(action) && /^\d{1,9}$/.test(subject ?? '') ? [subject] : [])),
  );
  if (ids.length + siteIds.length === 0) return new Map();
  const among = sql`any(string_to_array(${ids.join(',')}, ',')::uuid[])`;
  const found = await db.execute<SubjectName & Record<string, unknown>>(sql`
    select 'interface' as kind, id::text, name from interfaces where id = ${among}
    union all select 'delivery', id::text, path from deliveries where id = ${among}
    union all select 'property', id::text, coalesce(title, external_number) from properties where id = ${among}
    union all select 'provider', id::text, name from providers where id = ${among}
    union all select 'run', id::text, null from runs where id = ${among}
    union all select 'import', id::text, null from imports where id = ${among}
    union all select 'user', id::text, email from users where id = ${among}
    union all select 'group', id::text, name from sharing_groups where id = ${among}
    union all select 'token', id::text, name from api_tokens where id = ${among}
    union all select 'site', id::text, name from sites where id = any(string_to_array(${siteIds.join(',')}, ',')::int[])`);
  return new Map(found.map(({ kind, id, name }) => [id, { kind, id, name }]));
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

const MOST_NAMED = 200;

/** The ids of what has such a name now: the log itself holds ids. */
export async function findSubjects(db: Db, pattern: string): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select id from (
      select id::text, name from interfaces
      union all select id::text, name from providers
      union all select id::text, name from sharing_groups
      union all select id::text, name from api_tokens
      union all select id::text, name || ' ' || email from users
    ) as named where name ilike ${pattern} limit ${MOST_NAMED}`);
  return rows.map(({ id }) => id);
}
