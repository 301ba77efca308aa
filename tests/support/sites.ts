import { sql } from 'drizzle-orm';
import type { Db } from '@/lib/db/client';

/**
 * Sites as a central server has them: of fifty one never called, of forty one is silent, of a hundred one is disabled; the
 * others called within the last five minutes. Names and their order have nothing to do with the numbers.
 */
export async function insertSites(db: Db, count: number): Promise<void> {
  await db.execute(sql`
    insert into sites (name, domain, token_hash, installation_id, software_version, last_contact_at, last_success_at, disabled_at, pending)
    select 'Site ' || md5(i::text), 'office-' || i || '.example', md5(i::text) || md5((i + 1)::text),
      gen_random_uuid(), '0.1.0',
      case when i % 50 = 0 then null when i % 40 = 1 then now() - interval '3 days' else now() - (i % 300) * interval '1 second' end,
      case when i % 50 = 0 then null else now() - interval '4 minutes' end,
      case when i % 100 = 7 then now() end, i % 7
    from generate_series(1, ${count}::int) i`);
}

/** Records in the buffer, spread over the sites; every tenth could not be integrated. */
export async function insertBuffered(db: Db, count: number): Promise<void> {
  await db.execute(sql`
    insert into sync_buffer (source_site_id, table_name, record_id, origin_site_id, action, data, problem, received_at)
    select s.id, 'properties', gen_random_uuid(), s.id, 'upsert', jsonb_build_object('title', 'Flat ' || i, 'text', repeat('x', 300)),
      case when i % 10 = 0
        then '{"code":"record-refused","field":"provider_id","value":"1","cause":"not there"}'::jsonb end,
      now() - interval '1 minute'
    from generate_series(1, ${count}::int) i
    join (select id, row_number() over (order by id) as nth from sites) s
      on s.nth = 1 + (i::bigint * 7919) % (select count(*) from sites)`);
}
