import 'server-only';
import type { Readable } from 'node:stream';
import { and, eq } from 'drizzle-orm';
import type { Db } from '../../db/client';
import { deliveries } from '../../db/schema/deliveries';
import { NotFoundError } from '../../errors';
import { openSource, type SourcePlaces } from '../../sources/open-source';
import { openObject } from '../../storage/read-object';
import { storage as ownStorage } from '../../storage/storage';
import { getInterface } from '../get';

export interface OpenOriginal {
  /** The file's name, without its folders. */
  name: string;
  sizeBytes: number;
  stream: Readable;
}

/**
 * A delivery's bytes for a download: the copy that is kept here, else the file in the source. The stream closes what it
 * holds. Throws `interface-unknown`, NotFoundError for what is none of its deliveries, and `delivery-unknown`.
 */
export async function openOriginal(
  interfaceId: string,
  deliveryId: string,
  places: SourcePlaces & { db: Db },
): Promise<OpenOriginal> {
  const { db, storage = ownStorage() } = places;
  const delivery = await findDelivery(db, interfaceId, deliveryId);
  const name = delivery.path.split('/').at(-1) ?? delivery.path;
  const kept = delivery.key === null ? null : await openObject(storage, delivery.key);
  if (kept) return { name, sizeBytes: kept.sizeBytes, stream: kept.stream };
  const source = await openSource(await getInterface(db, interfaceId), { ...places, storage });
  const file = await source.open(delivery.path);
  const stream = file.read(0, file.sizeBytes);
  stream.once('close', () => void file.close());
  return { name, sizeBytes: file.sizeBytes, stream };
}

async function findDelivery(db: Db, interfaceId: string, deliveryId: string) {
  const isId = [interfaceId, deliveryId].every((id) => /^[0-9a-f-]{36}$/i.test(id));
  const [row] = isId
    ? await db
        .select({ path: deliveries.path, key: deliveries.originalKey })
        .from(deliveries)
        .where(and(eq(deliveries.interfaceId, interfaceId), eq(deliveries.id, deliveryId)))
    : [];
  if (!row) throw new NotFoundError('delivery', deliveryId.slice(0, 80));
  return row;
}
