import 'server-only';
import { eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import type { Db, Tx } from '../db/client';
import { syncState } from '../db/schema/sync';
import { WireCursor } from '../protocol/v1';

/** What a site remembers of its central server, one row each; all of it is dropped when the central server changes. */
const STATE = {
  /** Up to where the own changelog has been stored by the central server. */
  'push-cursor': WireCursor,
  'pull-central-cursor': WireCursor,
  'pull-remote-cursor': WireCursor,
  /** This site's number there, and of which installation the cursors are. */
  registration: z.object({ siteId: z.number().int().positive() }),
  'first-run-finished': z.object({ at: z.iso.datetime() }),
} as const;

export type StateKey = keyof typeof STATE;
type StateValue<K extends StateKey> = z.infer<(typeof STATE)[K]>;

export async function readState<K extends StateKey>(db: Db | Tx, key: K): Promise<StateValue<K> | null> {
  const [row] = await db.select({ value: syncState.value }).from(syncState).where(eq(syncState.key, key));
  return row ? (STATE[key].parse(row.value) as StateValue<K>) : null;
}

export async function writeState<K extends StateKey>(db: Db | Tx, key: K, value: StateValue<K>): Promise<void> {
  const row = { value, updatedAt: new Date() };
  await db
    .insert(syncState)
    .values({ key, ...row })
    .onConflictDoUpdate({ target: syncState.key, set: row });
}

export async function forgetState(db: Db | Tx): Promise<void> {
  await db.delete(syncState).where(inArray(syncState.key, Object.keys(STATE)));
}
