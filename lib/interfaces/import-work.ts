import 'server-only';
import { sql } from 'drizzle-orm';
import type { RunCounts } from '../db/schema/runs';
import { env } from '../env';
import { AppError } from '../errors';
import { IMPORT_STEPS, type RunContext, type RunResult, type RunWork } from '../runs/run';
import { storage } from '../storage/storage';
import type { PickedDelivery } from './begin-import';
import { getInterface } from './get';
import { importDelivery } from './import-delivery';
import type { ImportPlaces } from './import-types';
import { pickDeliveries } from './pick-deliveries';
import { isReadyToImport } from './ready';
import { scanInterface } from './scan';

/** The work of an interface's run, with this installation's storage and delivery roots. */
export function importWork(interfaceId: string): RunWork {
  return createImportWork(interfaceId, { storage: storage(), deliveryRoots: env().deliveryRoots });
}

export function createImportWork(interfaceId: string, places: ImportPlaces): RunWork {
  return { steps: IMPORT_STEPS, execute: (context) => importDeliveries(context, places, interfaceId) };
}

/**
 * Imports what the run asks for, one delivery after the other, oldest first. One that fails does not stop the others. Throws
 * `first-run-needed` where the site was connected after the run was queued; what had begun before goes on.
 */
async function importDeliveries(context: RunContext, places: ImportPlaces, interfaceId: string): Promise<RunResult> {
  if (!context.run.resumed && !(await isReadyToImport(context.db))) throw new AppError('first-run-needed');
  const iface = await getInterface(context.db, interfaceId);
  const finished = await readFinished(context);
  const picked = await context.step('fetch', async (progress) => {
    await scanInterface(context.db, iface.id, { ...places, signal: context.signal });
    const deliveries = await pickDeliveries(context, places, iface, finished.deliveryIds.size);
    progress.report(deliveries.length, deliveries.length);
    return deliveries;
  });
  let hasProblems = finished.problems;
  for (const delivery of picked) {
    if (finished.deliveryIds.has(delivery.id)) continue;
    context.signal.throwIfAborted();
    if (delivery.state === 'uploading') {
      await noteUnfinished(context, delivery);
      continue;
    }
    const { state, counts } = await importDelivery(context, places, iface, delivery);
    countDelivery(context, counts);
    hasProblems ||= isProblem(state);
  }
  return { state: hasProblems ? 'problems' : 'done' };
}

/** What this run had finished before it was interrupted; its counts are counted again. */
async function readFinished(context: RunContext): Promise<{ deliveryIds: Set<string>; problems: boolean }> {
  if (!context.run.resumed) return { deliveryIds: new Set(), problems: false };
  const rows = await context.db.execute<{ delivery_id: string; state: string; counts: Record<string, number> }>(sql`
    select delivery_id, state, counts from imports
    where run_id = ${context.run.id} and state not in ('running', 'cancelled')`);
  for (const { counts } of rows) countDelivery(context, counts);
  return {
    deliveryIds: new Set(rows.map((row) => row.delivery_id)),
    problems: rows.some(({ state }) => isProblem(state)),
  };
}

/** What a look would have done was not done. */
function countDelivery(context: RunContext, counts: RunCounts): void {
  context.count({ ...(context.run.params.preview ? {} : counts), deliveries: 1 });
}

function isProblem(state: string): boolean {
  return state === 'error' || state === 'held' || state === 'warnings';
}

async function noteUnfinished(context: RunContext, { path }: PickedDelivery): Promise<void> {
  await context.addOutcomes(context.db, [
    { label: path, outcome: 'skipped', severity: 'warning', code: 'F-upload-unfinished', params: {} },
  ]);
}
