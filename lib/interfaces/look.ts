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
const LONGEST_LOOK_MS = 10 * 60_000;

const lastLooks = new Map<string, number>();
/** Near sources with many files, and when they were looked into last. */
const longLooks = new Map<string, number>();

/**
 * Looks into a source for a page: at once into a near one, unless it has very many files; into a far one at most once a
 * minute, and not for long. Runs look by themselves, whatever was looked into before. `signal` ends the page's patience: what
 * is near goes on being looked into. Throws what `scanInterface` throws.
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
  const lasting = { ...places, signal: AbortSignal.timeout(LONGEST_LOOK_MS) };
  const look = scanInterface(db, interfaceId, lasting).then(() => {
    if (performance.now() - startedAt > LONG_LOOK_MS) longLooks.set(interfaceId, performance.now());
    else longLooks.delete(interfaceId);
  });
  if (lastLong === undefined && (await endsBefore(places.signal, look))) return;
  // It takes long: this page shows what is known, and the next one what is found now.
  longLooks.set(interfaceId, startedAt);
  look.catch((error: unknown) => {
    // The next page looks itself, and says what it meets.
    longLooks.delete(interfaceId);
    log().warn({ err: error, interfaceId }, 'a source with many files was not looked into');
  });
}

async function endsBefore(patience: AbortSignal | undefined, work: Promise<void>): Promise<boolean> {
  if (patience?.aborted) return false;
  const over = new Promise<false>((resolve) => {
    patience?.addEventListener('abort', () => resolve(false), { once: true });
  });
  return Promise.race([work.then(() => true), over]);
}
