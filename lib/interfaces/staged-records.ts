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
  const records: IncomingRecord[] = [];
  for (let after = -1; ; ) {
    const rows = await db.execute<IncomingRow>(sql`
      select seq, action, obid, external_number as external, internal_number as internal, content_hash as hash, line,
        ${skipWithoutText ? WITHOUT_TEXT : sql`false`} as left_out
      from staged_records
      where import_id = ${importId} and provider_index in (${numbers(indexes)}) and seq > ${after}
      order by seq limit ${INCOMING_PER_READ}`);
    for (const row of rows) records.push(toIncoming(row));
    const last = rows.at(-1);
    if (!last) return records;
    after = last.seq;
  }
}

/** All at once would be a transfer's size in memory, and nobody else's turn for as long. */
const INCOMING_PER_READ = 2_000;

interface IncomingRow extends Record<string, unknown> {
  seq: number;
  action: RecordAction;
  obid: string | null;
  external: string | null;
  internal: string | null;
  hash: string;
  line: number | null;
  left_out: boolean;
}

function toIncoming({ seq, action, obid, external, internal, hash, line, left_out }: IncomingRow): IncomingRecord {
  const record = { seq, action, keys: { obid, external, internal }, contentHash: hash, line };
  return left_out ? { ...record, leftOut: true } : record;
}

/** A deletion needs no text. */
const WITHOUT_TEXT = sql`action <> 'delete' and coalesce(title, '') = '' and coalesce(description, '') = ''`;
const LABEL = sql`coalesce(title, external_number, internal_number, obid)`;

interface StagedContact {
  seq: number;
  contact: ContactRecord;
  contentHash: string;
}

/** The contacts of a batch of records, as far as they have one. Many have the same: it is sent once. */
export async function readContacts(db: Db | Tx, importId: string, seqs: readonly number[]): Promise<StagedContact[]> {
  const rows = await db.execute<{ seq: number; contact: ContactRecord | null; hash: string }>(sql`
    select seq, contact_hash as hash,
      case when row_number() over (partition by contact_hash order by seq) = 1 then contact end as contact
    from staged_records
    where import_id = ${importId} and seq in (${numbers(seqs)}) and contact is not null order by seq`);
  const contacts = new Map(rows.flatMap(({ hash, contact }) => (contact ? [[hash, contact] as const] : [])));
  return rows.flatMap(({ seq, hash }) => {
    const contact = contacts.get(hash);
    return contact ? [{ seq, contact, contentHash: hash }] : [];
  });
}

interface StagedAttachments extends Record<string, unknown> {
  seq: number;
  attachments: AttachmentRecord[];
}

const RECORDS_PER_READ = 100;

/**
 * The attachments of these records, some records at a time; one that is not among them keeps what is stored. While the
 * caller is busy with some, the next ones are read.
 */
export async function* readAttachmentSets(
  db: Db,
  importId: string,
  seqs: readonly number[],
): AsyncGenerator<StagedAttachments[]> {
  const read = (start: number) => {
    const rows = readAttachments(db, importId, seqs.slice(start, start + RECORDS_PER_READ));
    // It is thrown when it is waited for.
    rows.catch(() => undefined);
    return rows;
  };
  let next = read(0);
  for (let start = RECORDS_PER_READ; start < seqs.length; start += RECORDS_PER_READ) {
    const sets = await next;
    next = read(start);
    yield sets;
  }
  yield await next;
}

/** The attachments of these records, as far as they speak of any. */
export async function readAttachments(
  db: Db | Tx,
  importId: string,
  seqs: readonly number[],
): Promise<StagedAttachments[]> {
  return db.execute<StagedAttachments>(sql`
    select seq, attachments from staged_records
    where import_id = ${importId} and seq in (${numbers(seqs)}) and attachments is not null order by seq`);
}

/** How many attachments these records name. */
export async function countAttachments(db: Db | Tx, importId: string, seqs: readonly number[]): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`
    select coalesce(sum(json_array_length(attachments)), 0)::int as count
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
    select seq, line, ${LABEL} as label, warnings
    from staged_records
    where import_id = ${importId} and provider_index in (${numbers(indexes)}) and seq > ${after}
      and warnings is not null
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
    select seq, line, ${LABEL} as label
    from staged_records where import_id = ${importId} and seq in (${numbers(seqs)})`);
  return new Map(rows.map((row) => [row.seq, row]));
}

function numbers(values: readonly number[]): SQL {
  return sql`select value::int from jsonb_array_elements_text(${JSON.stringify(values)}::text::jsonb)`;
}
