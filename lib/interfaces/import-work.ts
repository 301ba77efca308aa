import 'server-only';
import { sql } from 'drizzle-orm';
import { env } from '../env';
import { IMPORT_STEPS, type RunContext, type RunResult, type RunWork } from '../runs/run';
import { storage } from '../storage/storage';
import type { PickedDelivery } from './begin-import';
import { getInterface, type InterfaceDetail } from './get';
import { importDelivery } from './import-delivery';
import type { ImportPlaces } from './import-types';
import { scanInterface } from './scan';

/** The work of an interface's run, with this installation's storage and delivery roots. */
export function importWork(interfaceId: string): RunWork {
  return createImportWork(interfaceId, { storage: storage(), deliveryRoots: env().deliveryRoots });
}

/** A run takes no more deliveries than this; the next one goes on. */
const MOST_DELIVERIES = 1_000;

export function createImportWork(interfaceId: string, places: ImportPlaces): RunWork {
  return { steps: IMPORT_STEPS, execute: (context) => importDeliveries(context, places, interfaceId) };
}

/** Imports what the run asks for, one delivery after the other, oldest first. One that fails does not stop the others. */
async function importDeliveries(context: RunContext, places: ImportPlaces, interfaceId: string): Promise<RunResult> {
  const iface = await getInterface(context.db, interfaceId);
  const picked = await context.step('fetch', async (progress) => {
    const { deliveryRoots } = places;
    await scanInterface(context.db, iface.id, { deliveryRoots, signal: context.signal });
    const deliveries = await pickDeliveries(context, iface);
    progress.report(deliveries.length, deliveries.length);
    return deliveries;
  });
  const finished = await readFinished(context);
  let hasProblems = finished.problems;
  for (const delivery of picked) {
    if (finished.deliveryIds.has(delivery.id)) continue;
    context.signal.throwIfAborted();
    if (delivery.state === 'uploading') {
      await noteUnfinished(context, delivery);
      continue;
    }
    const { state, counts } = await importDelivery(context, places, iface, delivery);
    context.count({ ...counts, deliveries: 1 });
    hasProblems ||= isProblem(state);
  }
  return { state: hasProblems ? 'problems' : 'done' };
}

async function pickDeliveries({ db, run }: RunContext, iface: InterfaceDetail): Promise<PickedDelivery[]> {
  const { deliveryIds } = run.params;
  const wanted = deliveryIds
    ? sql`id::text in (select * from jsonb_array_elements_text(${JSON.stringify(deliveryIds)}::text::jsonb))`
    : sql`gone_at is null and state in ('new', 'changed', 'running')`;
  return db.execute<PickedDelivery & Record<string, unknown>>(sql`
    select id, interface_id as "interfaceId", path, state from deliveries
    where interface_id = ${iface.id} and ${wanted}
    order by modified_at, path limit ${MOST_DELIVERIES}`);
}

/** What this run had finished before it was interrupted; its counts are counted again. */
async function readFinished(context: RunContext): Promise<{ deliveryIds: Set<string>; problems: boolean }> {
  if (!context.run.resumed) return { deliveryIds: new Set(), problems: false };
  const rows = await context.db.execute<{ delivery_id: string; state: string; counts: Record<string, number> }>(sql`
    select delivery_id, state, counts from imports
    where run_id = ${context.run.id} and state not in ('running', 'cancelled')`);
  for (const { counts } of rows) context.count({ ...counts, deliveries: 1 });
  return {
    deliveryIds: new Set(rows.map((row) => row.delivery_id)),
    problems: rows.some(({ state }) => isProblem(state)),
  };
}

function isProblem(state: string): boolean {
  return state === 'error' || state === 'held' || state === 'warnings';
}

async function noteUnfinished(context: RunContext, { path }: PickedDelivery): Promise<void> {
  await context.addOutcomes(context.db, [
    { label: path, outcome: 'skipped', severity: 'warning', code: 'F-upload-unfinished', params: {} },
  ]);
}
