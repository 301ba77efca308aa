import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import type { SyncTable } from '../protocol/v1';
import type { DigestScope } from './digest';
import { toIds } from './digest';

/** What people call a record of each table. */
const NAME: Record<SyncTable, SQL> = {
  providers: sql`x.name`,
  sharing_groups: sql`x.name`,
  sharing_group_sites: sql`x.site_name`,
  contacts: sql`coalesce(nullif(concat_ws(' ', x.first_name, x.last_name), ''), x.company, x.number)`,
  properties: sql`coalesce(x.title, x.external_number, x.obid, x.internal_number)`,
  attachments: sql`coalesce(x.title, x.name, x.url)`,
};
const LONGEST = 200;

/** The names of records by id; a record without a name, or that the scope does not hold, is not in the answer. */
export async function readNames(
  db: Db,
  { scope, site }: DigestScope,
  table: SyncTable,
  ids: readonly string[],
): Promise<[string, string][]> {
  const [condition] = await db.execute<{ rows: string }>(
    sql`select digest_rows_v1(${scope}, ${site}, ${table}) as rows`,
  );
  const rows = await db.execute<{ id: string; name: string }>(sql`
    select x.id, left(${NAME[table]}, ${LONGEST}) as name from ${sql.identifier(table)} x
    where x.id = any(${toIds(ids)}) and ${NAME[table]} is not null and ${sql.raw(condition?.rows ?? 'false')}`);
  return rows.map((row) => [row.id, row.name]);
}
