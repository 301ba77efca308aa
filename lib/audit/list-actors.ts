import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';

export interface AuditActor {
  id: string;
  /** null: there is no such user any more. */
  name: string | null;
}

const MOST_ACTORS = 500;

/** Every user who stands in the log, by name; those who are gone at the end. Hops from one to the next through the index. */
export async function listAuditActors(db: Db): Promise<AuditActor[]> {
  const rows = await db.execute<{ id: string; name: string | null }>(sql`
    with recursive actor (id, place) as (
      (select actor_id, 1 from audit_log where actor_id is not null order by actor_id limit 1)
      union all
      select (select a.actor_id from audit_log a where a.actor_id > actor.id order by a.actor_id limit 1), place + 1
      from actor where actor.id is not null and place < ${MOST_ACTORS}
    )
    select actor.id::text, coalesce(nullif(users.name, ''), users.email) as name
    from actor left join users on users.id = actor.id where actor.id is not null
    order by users.name nulls last, actor.id`);
  return rows.map(({ id, name }) => ({ id, name }));
}
