import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import type { ClaimedRun } from '../runs/run';
import { type DoubtReason, readStates } from './state';
import { isVerificationDue } from './verification/due';

/** What is known of a run before it begins. */
export interface Outlook {
  firstRun: boolean;
  doubt: DoubtReason | null;
  /** Both sides are compared at its end. */
  verifies: boolean;
}

export async function readOutlook(db: Db, run: ClaimedRun): Promise<Outlook> {
  const states = await readStates(db);
  const firstRun = states['first-run-finished'] === undefined;
  const doubt = states.doubt?.reason ?? null;
  const [row] = await db.execute<{ now: Date; at: Date | null; putOff: boolean | null; doneAt: Date | null }>(sql`
    select now() as now, latest.at, latest.put_off is not null as "putOff",
      (select at from verifications where put_off is null order by at desc limit 1) as "doneAt"
    from (select 1) one left join (select at, put_off from verifications order by at desc, id desc limit 1) latest on true`);
  if (!row) throw new Error('a question without an answer');
  const verifies = isVerificationDue({
    now: new Date(row.now),
    firstRun,
    asked: run.params.verify === true,
    inDoubt: doubt !== null,
    latest: row.at ? { at: new Date(row.at), putOff: row.putOff === true } : null,
    latestDoneAt: row.doneAt ? new Date(row.doneAt) : null,
  });
  return { firstRun, doubt, verifies };
}
