import 'server-only';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../../db/client';
import { plans } from '../../db/schema/imports';
import type { RunCounts } from '../../db/schema/runs';
import type { Hold } from '../../properties/guard';
import type { ImportJob, PlannedPart } from '../import-types';
import { summarise, transferTimeOf } from '../plan-part';
import { insertEntries } from './entries';

/**
 * Keeps a plan for a person to see, with what it does to each record: nothing of it is applied. One transaction. Answers
 * how many records of each kind it has.
 */
export async function keepPlan(
  job: ImportJob,
  part: PlannedPart,
  { state, hold }: { state: 'planned' | 'held'; hold: Hold | null },
): Promise<RunCounts> {
  const summary = summarise(part.plan);
  const id = uuidv7();
  await job.context.transaction(async (tx: Tx) => {
    await tx.insert(plans).values({
      id,
      importId: job.importId,
      interfaceId: job.iface.id,
      providerId: part.provider.id,
      hash: part.hash,
      summary: state === 'held' ? { ...summary, held: 1 } : summary,
      state,
      holdCode: hold?.code ?? null,
      holdParams: hold?.params ?? null,
      transferAt: transferTimeOf(part),
    });
    await insertEntries(tx, id, job, part);
  });
  return summary;
}
