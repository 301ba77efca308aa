import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../db/client';
import { AppError } from '../errors';
import { moveObject } from './move-object';
import { trashKey } from './object-trash';
import { contentOf, planUnknown, readKnownFiles, type UnknownObject } from './plan-unknown';
import { statObject } from './read-object';
import { removeThumbnails } from './remove-stored-file';
import type { FileStorage } from './storage';

export interface TrashUnknownInput {
  installationId: string;
  /** Of the plan that was shown. */
  hash: string;
  after: string;
  through: string | null;
  now: Date;
}

/** The range was looked through once already in a fraction of it. */
const APPLY_WITHIN_MS = 300_000;

/**
 * Moves the objects of a shown plan to the trash, where they stay for 30 days. Throws `cleanup-changed`, and does nothing,
 * when the plan is no longer that one. What something has come to use, or that was written anew, is left where it is.
 */
export async function trashUnknown(
  db: Db,
  storage: FileStorage,
  { installationId, hash, after, through, now }: TrashUnknownInput,
): Promise<{ files: number; bytes: number }> {
  const plan = await planUnknown(db, storage, {
    installationId,
    now,
    after,
    through,
    mostLooked: Number.POSITIVE_INFINITY,
    withinMs: APPLY_WITHIN_MS,
  });
  if (plan.hash !== hash) throw new AppError('cleanup-changed', {});
  let files = 0;
  let bytes = 0;
  for (const object of plan.objects) {
    if (!(await trashOne(db, storage, object, now))) continue;
    files++;
    bytes += object.sizeBytes;
  }
  return { files, bytes };
}

/** A content's row is locked while its bytes move: an import that needs them waits, finds none, and stores them anew. */
async function trashOne(db: Db, storage: FileStorage, object: UnknownObject, now: Date): Promise<boolean> {
  const sha256 = contentOf(object.key);
  return db.transaction(async (tx) => {
    const own = sha256 !== null && (await claimRow(tx, sha256, object.sizeBytes));
    if (own === null || (sha256 === null && (await isOriginal(tx, object.key)))) return false;
    const present = await statObject(storage, object.key);
    if (!present || secondsOf(present.modifiedAt) !== secondsOf(object.modifiedAt)) return false;
    if (sha256 && own) await tx.execute(sql`delete from stored_files where sha256 = ${sha256}`);
    if (sha256) await removeThumbnails(storage, sha256);
    return moveObject(storage, object.key, trashKey(object.key, now));
  });
}

/** Locks a content's row. True: it was made only for that; null: somebody uses the content, or is about to. */
async function claimRow(tx: Tx, sha256: string, sizeBytes: number): Promise<boolean | null> {
  const made = await tx.execute(sql`
    insert into stored_files (sha256, size_bytes, media_type) values (${sha256}, ${sizeBytes}, 'application/octet-stream')
    on conflict do nothing returning sha256`);
  const locked = await tx.execute(sql`select 1 from stored_files where sha256 = ${sha256} for update skip locked`);
  if (locked.length === 0 || (await readKnownFiles(tx, [sha256])).length > 0) return null;
  return made.length > 0;
}

/** Object storage tells seconds only. */
const secondsOf = (moment: Date): number => Math.floor(moment.getTime() / 1000);

async function isOriginal(db: Pick<Db, 'execute'>, key: string): Promise<boolean> {
  return (await db.execute(sql`select 1 from deliveries where original_key = ${key} limit 1`)).length > 0;
}
