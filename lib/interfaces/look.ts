import 'server-only';
import type { Db } from '../db/client';
import type { SourcePlaces } from '../sources/open-source';
import { getInterface } from './get';
import { scanInterface } from './scan';

/** A page that somebody has open looks again and again; a far server is asked by this process at most so often. */
const FAR_EVERY_MS = 60_000;
const WITHIN_MS = 8_000;

const lastLooks = new Map<string, number>();

/**
 * Looks into a source for a page: at once into a near one; into a far one at most once a minute, and not for long. Runs look
 * by themselves, whatever was looked into before. Throws what `scanInterface` throws.
 */
export async function lookIntoSource(
  db: Db,
  interfaceId: string,
  places: Omit<SourcePlaces, 'db'> & { signal?: AbortSignal },
): Promise<void> {
  const { source, updatedAt } = await getInterface(db, interfaceId);
  if (source.kind === 'directory' || source.kind === 'upload') {
    await scanInterface(db, interfaceId, places);
    return;
  }
  // Another source by now is another look.
  const key = `${interfaceId} ${updatedAt.getTime()}`;
  const now = performance.now();
  if (now - (lastLooks.get(key) ?? Number.NEGATIVE_INFINITY) < FAR_EVERY_MS) return;
  lastLooks.set(key, now);
  for (const [known, at] of lastLooks) if (now - at > FAR_EVERY_MS) lastLooks.delete(known);
  const patience = AbortSignal.timeout(WITHIN_MS);
  const signal = places.signal ? AbortSignal.any([places.signal, patience]) : patience;
  await scanInterface(db, interfaceId, { ...places, signal });
}
