import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Db } from '@/lib/db/client';
import { providers } from '@/lib/db/schema/providers';

export async function insertProvider(
  db: Db,
  values: { number: string; name?: string; id?: string; originSiteId?: number },
): Promise<string> {
  const id = values.id ?? uuidv7();
  const { number, name = number, originSiteId = 0 } = values;
  await db.insert(providers).values({ id, number, name, originSiteId });
  return id;
}

/** Properties as a delivery leaves them: with a key and one attachment each, in three statements. */
export async function insertProperties(db: Db, providerId: string, count: number, prefix = 'P'): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => ({
    id: uuidv7(),
    attachment: uuidv7(),
    number: `${prefix}-${index + 1}`,
    title: `Property ${prefix}-${index + 1}`,
  }));
  const text = JSON.stringify(rows);
  await db.transaction(async (tx) => {
    await tx.execute(sql`
      insert into properties (id, provider_id, external_number, state, title, price, document, content_hash)
      select id, ${providerId}, number, 'active', title, 100000.5, jsonb_build_object('n', number, 'text', repeat('x', 500)), number
      from jsonb_to_recordset(${text}::text::jsonb) as r(id uuid, number text, title text)`);
    await tx.execute(sql`
      insert into property_keys (provider_id, kind, value, property_id)
      select ${providerId}, 'external', number, id from jsonb_to_recordset(${text}::text::jsonb) as r(id uuid, number text)`);
    await tx.execute(sql`
      insert into attachments (id, property_id, position, title, url)
      select attachment, id, 1, 'front', 'https://pictures.example/' || number
      from jsonb_to_recordset(${text}::text::jsonb) as r(id uuid, attachment uuid, number text)`);
  });
}

/** Every synchronised row as text, without what each installation keeps for itself: equal means in step. */
export async function describeStock(db: Db, originSiteId: number): Promise<string[]> {
  const rows = await db.execute<{ line: string }>(sql`
    select 'contact ' || (to_jsonb(c) - 'origin_site_id')::text as line from contacts c where origin_site_id = ${originSiteId}
    union all
    select 'property ' || (to_jsonb(p) - '{origin_site_id,interface_id,import_id}'::text[])::text from properties p
      where origin_site_id = ${originSiteId}
    union all
    select 'key ' || (to_jsonb(k) - 'origin_site_id')::text from property_keys k where origin_site_id = ${originSiteId}
    union all
    select 'attachment ' || (to_jsonb(a) - 'origin_site_id')::text from attachments a where origin_site_id = ${originSiteId}
    order by 1`);
  return rows.map((row) => row.line);
}
