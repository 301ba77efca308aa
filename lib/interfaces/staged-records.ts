import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../db/client';
import type { Message } from '../openimmo/messages';
import type { AttachmentRecord, ContactRecord, RecordAction } from '../openimmo/types';
import type { IncomingRecord } from '../properties/plan-types';

/** The records of some `anbieter` elements in the delivery's order, as planning needs them. */
export async function readIncoming(
  db: Db | Tx,
  importId: string,
  indexes: readonly number[],
  { skipWithoutText = false }: { skipWithoutText?: boolean } = {},
): Promise<IncomingRecord[]> {
  const rows = await db.execute<{
    seq: number;
    action: RecordAction;
    obid: string | null;
    external: string | null;
    internal: string | null;
    hash: string;
    line: number | null;
    left_out: boolean;
  }>(sql`
    select seq, action, obid, external_number as external, internal_number as internal, content_hash as hash, line,
      ${skipWithoutText ? WITHOUT_TEXT : sql`false`} as left_out
    from staged_records where import_id = ${importId} and provider_index in (${numbers(indexes)}) order by seq`);
  return rows.map(({ seq, action, obid, external, internal, hash, line, left_out }) => ({
    seq,
    action,
    keys: { obid, external, internal },
    contentHash: hash,
    line,
    ...(left_out && { leftOut: true }),
  }));
}

/** A deletion needs no text. */
const WITHOUT_TEXT = sql`action <> 'delete' and coalesce(record -> 'columns' ->> 'title', '') = ''
  and coalesce(record -> 'columns' ->> 'description', '') = ''`;

export interface StagedDetails extends Record<string, unknown> {
  seq: number;
  contact: ContactRecord | null;
  contactHash: string | null;
  /** Null: nothing was delivered, what is stored stays. */
  attachments: AttachmentRecord[] | null;
}

/** Contacts and attachments of a batch of records. */
export async function readDetails(db: Db | Tx, importId: string, seqs: readonly number[]): Promise<StagedDetails[]> {
  return db.execute<StagedDetails>(sql`
    select seq, nullif(record -> 'contact', 'null'::jsonb) as contact, record ->> 'contactHash' as "contactHash",
      nullif(record -> 'attachments', 'null'::jsonb) as attachments
    from staged_records where import_id = ${importId} and seq in (${numbers(seqs)}) order by seq`);
}

/** How many attachments these records name. */
export async function countAttachments(db: Db | Tx, importId: string, seqs: readonly number[]): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`
    select coalesce(sum(jsonb_array_length(nullif(record -> 'attachments', 'null'::jsonb))), 0)::int as count
    from staged_records where import_id = ${importId} and seq in (${numbers(seqs)})`);
  return row?.count ?? 0;
}

export interface StagedWarnings extends Record<string, unknown> {
  seq: number;
  line: number | null;
  label: string | null;
  warnings: Message[];
}

/** The next records after `after` that have something to say, at most 500. */
export async function readWarnings(
  db: Db | Tx,
  importId: string,
  indexes: readonly number[],
  after: number,
): Promise<StagedWarnings[]> {
  return db.execute<StagedWarnings>(sql`
    select seq, line, coalesce(record -> 'columns' ->> 'title', external_number, internal_number, obid) as label,
      record -> 'warnings' as warnings
    from staged_records
    where import_id = ${importId} and provider_index in (${numbers(indexes)}) and seq > ${after}
      and jsonb_array_length(record -> 'warnings') > 0
    order by seq limit 500`);
}

export interface StagedLabel extends Record<string, unknown> {
  seq: number;
  line: number | null;
  label: string | null;
}

/** What people call these records, and where they stand in the file. */
export async function readLabels(
  db: Db | Tx,
  importId: string,
  seqs: readonly number[],
): Promise<Map<number, StagedLabel>> {
  if (seqs.length === 0) return new Map();
  const rows = await db.execute<StagedLabel>(sql`
    select seq, line, coalesce(record -> 'columns' ->> 'title', external_number, internal_number, obid) as label
    from staged_records where import_id = ${importId} and seq in (${numbers(seqs)})`);
  return new Map(rows.map((row) => [row.seq, row]));
}

function numbers(values: readonly number[]): SQL {
  return sql`select value::int from jsonb_array_elements_text(${JSON.stringify(values)}::text::jsonb)`;
}
