import 'server-only';
import { and, eq, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../db/client';
import { contacts } from '../db/schema/contacts';
import { type ContactPlan, type IncomingContact, planContacts, type StoredContact } from './plan';

export interface ApplyContactsInput {
  providerId: string;
  rule: 'create' | 'update' | 'match';
  incoming: readonly IncomingContact[];
}

/** Brings a provider's contacts in line with those delivered; answers the contact of each record. One statement. */
export async function applyContacts(tx: Tx, input: ApplyContactsInput): Promise<ContactPlan['idOfRecord']> {
  if (input.incoming.length === 0) return new Map();
  const stored = await readContacts(tx, input.providerId);
  const plan = planContacts({ incoming: input.incoming, stored, rule: input.rule, newId: uuidv7 });
  if (plan.writes.length > 0) await writeContacts(tx, input.providerId, plan.writes);
  return plan.idOfRecord;
}

function readContacts(tx: Tx, providerId: string): Promise<StoredContact[]> {
  return tx
    .select({
      id: contacts.id,
      number: contacts.number,
      email: contacts.email,
      firstName: contacts.firstName,
      lastName: contacts.lastName,
      company: contacts.company,
      contentHash: contacts.contentHash,
    })
    .from(contacts)
    .where(and(eq(contacts.originSiteId, 0), eq(contacts.providerId, providerId)))
    .orderBy(contacts.id);
}

async function writeContacts(tx: Tx, providerId: string, writes: ContactPlan['writes']): Promise<void> {
  const rows = writes.map(({ id, contact, contentHash }) => ({ id, ...contact, contentHash }));
  await tx.execute(sql`
    insert into contacts (id, provider_id, number, salutation, first_name, last_name, company, email, phone, mobile, document,
      content_hash)
    select id, ${providerId}, number, salutation, "firstName", "lastName", company, email, phone, mobile, document,
      "contentHash"
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as c(id uuid, number text, salutation text,
      "firstName" text, "lastName" text, company text, email text, phone text, mobile text, document jsonb,
      "contentHash" text)
    on conflict (id) do update set number = excluded.number, salutation = excluded.salutation,
      first_name = excluded.first_name, last_name = excluded.last_name, company = excluded.company, email = excluded.email,
      phone = excluded.phone, mobile = excluded.mobile, document = excluded.document, content_hash = excluded.content_hash,
      updated_at = now()`);
}
