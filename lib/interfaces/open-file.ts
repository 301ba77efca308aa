import 'server-only';
import type { Db } from '../db/client';
import { AppError } from '../errors';
import { openSource } from '../sources/open-source';
import type { OpenSourceFile } from '../sources/source';
import type { InterfaceDetail } from './get';
import type { ImportPlaces } from './import-types';

/** A delivery opened for reading, to be closed by the caller; null: it no longer lies in the source. */
export async function openFile(
  db: Db,
  places: ImportPlaces,
  iface: InterfaceDetail,
  path: string,
  signal?: AbortSignal,
): Promise<OpenSourceFile | null> {
  const source = await openSource(iface, { ...places, db });
  try {
    return await source.open(path, signal);
  } catch (error) {
    if (error instanceof AppError && error.code === 'delivery-unknown') return null;
    throw error;
  }
}
