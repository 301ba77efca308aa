import 'server-only';
import { stampChanges } from '../../changelog/read';
import type { RepairCounts, VerifiedDifference } from '../../db/schema/sync';
import type { RunContext } from '../../runs/run';
import type { CentralClient } from '../client';
import { pushChanges } from '../push';
import { beginSession } from '../session';
import type { DoubtReason } from '../state';
import { type WaitResult, waitForIntegration } from '../wait';
import { type Comparison, compareWithCentral, type PutOffReason } from './compare-with-central';
import { nameDifferences } from './name-differences';
import { repairDifferences } from './repair';
import { saveVerification } from './save';

/** A repair can show what it hid, for example the attachments of a property that was missing. */
const MOST_ROUNDS = 4;

export interface VerifyOptions {
  /** Repairs what differs, and compares again. */
  repair: boolean;
  /** Why the cursors are not to be trusted: a restored site takes back what is newer on the central server. */
  doubt?: DoubtReason | null;
}

export interface VerificationResult {
  /** Why nothing was compared; null: it was. */
  putOff: PutOffReason | null;
  total: number;
  identical: number;
  differingCount: number;
  /** The first hundred, with names for people. */
  differences: VerifiedDifference[];
  /** In all rounds. */
  repaired: RepairCounts;
  /** The central server is still integrating what was sent again: a later comparison tells. */
  repairing: boolean;
}

/**
 * Compares what this site and its central server hold, by count and digest at an agreed position, and writes down what was
 * found: each comparison is a row of its own. With `repair` it makes them the same on the way that loses no data.
 */
export async function verifyWithCentral(
  context: RunContext,
  client: CentralClient,
  options: VerifyOptions,
): Promise<VerificationResult> {
  const repaired: RepairCounts = { sent: 0, fetched: 0, removed: 0 };
  const siteRestored = options.doubt === 'site-restored';
  for (let round = 1; ; round++) {
    await stampChanges(context.db);
    const compared = await compareWithCentral(context.db, client, context.signal);
    const named = await nameDifferences(context.db, client, compared.differences);
    const last = !options.repair || round === MOST_ROUNDS || compared.differences.length === 0;
    const counts = last ? null : await repairDifferences(context, client, compared.differences, siteRestored);
    const repairing = counts !== null && counts.sent > 0 && (await sendAgain(context, client)).slow;
    if (counts) addCounts(repaired, counts);
    await context.transaction((tx) =>
      saveVerification(tx, { ...compared, runId: context.run.id, differences: named, repaired: counts, repairing }),
    );
    if (last || repairing) return toResult(compared, named, repaired, repairing);
  }
}

/** What was noted as changed goes to the central server at once, in a session of its own. */
async function sendAgain(context: RunContext, client: CentralClient): Promise<WaitResult> {
  const progress = { done: 0, report: () => undefined };
  await pushChanges(context, client, await beginSession(context.db), progress);
  return waitForIntegration(context, client, progress);
}

function addCounts(sum: RepairCounts, added: RepairCounts): void {
  for (const way of ['sent', 'fetched', 'removed'] as const) sum[way] += added[way];
}

function toResult(
  { putOff, total, identical, differingCount }: Comparison,
  differences: VerifiedDifference[],
  repaired: RepairCounts,
  repairing: boolean,
): VerificationResult {
  return { putOff, total, identical, differingCount, differences, repaired, repairing };
}
