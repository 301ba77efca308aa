import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../db/client';
import { retryRefused } from '../db/refused-transaction';
import { MOST_BATCH_BYTES, MOST_RECORDS, type WireCursor } from '../protocol/v1';
import type { RunContext } from '../runs/run';
import { recheckFiles } from './files/marker';
import { type DoubtReason, readState, writeState } from './state';

/** A run as it begins: its number, the cursors, and the first batch of what waits to be sent, read already. */
export interface Session {
  session: { number: number; id: string };
  epoch: number;
  /** Changelog position up to which the central server has stored everything, as far as is known here. */
  pushed: number;
  last: number;
  /** Why that is not to be relied on. */
  doubt: DoubtReason | null;
  central: WireCursor | null;
  remote: WireCursor | null;
  /** Received and not integrated, from an earlier run. */
  buffered: boolean;
  /** The text of a JSON array. */
  records: string;
  count: number;
  more: boolean;
}

interface SessionRow extends Record<string, unknown> {
  session: string;
  epoch: number;
  pushed: string;
  last: string;
  doubt: DoubtReason | null;
  central: WireCursor | null;
  remote: WireCursor | null;
  buffered: boolean;
  records: string;
  n: number;
  more: boolean;
}

/** Counts this run: from now on the central server refuses what is still under way of an earlier one. */
export async function beginSession(db: Db): Promise<Session> {
  const [row] = await retryRefused(() =>
    db.execute<SessionRow>(sql`select * from begin_exchange(${MOST_RECORDS}, ${MOST_BATCH_BYTES})`),
  );
  if (!row) throw new Error('begin_exchange answers one row');
  const { n, ...rest } = row;
  const session = { number: Number(row.session), id: crypto.randomUUID() };
  return { ...rest, session, pushed: Number(row.pushed), last: Number(row.last), count: n };
}

/** What each sending of changes says of its session. */
export function describeSession({ session, pushed, doubt }: Session) {
  return { session, pushed, inDoubt: doubt !== null };
}

/** The central server knows a later run than this one: this database is an older one, and goes on from there. */
export async function adoptSession(context: RunContext, known: number): Promise<void> {
  await context.transaction(async (tx) => {
    await writeState(tx, 'push-session', { session: known });
    await noteDoubt(tx, 'site-restored');
  });
}

/** Kept until both sides were compared, whatever becomes of this run. The first reason stays. */
export async function noteDoubt(db: Db | Tx, reason: DoubtReason | null): Promise<void> {
  if (reason === null || (await readState(db, 'doubt'))) return;
  await writeState(db, 'doubt', { reason, since: new Date().toISOString() });
  await recheckFiles(db);
}
