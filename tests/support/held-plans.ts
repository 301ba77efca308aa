import { createImportWork } from '@/lib/interfaces/import-work';
import { getPlans } from '@/lib/interfaces/plans/get';
import { listOpenPlans } from '@/lib/interfaces/plans/list';
import type { RunDetail } from '@/lib/runs/get';
import { executeClaimed, type ImportHarness } from './import-harness';
import { propertyXml } from './openimmo';

export const listing = (number: number, title = `Haus ${number}`): string =>
  propertyXml({ obid: `O-${number}`, external: `E-${number}`, title });

export const listings = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => listing(from + index));

/** A timestamp of March. */
export const day = (number: number): string => `2025-03-${String(number).padStart(2, '0')}T08:00:00`;

/** The newest plans that wait for a person, and what it takes to decide about those that are held. */
export async function readHeld(site: ImportHarness) {
  const [open] = await listOpenPlans(site.db, site.interfaceId);
  const shown = await getPlans(site.db, site.interfaceId, open?.importId ?? '');
  if (!shown) throw new Error('nothing is held');
  const { id: importId } = shown.found;
  const hashes = shown.plans.filter(({ state }) => state === 'held').map(({ hash }) => hash);
  return { shown, decision: { interfaceId: site.interfaceId, importId, hashes, userId: null } };
}

/** Executes the run that a confirmation queued. */
export function executeQueued(site: ImportHarness): Promise<RunDetail> {
  return executeClaimed(site.db, createImportWork(site.interfaceId, site.places));
}
