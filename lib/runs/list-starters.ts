import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';

export interface RunStarter {
  id: string;
  name: string;
}

const MOST_STARTERS = 200;

/** Who has ever started a run by hand, by name. Hops from one to the next through the index, however many runs there are. */
export async function listRunStarters(db: Db): Promise<RunStarter[]> {
  return db.execute<RunStarter & Record<string, unknown>>(sql`
    with recursive starter (id, place) as (
      (select user_id, 1 from runs where user_id is not null order by user_id limit 1)
      union all
      select (select r.user_id from runs r where r.user_id > starter.id order by r.user_id limit 1), place + 1
      from starter where starter.id is not null and place < ${MOST_STARTERS})
    select users.id, coalesce(nullif(users.name, ''), users.email) as name
    from starter join users on users.id = starter.id order by 2, 1`);
}
