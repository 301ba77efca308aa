import 'server-only';
import type { Db } from '../db/client';
import { log } from '../log';
import type { SourcePlaces } from '../sources/open-source';
import { getInterface } from './get';
import { scanInterface } from './scan';

/** A page that somebody has open looks again and again; a far server is asked by this process at most so often. */
const FAR_EVERY_MS = 60_000;
const WITHIN_MS = 8_000;

/** A near source whose look takes longer has many files: pages do not wait for it then, and it is looked into as rarely. */
const LONG_LOOK_MS = 250;

const lastLooks = new Map<string, number>();
/** Near sources with many files, and when they were looked into last. */
const longLooks = new Map<string, number>();

/**
 * Looks into a source for a page: at once into a near one, unless it has very many files; into a far one at most once a
 * minute, and not for long. Runs look by themselves, whatever was looked into before. Throws what `scanInterface` throws.
 */
export async function lookIntoSource(
  db: Db,
  interfaceId: string,
  places: Omit<SourcePlaces, 'db'> & { signal?: AbortSignal },
): Promise<void> {
  const { source, updatedAt } = await getInterface(db, interfaceId);
  if (source.kind === 'directory' || source.kind === 'upload') {
    await lookNearby(db, interfaceId, places);
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

async function lookNearby(db: Db, interfaceId: string, places: Parameters<typeof lookIntoSource>[2]): Promise<void> {
  const startedAt = performance.now();
  const lastLong = longLooks.get(interfaceId);
  if (lastLong !== undefined && startedAt - lastLong < FAR_EVERY_MS) return;
  const note = () => {
    const tookMs = performance.now() - startedAt;
    if (tookMs > LONG_LOOK_MS) longLooks.set(interfaceId, performance.now());
    else longLooks.delete(interfaceId);
  };
  if (lastLong === undefined) {
    await scanInterface(db, interfaceId, places);
    note();
    return;
  }
  // Known to take long: the page shows what is known, and the next one what is found now.
  longLooks.set(interfaceId, startedAt);
  const { signal: _page, ...lasting } = places;
  scanInterface(db, interfaceId, lasting).then(note, (error: unknown) => {
    log().warn({ err: error, interfaceId }, 'a source with many files was not looked into');
  });
}
