import { systemClock } from '@/lib/clock';
import { db } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { isBegun } from '@/lib/storage/is-begun';
import { listObjectTrash, type TrashedObject } from '@/lib/storage/object-trash';
import { planUnknown, type UnknownPlan } from '@/lib/storage/plan-unknown';
import { storage } from '@/lib/storage/storage';
import { readInstallationId } from '@/lib/sync/settings';
import { describeProblem, type Problem } from '@/lib/web/problem';

/** A page looks no longer than this; where it stopped it can go on. */
const LOOK = { mostLooked: 50_000, mostListed: 200, withinMs: 5_000 };
const MOST_TRASHED = 200;

export interface UnknownObjects {
  plan: UnknownPlan;
  /** What was moved away, oldest first. */
  trashed: TrashedObject[];
}

/** The plan, or why nobody could look: never an empty plan instead of a problem. */
export async function lookForUnknown(after: string): Promise<UnknownObjects | { problem: Problem }> {
  try {
    const installationId = await readInstallationId(db());
    const plan = await planUnknown(db(), storage(), { installationId, now: systemClock(), after, ...LOOK });
    return { plan, trashed: await readTrashed() };
  } catch (error) {
    if (error instanceof AppError) return { problem: await describeProblem(error.code, error.details) };
    throw error;
  }
}

async function readTrashed(): Promise<TrashedObject[]> {
  const trashed: TrashedObject[] = [];
  if (!(await isBegun(db(), storage()))) return trashed;
  for await (const object of listObjectTrash(storage())) {
    trashed.push(object);
    if (trashed.length >= MOST_TRASHED) break;
  }
  return trashed;
}
