import { type SQL, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import type { SyncTable } from '@/lib/protocol/v1';
import type { VerifyScope } from '@/lib/protocol/verify';
import { type VerifyPair, withoutTriggers } from './verify-pair';

/** One record that is altered, dropped or doubled on one side behind the triggers' back. */
export interface Fault {
  side: 'site' | 'central';
  scope: VerifyScope;
  table: SyncTable;
  what: 'alter' | 'drop' | 'double';
  /** Which record, as a share of all. */
  pick: number;
}

const CENTRAL = ['providers', 'sharing_groups', 'sharing_group_sites'] as const;
const REMOTE = ['contacts', 'properties', 'attachments'] as const;
const PLACES: [VerifyScope, SyncTable][] = [
  ...CENTRAL.map((table): [VerifyScope, SyncTable] => ['central', table]),
  ...REMOTE.map((table): [VerifyScope, SyncTable] => ['own', table]),
  ...REMOTE.map((table): [VerifyScope, SyncTable] => ['shared', table]),
];

/** Any fault of one kind on one side. */
export function arbitraryFault(side: Fault['side'], what: Fault['what']): fc.Arbitrary<Fault> {
  return fc
    .record({
      place: fc.constantFrom(...PLACES),
      pick: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    })
    .map(({ place: [scope, table], pick }) => ({ side, what, scope, table, pick }))
    .filter(isFault);
}

/** On the central server a group without this site, a contact without a listing or a lost membership is other sharing, and no fault. */
function isFault({ side, scope, table, what }: Fault): boolean {
  if (side === 'site') return true;
  if (table === 'sharing_groups' || table === 'sharing_group_sites') return what === 'alter';
  return !(scope === 'shared' && table === 'contacts' && what === 'double');
}

export interface ExpectedDifference {
  id: string;
  table: string;
  kind: string;
}

/** Does it, and answers what a comparison must name: that record and nothing else. */
export async function commitFault(pair: VerifyPair, fault: Fault): Promise<ExpectedDifference[]> {
  const { side, table, what } = fault;
  const db = pair[side].db;
  const id = await pickRecord(pair, fault);
  if (what === 'alter') {
    await withoutTriggers(
      db,
      sql`update ${sql.identifier(table)} set ${alteration(table, fault.pick)} where id = ${id}`,
    );
    return [{ id, table, kind: 'different' }];
  }
  if (what === 'double') {
    const copy = uuidv7();
    await withoutTriggers(
      db,
      sql`insert into ${sql.identifier(table)} select (jsonb_populate_record(x, ${JSON.stringify(copyOf(table, copy))}::text::jsonb)).*
        from ${sql.identifier(table)} x where id = ${id}`,
    );
    return [{ id: copy, table, kind: side === 'site' ? 'missing-there' : 'missing-here' }];
  }
  const concerned = await findHidden(pair, fault, id);
  await withoutTriggers(db, sql`delete from ${sql.identifier(table)} where id = ${id}`);
  return concerned.map((part) => ({ ...part, kind: side === 'site' ? 'missing-here' : 'missing-there' }));
}

/** A record that both sides hold. */
async function pickRecord({ site }: VerifyPair, { scope, table, pick }: Fault): Promise<string> {
  const condition = { own: sql`= 0`, central: sql`= -1`, shared: sql`> 0` }[scope];
  const [row] = await site.db.execute<{ id: string }>(sql`
    with x as (select id, row_number() over (order by id) - 1 as n, count(*) over () as total
      from ${sql.identifier(table)} where origin_site_id ${condition})
    select id from x where n = floor(${pick}::float8 * total)`);
  if (!row) throw new Error(`no ${scope} record in ${table}`);
  return row.id;
}

/** With a neighbour's listing, its contact and attachments are hidden from this site. */
async function findHidden({ central }: VerifyPair, { side, scope, table }: Fault, id: string) {
  const own = [{ id, table: table as string }];
  if (side === 'site' || scope !== 'shared' || table !== 'properties') return own;
  const rows = await central.db.execute<{ id: string; table: string }>(sql`
    select id, 'attachments' as "table" from attachments where property_id = ${id}
    union all select contact_id, 'contacts' from properties p where id = ${id} and contact_id is not null
      and not exists (select 1 from properties o where o.contact_id = p.contact_id and o.id <> p.id)`);
  return [...own, ...rows];
}

function alteration(table: SyncTable, pick: number): SQL {
  const choices: Record<SyncTable, SQL[]> = {
    providers: [sql`phone = coalesce(phone, '') || '!'`, sql`name = name || ' '`],
    sharing_groups: [sql`name = name || '!'`],
    sharing_group_sites: [sql`site_name = site_name || '!'`],
    contacts: [sql`email = coalesce(email, '') || 'a'`, sql`document = jsonb_build_object('was', document)`],
    properties: [
      sql`price = coalesce(price, 0) + 0.01`,
      sql`title = title || ' '`,
      sql`document = jsonb_set(document, '{text}', '"altered"')`,
      sql`latitude = coalesce(latitude, 0) + 1e-9`,
      sql`updated_at = updated_at + interval '1 ms'`,
    ],
    attachments: [sql`position = position + 1`, sql`url = url || '#'`],
  };
  const list = choices[table];
  return list[Math.floor(pick * 1_000) % list.length] ?? sql`updated_at = now()`;
}

/** What must be another in a copy, so that the table takes it. */
function copyOf(table: SyncTable, id: string): Record<string, unknown> {
  if (table === 'providers') return { id, number: null, openimmo_anid: null };
  if (table === 'sharing_groups') return { id, name: `Copy ${id}` };
  if (table === 'sharing_group_sites') return { id, site_id: Number.parseInt(id.slice(-6), 16) + 1_000 };
  return { id };
}
