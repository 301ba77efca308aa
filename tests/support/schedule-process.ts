import { pause } from '@/lib/clock';
import { openDatabase } from '@/lib/db/client';
import { drainRuns } from '@/lib/executor/drain';
import { queueDueRuns } from '@/lib/executor/queue-due';
import { markedWork } from './marked-work';

/** An application instance with a timer, or a caller of the cron route: looks for what is due whenever it is told the time. */
export interface Tick {
  now: string;
  /** Milliseconds that it comes late. */
  lateMs: number;
}

export interface Ticked {
  started: number;
  executed: number;
}

const { db } = openDatabase(process.env.DATABASE_URL ?? '', { max: 4, applicationName: 'test schedule' });

async function tick({ now, lateMs }: Tick): Promise<Ticked> {
  await pause(lateMs);
  const due = await queueDueRuns(db, new Date(now));
  const drained = await drainRuns({ db, controlDb: db, budgetMs: 30_000, findWork: markedWork });
  return { started: due.filter((run) => run.started).length, executed: drained.executed.length };
}

process.on('message', (message: Tick) => {
  tick(message).then(
    (ticked) => process.send?.(ticked),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit(0));
process.send?.({ started: 0, executed: 0 } satisfies Ticked);
