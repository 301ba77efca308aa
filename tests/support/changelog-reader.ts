import { sql } from 'drizzle-orm';
import { CHANGELOG_START, type ChangeCursor, clampCursor, stampChanges, TRACKED_TABLES } from '@/lib/changelog/read';
import type { Db } from '@/lib/db/client';
import type { RecordTruth } from './changelog-workload';

const PAGE = 1_000;

interface Sighting {
  count: number;
  /** null: gone. */
  version: number | null;
}

/** A reader of the contacts of one origin, as a site or the central server reads the changelog. */
export interface LogReader {
  db: Db;
  origin: number;
  cursor: ChangeCursor;
  seen: Map<string, Sighting>;
  /** Pages whose cursor the database did not believe. */
  doubts: number;
  /** Positions that came again, or not in order. */
  disordered: number;
  last: number;
}

export function createLogReader(db: Db, origin: number, cursor: ChangeCursor = CHANGELOG_START): LogReader {
  return { db, origin, cursor, seen: new Map(), doubts: 0, disordered: 0, last: cursor.position };
}

interface Row extends Record<string, unknown> {
  position: string;
  id: string;
  action: 'U' | 'D';
  version: string | null;
}

/** Stamps, and reads the next page: statements of their own, each with its own snapshot. Answers how many rows came. */
export async function readPage(reader: LogReader): Promise<number> {
  const { db, origin } = reader;
  await stampChanges(db);
  const at = await clampCursor(db, reader.cursor);
  if (at.doubt) {
    reader.doubts++;
    reader.last = at.position;
  }
  const rows = await db.execute<Row>(sql`
    select c.position, c.record_id as id, c.action, r.number as version
    from (
      select position, record_id, action from change_log
      where origin_site = ${origin} and table_id = ${TRACKED_TABLES.contacts}
        and position > ${at.position} and position <= ${at.last}
      order by position limit ${PAGE}
    ) c left join contacts r on r.id = c.record_id
    order by c.position`);
  for (const row of rows) see(reader, row);
  reader.cursor = { epoch: at.epoch, position: rows.length < PAGE ? at.last : reader.last };
  return rows.length;
}

function see(reader: LogReader, { position, id, version }: Row): void {
  if (Number(position) <= reader.last) reader.disordered++;
  reader.last = Number(position);
  const count = (reader.seen.get(id)?.count ?? 0) + 1;
  reader.seen.set(id, { count, version: version === null ? null : Number(version) });
}

/** Reads on until `ended` and nothing more comes. */
export async function readWhile(readers: readonly LogReader[], ended: () => boolean): Promise<void> {
  for (;;) {
    const wasOver = ended();
    let rows = 0;
    for (const reader of readers) rows += await readPage(reader);
    if (wasOver && rows === 0) return;
  }
}

export interface Audit {
  changes: number;
  /** Records whose last state was never read. */
  missed: number;
  /** Records read more often than they were written, and positions read again. */
  doubled: number;
  /** Records read that were never committed. */
  phantoms: number;
  doubts: number;
}

/** What the readers saw against what was committed. A record that was written once must have been read exactly once. */
export function auditReaders(truth: ReadonlyMap<string, RecordTruth>, readers: readonly LogReader[]): Audit {
  const audit: Audit = { changes: 0, missed: 0, doubled: 0, phantoms: 0, doubts: 0 };
  const byOrigin = new Map(readers.map((reader) => [reader.origin, reader]));
  for (const [id, record] of truth) {
    audit.changes += record.changes;
    const sighting = byOrigin.get(record.origin)?.seen.get(id);
    if (!sighting || sighting.version !== record.version) audit.missed++;
    if (sighting && sighting.count > record.changes) audit.doubled++;
  }
  for (const reader of readers) {
    audit.doubled += reader.disordered;
    audit.doubts += reader.doubts;
    for (const id of reader.seen.keys()) if (truth.get(id)?.origin !== reader.origin) audit.phantoms++;
  }
  return audit;
}
