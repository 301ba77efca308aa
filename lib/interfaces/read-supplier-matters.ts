import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { MOST_MESSAGES } from './group-messages';
import { SUPPLIER_CODES } from './supplier-codes';
import type { SupplierGroup } from './supplier-text';

const MOST_PLACES = 10;
const MOST_GROUPS = 50;

interface Row extends Record<string, unknown> {
  code: string;
  count: number;
  places: SupplierGroup['places'];
}

/** What the sender of an import's delivery should know: the gravest first, each with its first places. */
export async function readSupplierMatters(db: Db, importId: string): Promise<SupplierGroup[]> {
  const codes = JSON.stringify(SUPPLIER_CODES);
  const rows = await db.execute<Row>(sql`
    select code, max(total)::int as count, jsonb_agg(jsonb_build_object('label', label, 'file', params->>'file', 'line', line,
      'element', element, 'received', received) order by id) as places
    from (
      select o.*, count(*) over (partition by code) as total, row_number() over (partition by code order by id) as place
      from (
        select * from outcomes where import_id = ${importId} and severity <> 'note' order by id limit ${MOST_MESSAGES}) o
      where code in (select value from jsonb_array_elements_text(${codes}::text::jsonb))) o
    where place <= ${MOST_PLACES}
    group by code
    order by bool_or(severity = 'error') desc, count desc, code
    limit ${MOST_GROUPS}`);
  return rows.map(({ code, count, places }) => ({ code, count, places }));
}

export interface SupplierContact {
  id: string;
  name: string;
  email: string | null;
}

const MOST_PROVIDERS = 10;

/** Whom to write to: the providers that the delivery was for; where it was not read, those that its interface takes. */
export async function readSupplierContacts(db: Db, importId: string): Promise<SupplierContact[]> {
  const rows = await db.execute<SupplierContact & Record<string, unknown>>(sql`
    with planned as (select provider_id from plans where import_id = ${importId}),
    accepted as (
      select ip.provider_id from imports i join interface_providers ip on ip.interface_id = i.interface_id
      where i.id = ${importId} and not exists (select from planned))
    select p.id, p.name, p.email from providers p
    where p.id in (select provider_id from planned union select provider_id from accepted)
    order by p.name, p.id limit ${MOST_PROVIDERS}`);
  return rows.map(({ id, name, email }) => ({ id, name, email }));
}
