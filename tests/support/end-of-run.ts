import type { Db } from '@/lib/db/client';
import { getRun, type RunDetail } from '@/lib/runs/get';
import { waitFor } from './wait-for';

/** The run when it has ended, in whatever state. */
export function endOfRun(db: Db, runId: string, timeoutMs = 90_000): Promise<RunDetail> {
  return waitFor(
    'the end of the run',
    async () => {
      const run = await getRun(db, runId);
      return run?.finishedAt ? run : null;
    },
    timeoutMs,
  );
}
