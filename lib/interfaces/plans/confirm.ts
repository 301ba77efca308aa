import 'server-only';
import type { Db } from '../../db/client';
import { AppError } from '../../errors';
import type { StartedRun } from '../../runs/start';
import { startImport } from '../start-import';
import { readOpenPlans } from './open-plans';

export interface DecidePlansInput {
  interfaceId: string;
  importId: string;
  /** Of the plans as they were shown. */
  hashes: readonly string[];
  userId: string | null;
}

/**
 * Queues a run that reads the delivery again and applies exactly these plans; one that comes out otherwise is shown anew.
 * Throws NotFoundError, `plan-changed` when somebody has decided meanwhile, and `already-running`.
 */
export async function confirmPlans(db: Db, input: DecidePlansInput): Promise<StartedRun> {
  const { interfaceId, importId, hashes, userId } = input;
  const { deliveryId, state, open } = await readOpenPlans(db, { interfaceId, importId, hashes });
  // A look is confirmed as a whole: what it showed is one delivery.
  if (state === 'previewed' && open.length !== hashes.length) throw new AppError('plan-changed', { importId });
  const started = await startImport(db, {
    interfaceId,
    deliveryIds: [deliveryId],
    userId,
    confirm: { importId, hashes: [...hashes] },
  });
  // The run under way is another one: it confirms nothing.
  if (!started.started) throw new AppError('already-running', { runId: started.runId });
  return started;
}
