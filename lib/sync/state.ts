import 'server-only';
import { eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import type { Db, Tx } from '../db/client';
import { syncState } from '../db/schema/sync';
import { Doubt, WireCursor } from '../protocol/v1';

/** `site-restored`: this database is an older one than the central server has seen. */
export const DoubtReason = z.enum([...Doubt.options, 'site-restored']);
export type DoubtReason = z.infer<typeof DoubtReason>;

/** What a site remembers of its central server, one row each; all of it is dropped when the central server changes. */
const STATE = {
  /** Up to where the own changelog has been stored by the central server. */
  'push-cursor': WireCursor,
  'pull-central-cursor': WireCursor,
  'pull-remote-cursor': WireCursor,
  /** While this site's own records are fetched back: on the first run, and after a restore. */
  'pull-own-cursor': WireCursor,
  /** This site's number there, and of which installation the cursors are. */
  registration: z.object({ siteId: z.number().int().positive() }),
  /** How many runs with this central server began: a lower number there or here tells of a restored backup. */
  'push-session': z.object({ session: z.number().int().min(0) }),
  /** Why the cursors are not to be trusted; stays until both sides were compared. */
  doubt: z.object({ reason: DoubtReason, since: z.iso.datetime({ offset: true }) }),
  /** Which files of own attachments the central server was asked about (files/marker.ts). */
  'files-sent': WireCursor.extend({ scan: z.uuid().nullable(), open: z.array(z.string()) }),
  'first-run-finished': z.object({ at: z.iso.datetime() }),
} as const;

export type StateKey = keyof typeof STATE;
type StateValue<K extends StateKey> = z.infer<(typeof STATE)[K]>;

export async function readState<K extends StateKey>(db: Db | Tx, key: K): Promise<StateValue<K> | null> {
  const [row] = await db.select({ value: syncState.value }).from(syncState).where(eq(syncState.key, key));
  return row ? (STATE[key].parse(row.value) as StateValue<K>) : null;
}

/** Everything that is remembered, in one question. */
export async function readStates(db: Db | Tx): Promise<{ [K in StateKey]?: StateValue<K> }> {
  const rows = await db.select({ key: syncState.key, value: syncState.value }).from(syncState);
  const known = rows.filter((row): row is { key: StateKey; value: unknown } => Object.hasOwn(STATE, row.key));
  return Object.fromEntries(known.map(({ key, value }) => [key, STATE[key].parse(value)]));
}

export async function writeState<K extends StateKey>(db: Db | Tx, key: K, value: StateValue<K>): Promise<void> {
  const row = { value, updatedAt: new Date() };
  await db
    .insert(syncState)
    .values({ key, ...row })
    .onConflictDoUpdate({ target: syncState.key, set: row });
}

/** Drops what is remembered: all of it, or some. */
export async function forgetState(db: Db | Tx, keys = Object.keys(STATE) as StateKey[]): Promise<void> {
  await db.delete(syncState).where(inArray(syncState.key, keys));
}
