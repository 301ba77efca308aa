import { sql } from 'drizzle-orm';
import type { Db } from '@/lib/db/client';
import { PROVIDER_ID } from './exchange-request';

/** Registers sites 1 … count with the tokens and installations of exchange-request.ts, in three statements. */
export async function registerSites(db: Db, count: number): Promise<void> {
  await db.execute(sql`insert into providers (id, number, name) values (${PROVIDER_ID}, 'load', 'Agency of the load')`);
  await db.execute(sql`
    insert into sites (id, name, token_hash, installation_id) overriding system value
    select n, 'Site ' || n, encode(sha256(convert_to('es_load-site-' || lpad(n::text, 8, '0'), 'UTF8')), 'hex'), ${uuidOf('installation')}
    from generate_series(1, ${count}::int) n`);
  await db.execute(sql`select setval(pg_get_serial_sequence('sites', 'id'), ${count}::bigint)`);
  await db.execute(sql`vacuum analyze sites`);
}

export interface LoadAudit {
  acknowledgedRecords: number;
  lost: number;
  doubled: number;
  /** Stored and not integrated. */
  buffered: number;
}

/** What the central server holds against what it acknowledged: `done` has the acknowledged runs of site 1, 2, … */
export async function auditLoad(db: Db, done: readonly number[]): Promise<LoadAudit> {
  const [row] = await db.execute<{ properties: number; contacts: number; doubled: number; buffered: number }>(sql`
    with acknowledged as (
      select n::int as n, runs::int as runs
      from jsonb_array_elements_text(${JSON.stringify(done)}::text::jsonb) with ordinality d(runs, n))
    select
      (select count(*)::int from acknowledged a, generate_series(1, a.runs) run
        where not exists (select 1 from properties p where p.origin_site_id = a.n and p.id = ${uuidOf('property', 'run')})) as properties,
      (select count(*)::int from acknowledged a where runs > 0 and not exists (
        select 1 from contacts c where c.origin_site_id = a.n and c.id = ${uuidOf('contact')} and c.number::int >= a.runs)) as contacts,
      (select (count(*) - count(distinct external_number))::int from properties) +
        (select (count(*) - count(distinct value))::int from property_keys) +
        (select (count(*) - count(distinct last_name))::int from contacts) as doubled,
      (select count(*)::int from sync_buffer) as buffered`);
  if (!row) throw new Error('one row');
  const acknowledgedRecords = 2 * done.reduce((sum, runs) => sum + runs, 0);
  return { acknowledgedRecords, lost: row.properties + row.contacts, doubled: row.doubled, buffered: row.buffered };
}

/** The same as toUuid(`${kind}/${n}`) or toUuid(`${kind}/${n}/${run}`). */
function uuidOf(kind: string, run?: string) {
  const name = run ? `'${kind}/' || n || '/' || ${run}` : `'${kind}/' || n`;
  return sql.raw(`overlay(overlay(md5(${name}) placing '8' from 13) placing '8' from 17)::uuid`);
}
