import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { sql } from 'drizzle-orm';
import type { Db } from '../../db/client';
import { putObject } from '../../storage/put-object';
import { removeObject } from '../../storage/remove-object';
import type { FileStorage } from '../../storage/storage';
import { discardFile, type ReceivedFile, receiveFile } from '../../storage/store-file';

/** An original that has its place, and that nothing refers to yet. */
export interface PlacedOriginal {
  key: string;
  sha256: string;
  sizeBytes: number;
}

/**
 * Keeps a copy of a delivery's bytes that were fetched from elsewhere, in place of the one kept before. The delivery's row
 * says where it is; nothing else of it changes.
 */
export async function keepOriginal(
  db: Db,
  storage: FileStorage,
  deliveryId: string,
  stream: Readable,
  options: { signal?: AbortSignal } = {},
): Promise<PlacedOriginal> {
  const placed = await placeOriginal(storage, deliveryId, await receiveFile(storage, stream, options));
  const replaced = await db.transaction(async (tx) => {
    const [before] = await tx.execute<{ key: string | null }>(
      sql`select original_key as key from deliveries where id = ${deliveryId} for update`,
    );
    await tx.execute(sql`
      update deliveries set original_key = ${placed.key}, original_stored_at = now(), original_size_bytes = ${placed.sizeBytes}
      where id = ${deliveryId}`);
    // A delivery that is gone keeps nothing.
    return before ? before.key : placed.key;
  });
  if (replaced !== null) await removeObject(storage, replaced);
  return placed;
}

/** Gives received bytes a key of their own: `originals/<delivery>/<random>`. Bytes that find no place are discarded. */
export async function placeOriginal(
  storage: FileStorage,
  deliveryId: string,
  received: ReceivedFile,
): Promise<PlacedOriginal> {
  const key = `originals/${deliveryId}/${randomUUID()}`;
  try {
    await putObject(storage, key, received.temporaryPath);
  } catch (error) {
    await discardFile(received);
    throw error;
  }
  return { key, sha256: received.sha256, sizeBytes: received.sizeBytes };
}
