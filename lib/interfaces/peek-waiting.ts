import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { AppError } from '../errors';
import { DeliveryError } from '../openimmo/errors';
import type { RunContext } from '../runs/run';
import type { InterfaceDetail } from './get';
import type { ImportPlaces } from './import-types';
import { openFile } from './open-file';
import type { Waiting } from './order-waiting';
import { peekTransfer } from './peek-transfer';

export interface Peeked extends Waiting {
  id: string;
  sizeBytes: number;
  peekedAt: Date | null;
}

/** So long all headers together may take; those that are left are ordered by their files' times. */
const WITHIN_MS = 20_000;
/** A file that lies far away has to be fetched first. */
const MOST_FETCHED_BYTES = 32 * 1024 * 1024;

/**
 * Looks into the headers of waiting deliveries that nobody looked into in this version, and remembers what they say. Where
 * only one waits there is no order to find out.
 */
export async function peekWaiting<T extends Peeked>(
  context: RunContext,
  places: ImportPlaces,
  iface: InterfaceDetail,
  waiting: readonly T[],
): Promise<T[]> {
  if (waiting.length < 2) return [...waiting];
  const patience = AbortSignal.timeout(WITHIN_MS);
  const signal = AbortSignal.any([context.signal, patience]);
  const isNear = iface.source.kind === 'directory' || iface.source.kind === 'upload';
  const peeked: T[] = [];
  for (const delivery of waiting) {
    const isPossible = !patience.aborted && (isNear || delivery.sizeBytes <= MOST_FETCHED_BYTES);
    if (delivery.peekedAt || !isPossible) {
      peeked.push(delivery);
      continue;
    }
    context.signal.throwIfAborted();
    const transferAt = await peekInto(context, places, iface, delivery, signal);
    peeked.push({ ...delivery, transferAt });
  }
  return peeked;
}

async function peekInto(
  context: RunContext,
  places: ImportPlaces,
  iface: InterfaceDetail,
  delivery: Peeked,
  signal: AbortSignal,
): Promise<Date | null> {
  const transferAt = await readTransferTime(context.db, places, iface, delivery, signal).catch((error: unknown) => {
    context.signal.throwIfAborted();
    // What is wrong with it is said when it is imported; until then its file's time counts.
    if (signal.aborted || error instanceof DeliveryError || error instanceof AppError) return undefined;
    throw error;
  });
  if (transferAt === undefined && signal.aborted) return null;
  await context.db.execute(sql`
    update deliveries set transfer_at = ${transferAt?.toISOString() ?? null}::timestamptz, peeked_at = now()
    where id = ${delivery.id} and size_bytes = ${delivery.sizeBytes}
      and modified_at = ${delivery.modifiedAt.toISOString()}::timestamptz`);
  return transferAt ?? null;
}

/** Undefined: the file is gone, or another one by now. */
async function readTransferTime(
  db: Db,
  places: ImportPlaces,
  iface: InterfaceDetail,
  { path, sizeBytes, modifiedAt }: Peeked,
  signal: AbortSignal,
): Promise<Date | null | undefined> {
  const file = await openFile(db, places, iface, path, signal);
  if (!file) return undefined;
  try {
    // Some servers say how large a file is only when it is fetched: until then 0.
    const isSame = [0, file.sizeBytes].includes(sizeBytes) && file.modifiedAt.getTime() === modifiedAt.getTime();
    return isSame ? await peekTransfer(file, signal) : undefined;
  } finally {
    await file.close();
  }
}
