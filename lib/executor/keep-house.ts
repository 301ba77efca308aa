import 'server-only';
import { sql } from 'drizzle-orm';
import { readSmallestCursor } from '../central/smallest-cursor';
import { pruneDeletions, pruneEpochs } from '../changelog/prune';
import type { Db } from '../db/client';
import { env } from '../env';
import { purgeTrash } from '../interfaces/trash';
import { pruneRuns } from '../runs/prune';
import { removeOldPartials } from '../storage/partial-files';
import { storage } from '../storage/storage';
import { trashUnreferenced } from '../storage/trash-unreferenced';
import { readState } from '../sync/state';

/**
 * Removes what its time is over for: trashed files, cut transfers, answered batches, old sign-in attempts, old
 * runs, deletions that everybody has read. Never what is unsent.
 * At most once an hour, whoever calls. False: it was done already.
 */
export async function keepHouse(db: Db, now: Date): Promise<boolean> {
  if (!(await takeTurn(db))) return false;
  await trashUnreferenced(db);
  await purgeTrash(db, storage(), now);
  await removeOldPartials(storage(), now);
  await db.execute(sql`delete from received_batches where received_at < now() - interval '7 days'`);
  await db.execute(sql`delete from login_attempts where at < now() - interval '1 day'`);
  await pruneRuns(db, now);
  await pruneDeletions(db, await readSmallestReader(db));
  await pruneEpochs(db);
  return true;
}

/** Up to where the changelog has been read by everybody: by the sites, or by the push to the central server. */
async function readSmallestReader(db: Db): Promise<number> {
  if (env().syncRole === 'central') return readSmallestCursor(db);
  return (await readState(db, 'push-cursor'))?.position ?? 0;
}

/** One of all instances and cron calls gets it. */
async function takeTurn(db: Db): Promise<boolean> {
  const [row] = await db.execute(sql`
    insert into settings (key, value) values ('house', '{}') on conflict (key) do update set updated_at = now()
    where settings.updated_at < now() - interval '55 minutes' returning key`);
  return row !== undefined;
}
