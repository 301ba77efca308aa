import 'server-only';
import { and, eq, ne } from 'drizzle-orm';
import { plans } from '../db/schema/imports';
import type { RunCounts } from '../db/schema/runs';
import { AppError } from '../errors';
import { deliveryError } from '../openimmo/errors';
import type { Hold } from '../properties/guard';
import type { StepProgress } from '../runs/run';
import { applyPart } from './apply-part';
import type { ImportJob, PlannedPart, PreparedAttachments, ProviderPart } from './import-types';
import { holdPart, type NewIds, planPart } from './plan-part';
import { writesOf } from './plan-writes';
import { holdUnlessConfirmed } from './plans/confirmation';
import { keepPlan } from './plans/keep';
import { storeAttachments } from './store-attachments';

/** What became of a provider's part. */
export type CarriedPart = (ProviderPart & { state: 'applied'; counts: RunCounts }) | KeptPart;
/** planned: only looked at. */
type KeptPart = ProviderPart & ({ state: 'held'; hold: Hold } | { state: 'planned' }) & { counts: RunCounts };

/** The stock may change between planning and the lock; that it does so each time is an error. */
const MOST_ATTEMPTS = 5;

/** Plans every provider's part, brings the attachments, and applies part by part. Nothing is applied before all is planned. */
export async function carryOut(job: ImportJob, parts: readonly ProviderPart[]): Promise<CarriedPart[]> {
  const { context } = job;
  refuseTwoFullTransfers(parts);
  const carried = await readApplied(job, parts);
  const isDone = ({ provider }: ProviderPart) =>
    carried.some((done) => done.provider.id === provider.id) || job.confirmation?.decided.has(provider.id);
  const open = parts.filter((part) => !isDone(part));
  const newIds: NewIds = new Map();
  const ready: PlannedPart[] = [];
  await context.step('plan', async (progress) => {
    const before = progress.done;
    for (const [index, part] of open.entries()) {
      const planned = await planOrKeep(job, part, newIds);
      if ('state' in planned) carried.push(planned);
      else ready.push(planned);
      progress.report(before + index + 1, before + open.length, job.path);
    }
  });
  if (job.preview) {
    await context.skip('attachments');
    await context.skip('apply');
    return carried;
  }
  const prepared: PreparedAttachments = { contents: new Map(), outcomes: new Map() };
  await context.step('attachments', async (progress) => {
    progress.report(progress.done, undefined, job.path);
    await storeAttachments(job, ready.flatMap(writesOf), prepared, progress);
  });
  await context.step('apply', async (progress) => {
    progress.report(progress.done, undefined, job.path);
    for (const part of ready) carried.push(await applyUntilCurrent(job, part, newIds, prepared, progress));
  });
  return carried;
}

/** The reader compares ids; here two of them turned out to be the same provider. */
function refuseTwoFullTransfers(parts: readonly ProviderPart[]): void {
  for (const { provider, headers } of parts) {
    const [first, second] = headers.filter(({ scope }) => scope === 'full');
    if (!first || !second) continue;
    throw deliveryError('F-two-full-transfers', {
      provider: provider.name,
      first: first.xmlPath,
      second: second.xmlPath,
    });
  }
}

/** Parts that this import had applied before it was interrupted. */
async function readApplied({ context, importId }: ImportJob, parts: readonly ProviderPart[]): Promise<CarriedPart[]> {
  await context.db.delete(plans).where(and(eq(plans.importId, importId), ne(plans.state, 'applied')));
  const rows = await context.db.select().from(plans).where(eq(plans.importId, importId));
  return rows.flatMap((row) => {
    const part = parts.find(({ provider }) => provider.id === row.providerId);
    return part ? [{ ...part, state: 'applied' as const, counts: row.summary }] : [];
  });
}

/** Answers a plan that may be applied, or what became of one that a person is to see first. */
async function planOrKeep(job: ImportJob, part: ProviderPart, newIds: NewIds): Promise<PlannedPart | KeptPart> {
  const planned = await planPart(job.context.db, job, part, newIds);
  const guarded = await holdPart(job.context.db, job, planned);
  if (job.preview) {
    return { ...part, state: 'planned', counts: await keepPlan(job, planned, { state: 'planned', hold: guarded }) };
  }
  const hold = job.confirmation ? holdUnlessConfirmed(job.confirmation, planned, guarded) : guarded;
  if (!hold) return planned;
  await keepPlan(job, planned, { state: 'held', hold });
  return { ...part, state: 'held', hold, counts: {} };
}

async function applyUntilCurrent(
  job: ImportJob,
  part: PlannedPart,
  newIds: NewIds,
  prepared: PreparedAttachments,
  progress: StepProgress,
): Promise<CarriedPart> {
  let planned = part;
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const applied = await applyPart(job, planned, prepared, progress);
    if (applied.state === 'applied') return { ...part, state: 'applied', counts: applied.counts };
    const again = await planOrKeep(job, part, newIds);
    if ('state' in again) return again;
    planned = again;
    const added = writesOf(planned).filter(({ seq }) => !prepared.contents.has(seq));
    await storeAttachments(job, added, prepared, progress);
  }
  throw new AppError('stock-changing', { provider: part.provider.name }, { retryable: true });
}
