import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import { OWN_ORIGIN, TRACKED_TABLES } from '../../changelog/read';
import type { Db } from '../../db/client';
import { MOST_HASHES } from '../../protocol/files';

/** A file of an attachment, with what names it to people. */
export interface NamedFile {
  sha256: string;
  name: string;
  propertyId: string;
  /** The property's title or number. */
  property: string | null;
}

export interface SendableFile extends NamedFile {
  /** Its bytes are here. */
  here: boolean;
}

interface SendableRow extends Record<string, unknown>, SendableFile {
  /** Where to go on: a changelog position, or an attachment's id. */
  place: string;
}

export interface SendablePage {
  files: SendableFile[];
  /** null: this was the last page. */
  last: string | null;
}

/** Files of own attachments that changed after one changelog position and up to another. */
export async function readChangedFiles(db: Db, after: number, upTo: number): Promise<SendablePage> {
  return readPage(
    db,
    sql`c.position::text`,
    sql`change_log c join attachments a on a.id = c.record_id`,
    sql`c.origin_site = ${OWN_ORIGIN} and c.table_id = ${TRACKED_TABLES.attachments} and c.position > ${after} and c.position <= ${upTo}`,
    sql`c.position`,
  );
}

/** Files of all own attachments, by the attachments' ids. */
export async function readAllFiles(db: Db, afterId: string): Promise<SendablePage> {
  return readPage(db, sql`a.id::text`, sql`attachments a`, sql`a.id > ${afterId}::uuid`, sql`a.id`);
}

/** Those of these files that an own attachment still refers to. */
export async function describeFiles(db: Db, sha256s: readonly string[]): Promise<SendableFile[]> {
  if (sha256s.length === 0) return [];
  const chosen = sql`a.file_sha256 in (select * from jsonb_array_elements_text(${JSON.stringify(sha256s)}::text::jsonb))`;
  const rows = await db.execute<SendableRow>(sql`
    select distinct on (a.file_sha256) ${columns(sql`''`)} from attachments a ${names()}
    where a.origin_site_id = ${OWN_ORIGIN} and ${chosen} order by a.file_sha256`);
  return rows.map(toFile);
}

async function readPage(db: Db, place: SQL, from: SQL, where: SQL, order: SQL): Promise<SendablePage> {
  const rows = await db.execute<SendableRow>(sql`
    select ${columns(place)} from ${from} ${names()}
    where a.origin_site_id = ${OWN_ORIGIN} and a.file_sha256 is not null and ${where}
    order by ${order} limit ${MOST_HASHES}`);
  const files = [...new Map(rows.map((row) => [row.sha256, toFile(row)])).values()];
  return { files, last: rows.length < MOST_HASHES ? null : (rows.at(-1)?.place ?? null) };
}

function columns(place: SQL): SQL {
  return sql`${place} as place, a.file_sha256 as sha256, coalesce(a.name, a.title, left(a.file_sha256, 12)) as name,
    f.stored_at is not null as here, p.id as "propertyId",
    coalesce(p.title, p.external_number, p.internal_number, p.obid) as property`;
}

function names(): SQL {
  return sql`join properties p on p.id = a.property_id join stored_files f on f.sha256 = a.file_sha256`;
}

function toFile({ sha256, name, propertyId, property, here }: SendableRow): SendableFile {
  return { sha256, name, propertyId, property, here };
}
