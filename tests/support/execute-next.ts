import type { Db } from '@/lib/db/client';
import { findWork } from '@/lib/executor/find-work';
import { executeRun } from '@/lib/runs/execute';
import { getRun, type RunDetail } from '@/lib/runs/get';
import { claimRun } from '@/lib/runs/lease';

/** Claims the oldest queued run, executes it in this process to its end, and answers it. */
export async function executeNext(db: Db): Promise<RunDetail> {
  const run = await claimRun(db, 'test');
  if (!run) throw new Error('no run is queued');
  await executeRun({ db, controlDb: db, run, findWork });
  const ended = await getRun(db, run.id);
  if (!ended) throw new Error('the run is gone');
  return ended;
}
