import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Db } from '@/lib/db/client';
import { followFor, tidyListed } from '@/lib/properties/listed/follow';

const PART = 20_000;
const FOLLOW_MS = 3_600_000;

/** `interface-1` … as ids, so that pages can be named before anything is filled. */
export const idOf = (kind: string, n: number): string => {
  const head =
    { interface: '1', provider: '2', property: '3', delivery: '4', run: '5', import: '6', plan: '7' }[kind] ?? '9';
  return `${head}0000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
};
const idSql = (kind: string, n: string) =>
  sql.raw(`('${idOf(kind, 0).slice(0, 24)}' || lpad((${n})::text, 12, '0'))::uuid`);

/** Chooses out of a list by a number that has nothing to do with the row's place. */
const pick = (words: readonly string[], salt: number) =>
  sql.raw(`(array[${words.map((word) => `'${word}'`).join(', ')}])[1 + abs(hashint4(n + ${salt})) % ${words.length}]`);

const TYPES = ['wohnung', 'wohnung', 'wohnung', 'haus', 'haus', 'grundstueck', 'buero_praxen', 'parken'];
const WORDS = ['Helle', 'Ruhige', 'Große', 'Moderne', 'Sanierte', 'Schöne'];
const KINDS = ['Wohnung', 'Villa', 'Doppelhaushälfte', 'Lagerhalle', 'Baulücke', 'Stellplatz', 'Altbauwohnung'];
const TOWNS = ['Hamburg', 'Berlin', 'Köln', 'München', 'Bad Homburg', 'Leipzig'];

/** However many there are: some hundred properties in a town, some dozens with a postcode. */
export const townsOf = (properties: number) => Math.ceil(properties / 500);
/** A name of letters for each town, as the database makes it. */
export function townOf(n: number): string {
  const letters = createHash('md5').update(String(n)).digest('hex').slice(0, 9);
  return letters.replace(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)));
}
export const postcodesOf = (properties: number) => Math.min(99_999, Math.ceil(properties / 20));

export interface PropertyFill {
  properties: number;
  providers: number;
  interfaces: number;
}

/**
 * Properties as years of deliveries leave them: prices, towns and words scattered; providers deliver in turns; of four
 * interfaces the first has not delivered for long. Every filter leaves about as many for a page at each size, so that pages
 * with as many rows are compared. Answers how many a second the list took in.
 */
export async function fillProperties(db: Db, { properties, providers, interfaces }: PropertyFill): Promise<number> {
  await db.execute(sql`
    insert into providers (id, number, name, email)
    select ${idSql('provider', 'n')}, 'A-' || n, 'Agency ' || md5(n::text), 'a' || n || '@example.org' from generate_series(1, ${providers}::int) n`);
  await db.execute(sql`
    insert into stored_files (sha256, size_bytes, media_type, stored_at)
    select encode(sha256(n::text::bytea), 'hex'), 50000, 'image/jpeg', now() from generate_series(1, 10000) n`);
  for (let from = 1; from <= properties; from += PART) {
    await fillPart(db, { properties, providers, interfaces }, from, Math.min(properties, from + PART - 1));
  }
  const startedAt = performance.now();
  await followFor(db, FOLLOW_MS);
  const perSecond = properties / ((performance.now() - startedAt) / 1000);
  await tidyListed(db);
  return perSecond;
}

async function fillPart(db: Db, { properties, providers, interfaces }: PropertyFill, from: number, to: number) {
  await db.execute(sql`
    insert into properties (id, provider_id, interface_id, external_number, obid, state, published, title, object_type, price,
      currency, postcode, city, active_until, document, content_hash, updated_at)
    select ${idSql('property', 'n')}, ${idSql('provider', `1 + abs(hashint4(n)) % ${providers}`)},
      ${idSql('interface', `1 + (n::bigint * ${interfaces} - 1) / ${properties}`)}, 'HH-' || n, md5(n::text),
      (case when n % 15 = 0 then 'withdrawn' when n % 16 = 1 then 'trashed' else 'active' end)::property_state, n % 100 <> 7,
      ${pick(WORDS, 1)} || ' ' || ${pick(KINDS, 2)} || ' Nr. ' || n, ${pick(TYPES, 3)},
      case when n % 20 > 0 then 500 + abs(hashint4(n + 4)) % 2000000 end, 'EUR', lpad((abs(hashint4(n + 5)) % ${postcodesOf(properties)})::text, 5, '0'),
      case when n % 3 = 0 then ${pick(TOWNS, 6)} else initcap(left(translate(md5((abs(hashint4(n + 7)) % ${townsOf(properties)})::text), '0123456789', 'ghijklmnop'), 9)) end,
      case when n % 30 = 0 then current_date - 1 end, jsonb_build_object('text', repeat(md5(n::text), 12)), md5(n::text),
      now() - (${properties} - n) * interval '31 seconds'
    from generate_series(${from}::int, ${to}::int) n`);
  await db.execute(sql`
    insert into attachments (id, property_id, position, "group", name, file_sha256)
    select gen_random_uuid(), ${idSql('property', 'n')}, 1, 'TITELBILD', 'bild.jpg',
      encode(sha256((1 + n % 10000)::text::bytea), 'hex')
    from generate_series(${from}::int, ${to}::int) n`);
}
