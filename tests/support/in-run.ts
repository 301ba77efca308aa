import type { Db } from '@/lib/db/client';
import { executeRun } from '@/lib/runs/execute';
import { claimRun } from '@/lib/runs/lease';
import type { RunContext } from '@/lib/runs/run';
import { startSync } from '@/lib/runs/start';

/** Does `work` as a claimed run with the central server, and answers what it answered. */
export async function inRun<T>(db: Db, work: (context: RunContext) => Promise<T>): Promise<T> {
  await startSync(db, { trigger: 'user' });
  const run = await claimRun(db, 'test');
  if (!run) throw new Error('no run is queued');
  const answers: T[] = [];
  const failures: unknown[] = [];
  const execute = async (context: RunContext) => {
    try {
      answers.push(await work(context));
    } catch (error) {
      failures.push(error);
      throw error;
    }
    return { state: 'done' as const };
  };
  await executeRun({ db, controlDb: db, run, findWork: async () => ({ steps: ['integrate'], execute }) });
  if (failures.length > 0) throw failures[0];
  const [answer] = answers;
  if (answer === undefined) throw new Error('the run did not come to its work');
  return answer;
}
