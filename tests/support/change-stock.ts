import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Db } from '@/lib/db/client';
import type { Random } from './long';
import { insertProperties } from './records';

let prefixes = 0;

/** What a day does to a site's own records: some properties new, some changed, some deleted; contacts as well. */
export async function changeSite(db: Db, random: Random, size: number): Promise<void> {
  const [provider] = await db.execute<{ id: string }>(sql`select id from providers order by id limit 1`);
  const providerId = provider?.id ?? '';
  prefixes += 1;
  await insertProperties(db, providerId, Math.max(1, Math.round(size / 3)), `N${prefixes}`);
  const contact = uuidv7();
  const word = `word ${prefixes}-${random.int(0, 1e9)}`;
  await db.transaction(async (tx) => {
    await tx.execute(sql`
      insert into contacts (id, provider_id, last_name, document, content_hash)
      values (${contact}, ${providerId}, ${word}, '{}', ${word})`);
    await tx.execute(sql`
      update properties set title = ${word}, contact_id = ${contact}, document = jsonb_build_object('w', ${word}::text)
      where id in (select id from properties where origin_site_id = 0 order by md5(id::text || ${word}) limit ${size})`);
    await tx.execute(sql`
      update attachments set title = ${word}
      where id in (select id from attachments where origin_site_id = 0 order by md5(id::text || ${word}) limit 5)`);
  });
  await db.execute(sql`
    delete from properties where id in (
      select id from properties where origin_site_id = 0 order by md5(${word} || id::text)
      limit greatest(1, ${Math.round(size / 4)}, (select count(*) from properties)::int - 2000))`);
  await db.execute(sql`
    delete from contacts c where origin_site_id = 0 and not exists (select from properties p where p.contact_id = c.id)`);
}

/** What the central server's admin does meanwhile: a provider new, one renamed, one that nobody refers to removed. */
export async function changeCentral(db: Db, random: Random): Promise<void> {
  prefixes += 1;
  const name = `provider ${prefixes}-${random.int(0, 1e9)}`;
  await db.execute(sql`insert into providers (id, number, name) values (${uuidv7()}, ${`c${prefixes}`}, ${name})`);
  await db.execute(sql`
    update providers set name = ${name} where id = (select id from providers order by md5(id::text || ${name}) limit 1)`);
  await db.execute(sql`
    delete from providers where id = (
      select id from providers p where number like 'c%' and not exists (select from properties where provider_id = p.id)
        and not exists (select from contacts where provider_id = p.id)
      order by md5(id::text || ${name}) limit 1)`);
}

/** Central data as text, without what each installation keeps for itself: equal means in step. */
export async function describeProviders(db: Db): Promise<string[]> {
  const rows = await db.execute<{ line: string }>(sql`
    select (to_jsonb(p) - '{origin_site_id,updated_at}'::text[])::text as line from providers p order by 1`);
  return rows.map((row) => row.line);
}
