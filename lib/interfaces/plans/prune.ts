import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../../db/client';
import { closePlans } from './close';

/** A look is of its day: the stock goes on. */
const LOOK_DAYS = 7;

/** Lets go of looks that nobody decided about; held plans wait as long as it takes. */
export async function pruneLooks(db: Db, now: Date): Promise<number> {
  const before = new Date(now.getTime() - LOOK_DAYS * 86_400_000).toISOString();
  const closed = await closePlans(db, 'discarded', {
    where: sql`p.state = 'planned' and i.state <> 'running' and p.created_at < ${before}::timestamptz`,
  });
  return closed.length;
}
