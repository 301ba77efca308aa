import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import type { ClaimedRun } from '../runs/run';
import { readState } from './state';
import { isVerificationDue } from './verification-due';

/** Whether this run is to compare both sides (verification-due.ts), from what is known before it begins. */
export async function isVerificationWanted(db: Db, run: ClaimedRun, firstRun: boolean): Promise<boolean> {
  const [[row], doubt] = await Promise.all([
    db.execute<{ now: Date; at: Date | null; putOff: boolean | null; doneAt: Date | null }>(sql`
      select now() as now, latest.at, latest.put_off is not null as "putOff",
        (select at from verifications where put_off is null order by at desc limit 1) as "doneAt"
      from (select 1) one left join (select at, put_off from verifications order by at desc, id desc limit 1) latest on true`),
    readState(db, 'doubt'),
  ]);
  if (!row) throw new Error('a question without an answer');
  return isVerificationDue({
    now: new Date(row.now),
    firstRun,
    asked: run.params.verify === true,
    inDoubt: doubt !== null,
    latest: row.at ? { at: new Date(row.at), putOff: row.putOff === true } : null,
    latestDoneAt: row.doneAt ? new Date(row.doneAt) : null,
  });
}
