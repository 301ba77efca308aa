import type { Sql } from 'postgres';
import type { Console } from './console';

interface State {
  enter(sql: Sql): Promise<unknown>;
  leave(sql: Sql): Promise<unknown>;
}

const RUN = '00000000-0000-7000-8000-00000000aaaa';
const removeRun = (sql: Sql) => sql`delete from runs where id = ${RUN}`;

/** A run that an executor somewhere else holds: it goes on for as long as the test wants. */
export async function beginRun(sql: Sql, target: string, steps: readonly string[], active: number): Promise<void> {
  await sql`insert into runs (id, target, trigger, user_id, state, params, counts, queued_at, started_at, lease_owner,
      lease_until, fence)
    select ${RUN}, ${target}, 'user', id, 'running', '{}', '{}', now() - interval '9 seconds', now() - interval '8 seconds',
      'test', now() + interval '1 hour', 1 from users where email = 'admin@example.org'`;
  await sql`insert into run_steps (run_id, position, key, state, started_at, finished_at, done, total)
    select ${RUN}, position - 1, key,
      (case when position - 1 < ${active} then 'done' when position - 1 = ${active} then 'active' else 'waiting' end)::step_state,
      case when position - 1 <= ${active} then now() - interval '5 seconds' end,
      case when position - 1 < ${active} then now() - interval '3 seconds' end,
      case when position - 1 < ${active} then 128 when position - 1 = ${active} then 51 else 0 end,
      case when position - 1 <= ${active} then 128 end
    from unnest(${[...steps]}::text[]) with ordinality as step (key, position)`;
}

export const setProgress = (sql: Sql, done: number): Promise<unknown> =>
  sql`update run_steps set done = ${done} where run_id = ${RUN} and state = 'active'`;

export const endRun = async (sql: Sql): Promise<void> => {
  await sql`update run_steps set state = 'done', finished_at = now(), done = coalesce(total, done) where run_id = ${RUN}`;
  await sql`update runs set state = 'done', finished_at = now(), lease_until = null where id = ${RUN}`;
};

export const SYNC_STEPS = ['push', 'wait', 'pull-central', 'pull-remote', 'files', 'integrate'];
const IMPORT_STEPS = ['fetch', 'read', 'plan', 'attachments', 'apply'];
const CONNECTION = "key = 'synchronisation'";

/** So long ago was everything, and this is the interval: no run fills the slots, because nothing runs by itself here. */
const aged = (minutes: number): State => ({
  enter: async (sql) => {
    await shift(sql, -minutes);
    await sql.unsafe(`update settings set value = jsonb_set(value, '{intervalMinutes}', '15') where ${CONNECTION}`);
  },
  leave: async (sql) => {
    await sql.unsafe(`update settings set value = jsonb_set(value, '{intervalMinutes}', 'null') where ${CONNECTION}`);
    await shift(sql, minutes);
  },
});
const shift = (
  sql: Sql,
  minutes: number,
) => sql`update runs set queued_at = queued_at + ${minutes} * interval '1 minute',
  started_at = started_at + ${minutes} * interval '1 minute', finished_at = finished_at + ${minutes} * interval '1 minute'
  where target = 'central'`;

const ended = (state: 'failed' | 'cancelled' | 'problems', error: Record<string, unknown> | null = null): State => ({
  enter: async (sql) => {
    await beginRun(sql, 'central', SYNC_STEPS, state === 'problems' ? SYNC_STEPS.length : 1);
    await sql`update run_steps set state = ${state === 'failed' ? 'failed' : 'waiting'}, finished_at = now()
      where run_id = ${RUN} and state = 'active'`;
    await sql`update runs set state = ${state}, finished_at = now(), lease_until = null,
      error = ${error === null ? null : sql.json(error as never)} where id = ${RUN}`;
  },
  leave: removeRun,
});

const inInterface = (
  change: (sql: Sql, id: string) => Promise<unknown>,
  back: (sql: Sql, id: string) => Promise<unknown>,
) => {
  const demo = async (sql: Sql) => String((await sql`select id from interfaces where name = 'Demo'`)[0]?.id);
  return {
    enter: async (sql: Sql) => change(sql, await demo(sql)),
    leave: async (sql: Sql) => back(sql, await demo(sql)),
  };
};

/** The states that pages are looked at in, on the site; each is left as it was found. */
export const STATES = {
  running: { enter: (sql) => beginRun(sql, 'central', SYNC_STEPS, 3), leave: removeRun },
  queued: {
    enter: (sql) => sql`insert into runs (id, target, trigger, state, params, counts)
      values (${RUN}, 'central', 'schedule', 'queued', '{}', '{}')`,
    leave: removeRun,
  },
  late: aged(20),
  overdue: aged(45),
  failed: ended('failed', {
    code: 'connection-failed',
    details: { kind: 'refused', host: 'central.example.org' },
    cause: 'Error: connect ECONNREFUSED 192.0.2.1:443',
    step: 'wait',
    at: '2026-01-02T03:04:05.678Z',
  }),
  cancelled: ended('cancelled'),
  problems: {
    enter: async (sql) => {
      await ended('problems').enter(sql);
      await sql`insert into sync_buffer (source_site_id, table_name, record_id, origin_site_id, action, data, attempts, problem)
        values (0, 'properties', gen_random_uuid(), 2, 'upsert', '{"title":"Haus am Deich"}', 3,
          '{"code":"record-refused","field":"provider_id","value":null,"cause":"violates foreign key constraint"}')`;
      await sql`insert into verifications (id, total, identical, differing_count, differences) values (gen_random_uuid(), 214,
        213, 1, '[{"table":"properties","id":"00000000-0000-7000-8000-000000000001","label":"Haus am Deich","kind":"missing-there"}]')`;
    },
    leave: async (sql) => {
      await sql`delete from sync_buffer`;
      await sql`delete from verifications where differing_count = 1`;
      await removeRun(sql);
    },
  },
  paused: {
    enter: (sql) =>
      sql.unsafe(`update settings set value = value || jsonb_build_object('pausedUntil',
        to_char(now() at time zone 'utc' + interval '2 days', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'pauseReason', 'The line is being moved.') where ${CONNECTION}`),
    leave: (sql) =>
      sql.unsafe(
        `update settings set value = value || '{"pausedUntil":null,"pauseReason":null}'::jsonb where ${CONNECTION}`,
      ),
  },
  alone: {
    enter: (sql) => sql.unsafe(`update settings set key = 'synchronisation-kept' where ${CONNECTION}`),
    leave: (sql) => sql`update settings set key = 'synchronisation' where key = 'synchronisation-kept'`,
  },
  importing: inInterface((sql, id) => beginRun(sql, id, IMPORT_STEPS, 3), removeRun),
  'import-failed': inInterface(
    async (sql, id) => {
      await beginRun(sql, id, IMPORT_STEPS, 0);
      await sql`update run_steps set state = 'failed', finished_at = now() where run_id = ${RUN} and state = 'active'`;
      await sql`update runs set state = 'failed', finished_at = now(), lease_until = null, error = ${sql.json({
        code: 'storage-full',
        details: {},
        cause: 'Error: ENOSPC: no space left on device, write',
        step: 'fetch',
        at: '2026-01-02T03:04:05.678Z',
      })} where id = ${RUN}`;
    },
    (sql) => removeRun(sql),
  ),
  unreadable: inInterface(
    (sql, id) => sql`update interfaces set source = jsonb_set(source, '{path}', '"gone"') where id = ${id}`,
    (sql, id) => sql`update interfaces set source = jsonb_set(source, '{path}', '"demo"') where id = ${id}`,
  ),
  'interface-paused': inInterface(
    (sql, id) => sql`update interfaces set paused_until = now() + interval '2 days' where id = ${id}`,
    (sql, id) => sql`update interfaces set paused_until = null where id = ${id}`,
  ),
  'no-interface': {
    enter: (sql) =>
      sql`create table kept_interfaces as select * from interfaces`.then(() => sql`delete from interfaces`),
    leave: (sql) =>
      sql`insert into interfaces select * from kept_interfaces`.then(() => sql`drop table kept_interfaces`),
  },
  broken: {
    enter: (sql) => sql`alter table providers rename to providers_gone`,
    leave: (sql) => sql`alter table providers_gone rename to providers`,
  },
} as const satisfies Record<string, State>;

export type StateName = keyof typeof STATES;

/** Does something while the site is in a state, and leaves it as it was. */
export async function inState<T>({ site }: Console, name: StateName | undefined, look: () => Promise<T>): Promise<T> {
  if (!name) return look();
  const state: State = STATES[name];
  await state.enter(site);
  try {
    return await look();
  } finally {
    await state.leave(site);
  }
}
