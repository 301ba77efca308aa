import 'server-only';
import { sql } from 'drizzle-orm';
import { readSmallestCursor } from '../central/smallest-cursor';
import { pruneDeletions, pruneEpochs } from '../changelog/prune';
import type { Db } from '../db/client';
import { env } from '../env';
import { AppError } from '../errors';
import { dayIn } from '../i18n/site-day';
import { readTimeZone } from '../i18n/time-zone';
import { removeOldOriginals } from '../interfaces/originals/remove-old';
import { pruneLooks } from '../interfaces/plans/prune';
import { purgeTrash } from '../interfaces/trash';
import { log } from '../log';
import { followFor, tidyListed } from '../properties/listed/follow';
import { purgeTrashedProperties } from '../properties/purge-trashed';
import { pruneDays } from '../runs/days/prune';
import { pruneRuns } from '../runs/prune';
import { passDay } from '../sharing/pass-day';
import { isBegun } from '../storage/is-begun';
import { purgeObjectTrash } from '../storage/object-trash';
import { removeOldPartials } from '../storage/partial-files';
import { removeOldUploads } from '../storage/remove-old-uploads';
import { removeOrphanThumbnails } from '../storage/remove-orphan-thumbnails';
import { storage } from '../storage/storage';
import { trashUnreferenced } from '../storage/trash-unreferenced';
import { readState } from '../sync/state';

const FOLLOW_MS = 3_000;

/**
 * Shows and hides listings by the day (central server). And removes what its time is over for: trashed properties and files,
 * originals of applied deliveries, cut transfers, answered batches, old sign-in attempts and links, old runs, deletions that
 * everybody has read. Never what is unsent. That at most once an hour, whoever calls. False: it was done already.
 */
export async function keepHouse(db: Db, now: Date): Promise<boolean> {
  if (env().syncRole === 'central') await passDay(db, dayIn(await readTimeZone(db), now));
  // Where nothing works in the background.
  await followFor(db, FOLLOW_MS);
  if (!(await takeTurn(db, 'house', 55))) return false;
  await purgeTrashedProperties(db, now);
  await trashUnreferenced(db);
  await db.execute(sql`delete from received_batches where received_at < now() - interval '7 days'`);
  await db.execute(sql`delete from login_attempts where at < now() - interval '1 day'`);
  await db.execute(sql`delete from user_links where expires_at < now() - interval '90 days'`);
  await pruneLooks(db, now);
  await pruneRuns(db, now);
  await pruneDays(db, now);
  await tidyListed(db);
  await pruneDeletions(db, await readSmallestReader(db));
  await pruneEpochs(db);
  await keepStorage(db, now);
  return true;
}

/** Last, because the storage may be away: what the database knows to be due is done with the next turn. */
async function keepStorage(db: Db, now: Date): Promise<void> {
  try {
    const files = storage();
    if (!(await isBegun(db, files))) return;
    await removeOldPartials(files, now);
    await removeOldUploads(files, now);
    await purgeTrash(db, files, now);
    await removeOldOriginals(db, files, now);
    await purgeObjectTrash(files, now);
    if (await takeTurn(db, 'house-thumbnails', 23 * 60)) await removeOrphanThumbnails(db, files);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log().warn({ err: error }, 'the storage does not answer as expected');
  }
}

/** Up to where the changelog has been read by everybody: by the sites, or by the push to the central server. */
async function readSmallestReader(db: Db): Promise<number> {
  if (env().syncRole === 'central') return readSmallestCursor(db);
  return (await readState(db, 'push-cursor'))?.position ?? 0;
}

/** One of all instances and cron calls gets it. */
async function takeTurn(db: Db, key: string, minutes: number): Promise<boolean> {
  const [row] = await db.execute(sql`
    insert into settings (key, value) values (${key}, '{}') on conflict (key) do update set updated_at = now()
    where settings.updated_at < now() - make_interval(mins => ${minutes}) returning key`);
  return row !== undefined;
}
