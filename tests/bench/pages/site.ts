import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { sessionCookieName } from '@/lib/auth/session-cookie';
import { encodeSession } from '@/lib/auth/token';
import type { Db } from '@/lib/db/client';
import { interfaces } from '@/lib/db/schema/interfaces';
import { providers } from '@/lib/db/schema/providers';
import { DEFAULT_RULES } from '@/lib/interfaces/input';
import { saveConnection, saveSchedule } from '@/lib/sync/settings';
import { writeState } from '@/lib/sync/state';
import { createUser } from '@/lib/users/create';
import type { BenchDelivery } from '../import/delivery';
import { fillContacts } from '../support/stock';

const WAITING = 1_000;
const RUNS = 60;

export interface BenchSite {
  /** Of an admin's session. */
  cookie: string;
  interfaceId: string;
}

/** A connected site that has been at work: waiting records, ended runs, an interface whose delivery waits. */
export async function prepareSite(db: Db, delivery: BenchDelivery): Promise<BenchSite> {
  await saveConnection(db, { url: 'http://127.0.0.1:1', siteName: 'Hamburg', token: 'es_of_the_benchmark_0123456789' });
  // Nothing runs by itself while something is measured.
  await saveSchedule(db, { intervalMinutes: null, pausedUntil: null, pauseReason: null }, null);
  await writeState(db, 'first-run-finished', { at: new Date().toISOString() });
  await fillContacts(db, WAITING);
  await fillRuns(db);
  const interfaceId = uuidv7();
  await db.insert(providers).values({ id: uuidv7(), ...delivery.provider });
  const source = { kind: 'directory' as const, path: '' };
  await db
    .insert(interfaces)
    .values({ id: interfaceId, name: 'Bench', type: 'openimmo', source, rules: DEFAULT_RULES });
  const admin = { email: 'bench@example.org', password: 'a long password of the benchmarks', role: 'admin' as const };
  const { id } = await createUser(db, { ...admin, language: 'en' });
  const token = await encodeSession({ sub: id, epoch: 0, signedInAt: Math.floor(Date.now() / 1000) });
  return { cookie: `${sessionCookieName()}=${token}`, interfaceId };
}

async function fillRuns(db: Db): Promise<void> {
  await db.execute(sql`
    insert into runs (id, target, trigger, state, params, queued_at, started_at, finished_at, counts)
    select gen_random_uuid(), 'central', 'schedule', 'done', '{}', moment, moment, moment + interval '8 s',
      jsonb_build_object('sent', n, 'received', n * 2)
    from generate_series(1, ${RUNS}::int) n, lateral (select now() - n * interval '15 min' as moment) m`);
  await db.execute(sql`
    insert into run_steps (run_id, position, key, state, started_at, finished_at, done, total)
    select id, position - 1, key, 'done', started_at, finished_at, 12, 12
    from runs, unnest(array['push', 'wait', 'pull-central', 'pull-remote', 'files', 'integrate']) with ordinality as s(key, position)
    where target = 'central'`);
}
