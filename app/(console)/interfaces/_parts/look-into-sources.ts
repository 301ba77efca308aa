import { db } from '@/lib/db/client';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { listInterfaces } from '@/lib/interfaces/list';
import { lookIntoSource } from '@/lib/interfaces/look';

const AT_ONCE = 20;
const WITHIN_MS = 3_000;

/**
 * Looks into the sources that no schedule looks into, so that what waits there is counted. Answers the interfaces whose
 * source cannot be read.
 */
export async function lookIntoSources(): Promise<Set<string>> {
  const byHand = (await listInterfaces(db())).filter((iface) => iface.nextRunAt === null && iface.state !== 'running');
  const signal = AbortSignal.timeout(WITHIN_MS);
  const looks = byHand.slice(0, AT_ONCE).map(async ({ id }) => ((await isReadable(id, signal)) ? [] : [id]));
  return new Set((await Promise.all(looks)).flat());
}

/** A source that takes too long is looked into when its deliveries are opened. */
async function isReadable(interfaceId: string, signal: AbortSignal): Promise<boolean> {
  try {
    await lookIntoSource(db(), interfaceId, { deliveryRoots: env().deliveryRoots, signal });
    return true;
  } catch (error) {
    if (signal.aborted) return true;
    if (error instanceof AppError) return error.code === 'interface-unknown';
    throw error;
  }
}
