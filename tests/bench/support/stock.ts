import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Db } from '@/lib/db/client';

const PART = 50_000;

/**
 * Fills a site with properties that weigh about 1 KB each as JSON on the wire, every one with a key, as a delivery leaves
 * them. Answers the provider.
 */
export async function fillProperties(db: Db, count: number, prefix = 'P'): Promise<string> {
  const providerId = uuidv7();
  await db.execute(
    sql`insert into providers (id, number, name) values (${providerId}, ${prefix}, ${`Agency ${prefix}`})`,
  );
  for (let from = 1; from <= count; from += PART) {
    const to = Math.min(count, from + PART - 1);
    await db.transaction(async (tx) => {
      await tx.execute(sql`
        insert into properties (id, provider_id, external_number, state, title, price, currency, city, document, content_hash)
        select ${idOf(prefix)}, ${providerId}, ${`${prefix}-`} || n, 'active', 'Property ' || n, 100000 + n, 'EUR', 'Hamburg',
          jsonb_build_object('text', ${noise(8)}), md5(n::text)
        from generate_series(${from}::int, ${to}::int) n`);
      await tx.execute(sql`
        insert into property_keys (provider_id, kind, value, property_id)
        select ${providerId}, 'external', ${`${prefix}-`} || n, ${idOf(prefix)} from generate_series(${from}::int, ${to}::int) n`);
    });
  }
  return providerId;
}

/** Contacts only: narrow rows, where nothing but their number matters. */
export async function fillContacts(db: Db, count: number, prefix = 'C'): Promise<void> {
  const providerId = uuidv7();
  await db.execute(
    sql`insert into providers (id, number, name) values (${providerId}, ${prefix}, ${`Agency ${prefix}`})`,
  );
  for (let from = 1; from <= count; from += PART) {
    await db.execute(sql`
      insert into contacts (id, provider_id, number, last_name, document, content_hash)
      select ${idOf(prefix)}, ${providerId}, n, 'Contact ' || n, '{}', ''
      from generate_series(${from}::int, ${Math.min(count, from + PART - 1)}::int) n`);
  }
}

/** Edits `count` properties that lie scattered over all of them. */
export async function changeProperties(db: Db, count: number, among: number, round: number): Promise<void> {
  const step = Math.max(1, Math.floor(among / count));
  await db.execute(sql`
    update properties set title = 'Changed in round ' || ${round}::text, price = price + 1, updated_at = now(),
      content_hash = md5(${`${round}`}::text || id::text)
    where external_number in (select 'P-' || (1 + (n * ${step}::int + ${round}::int) % ${among}::int) from generate_series(0, ${count - 1}::int) n)`);
}

/** A uuid in the order of n, as uuidv7 gives them in the order of time. */
const idOf = (prefix: string) => {
  const head = Buffer.from(prefix.padEnd(2, 'x')).toString('hex').slice(0, 4);
  return sql.raw(
    `('${head}' || lpad(to_hex(n), 8, '0') || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid`,
  );
};

/** `parts` times 32 characters that do not compress well. */
const noise = (parts: number) =>
  sql.raw(Array.from({ length: parts }, (_, part) => `md5(n::text || '/${part}')`).join(' || '));
