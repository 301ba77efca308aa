import 'server-only';
import {
  CHANGELOG_START,
  type ChangeCount,
  clampCursor,
  countChanges,
  OWN_ORIGIN,
  stampChanges,
} from '../changelog/read';
import type { Db } from '../db/client';
import { REMOTE_TABLES } from '../protocol/v1';
import { readState } from '../sync/state';

/** The last count of each database, and between which places of the changelog it was taken. */
const counted = new WeakMap<Db, { between: string; count: ChangeCount }>();

/**
 * Records waiting to be sent: this site's own changes behind the push cursor. Counted again only when the changelog or the
 * cursor has moved, so that a page that asks every two seconds costs the same however many wait.
 */
export async function countPending(db: Db): Promise<ChangeCount> {
  await stampChanges(db);
  const cursor = await clampCursor(db, (await readState(db, 'push-cursor')) ?? CHANGELOG_START);
  const between = `${cursor.epoch}/${cursor.position}/${cursor.last}`;
  const known = counted.get(db);
  if (known?.between === between) return known.count;
  const count = await countChanges(db, { after: cursor.position, origin: OWN_ORIGIN, tables: REMOTE_TABLES });
  counted.set(db, { between, count });
  return count;
}
