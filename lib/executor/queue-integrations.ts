import 'server-only';
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Db } from '../db/client';
import { runs } from '../db/schema/runs';
import type { StartedRun } from '../runs/start';

/** Sites that are queued at once; the next look takes the next ones. */
const MOST_SITES = 1_000;
const MOST_LOOKED_AT = 100_000;

/**
 * (central server) Queues an integration for every site whose records have lain in the buffer for a moment without one:
 * its run ended or was lost as they came in. Not while the last batch of a push is still to come: half of it may refer to
 * the other half. Who has waited longest comes first.
 */
export async function queueIntegrations(db: Db): Promise<StartedRun[]> {
  const waiting = await db.execute<{ target: string }>(sql`
    select 'site:' || w.id as target from sites_to_integrate(${MOST_LOOKED_AT}) w
    where not exists (select from sites s where s.id = w.id and s.pending > 0) and w.since < now() - interval '10 seconds' and not exists (
      select from runs r where r.target = 'site:' || w.id and r.state in ('queued', 'running'))
    order by w.since, w.id limit ${MOST_SITES}`);
  if (waiting.length === 0) return [];
  const rows = waiting.map(({ target }) => ({
    id: uuidv7(),
    target,
    trigger: 'push' as const,
    state: 'queued' as const,
    params: {},
    counts: {},
  }));
  const queued = await db.insert(runs).values(rows).onConflictDoNothing().returning({ id: runs.id });
  return queued.map(({ id }) => ({ runId: id, started: true }));
}
