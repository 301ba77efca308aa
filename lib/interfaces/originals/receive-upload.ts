import 'server-only';
import type { Readable } from 'node:stream';
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Db } from '../../db/client';
import { AppError } from '../../errors';
import { isDeliveryName, isSafeName } from '../../sources/source';
import { removeObject } from '../../storage/remove-object';
import type { FileStorage } from '../../storage/storage';
import { receiveFile } from '../../storage/store-file';
import { getInterface } from '../get';
import { type PlacedOriginal, placeOriginal } from './keep';

export interface Upload {
  interfaceId: string;
  /** The file's name, which becomes the delivery's path. */
  name: string;
  stream: Readable;
  /** As announced; what comes must be as much. */
  sizeBytes?: number | undefined;
  signal?: AbortSignal | undefined;
}

export interface ReceivedUpload {
  deliveryId: string;
  path: string;
  sizeBytes: number;
  sha256: string;
  /** The same name was there before. */
  replaced: boolean;
}

/** Throws what would refuse an upload before its bytes are read: `interface-unknown`, `uploads-not-taken`, `not-a-delivery`. */
export async function checkUpload(db: Db, interfaceId: string, name: string): Promise<void> {
  const { source } = await getInterface(db, interfaceId);
  if (source.kind !== 'upload') throw new AppError('uploads-not-taken', { interfaceId });
  if (!isSafeName(name) || !isDeliveryName(name)) throw new AppError('not-a-delivery', { name: name.slice(0, 200) });
}

/**
 * Takes an uploaded delivery: its bytes are streamed into the storage, and only when all of them are there its row says so.
 * The same name again is a new version ("changed since"); of what was broken off nothing is left. Throws what `checkUpload`
 * throws, `request-too-large`, `connection-failed`, and `delivery-running` while that very delivery is imported.
 */
export async function receiveUpload(
  db: Db,
  storage: FileStorage,
  upload: Upload,
  mostBytes: number,
): Promise<ReceivedUpload> {
  const { interfaceId, name, stream, sizeBytes, signal } = upload;
  const tooLarge = () => new AppError('request-too-large', { allowedBytes: mostBytes });
  try {
    await checkUpload(db, interfaceId, name);
    if (sizeBytes !== undefined && sizeBytes > mostBytes) throw tooLarge();
  } catch (error) {
    stream.destroy();
    throw error;
  }
  const options = { limitBytes: mostBytes, ...(signal && { signal }) };
  const received = await receiveFile(storage, stream, options).catch((error: unknown) => {
    throw error instanceof AppError && error.code === 'file-too-big' ? tooLarge() : error;
  });
  const known = await findDelivery(db, interfaceId, name);
  const deliveryId = known ?? uuidv7();
  const placed = await placeOriginal(storage, deliveryId, received);
  try {
    if (sizeBytes !== undefined && placed.sizeBytes !== sizeBytes) {
      throw new AppError('connection-failed', { kind: 'cut' }, { retryable: true });
    }
    const { id, replacedKey } = await enter(db, { interfaceId, name, deliveryId, placed });
    if (replacedKey !== null) await removeObject(storage, replacedKey);
    const { sha256 } = placed;
    return { deliveryId: id, path: name, sizeBytes: placed.sizeBytes, sha256, replaced: known !== null };
  } catch (error) {
    await removeObject(storage, placed.key);
    throw error;
  }
}

async function findDelivery(db: Db, interfaceId: string, name: string): Promise<string | null> {
  const [row] = await db.execute<{ id: string }>(
    sql`select id from deliveries where interface_id = ${interfaceId} and path = ${name}`,
  );
  return row?.id ?? null;
}

interface Entry {
  interfaceId: string;
  name: string;
  deliveryId: string;
  placed: PlacedOriginal;
}

/** Two uploads of one name at the same time: the one that ends later is the version that counts. */
function enter(db: Db, { interfaceId, name, deliveryId, placed }: Entry) {
  return db.transaction(async (tx) => {
    await tx.execute(sql`
      insert into deliveries (id, interface_id, path, size_bytes, modified_at, state)
      values (${deliveryId}, ${interfaceId}, ${name}, 0, to_timestamp(0), 'new')
      on conflict (interface_id, path) do nothing`);
    const [before] = await tx.execute<{ id: string; state: string; key: string | null }>(sql`
      select id, state, original_key as key from deliveries
      where interface_id = ${interfaceId} and path = ${name} for update`);
    if (!before || before.state === 'running') throw new AppError('delivery-running', { name });
    await tx.execute(sql`
      update deliveries set original_key = ${placed.key}, original_stored_at = now(), version = null,
        original_size_bytes = ${placed.sizeBytes}, size_bytes = ${placed.sizeBytes}, modified_at = now(),
        transfer_at = null, peeked_at = null, gone_at = null,
        state = (case when last_import_id is null then 'new' else 'changed' end)::delivery_state
      where id = ${before.id}`);
    return { id: before.id, replacedKey: before.key };
  });
}
