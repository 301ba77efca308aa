import { sql } from 'drizzle-orm';
import type { Db } from '@/lib/db/client';

/** Every table's rows as sorted texts, those of the given tables left out: equal means that nothing was written. */
export async function readTables(db: Db, except: readonly string[] = []): Promise<Record<string, string[]>> {
  const tables = await db.execute<{ name: string }>(sql`
    select tablename as name from pg_tables where schemaname = 'public' order by 1`);
  const contents: Record<string, string[]> = {};
  for (const { name } of tables) {
    if (except.includes(name)) continue;
    const rows = await db.execute<{ line: string }>(
      sql`select t::text as line from ${sql.identifier(name)} t order by 1`,
    );
    contents[name] = rows.map((row) => row.line);
  }
  return contents;
}
