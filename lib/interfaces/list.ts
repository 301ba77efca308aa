import 'server-only';
import { asc, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { type InterfaceSource, interfaces } from '../db/schema/interfaces';
import type { RunCounts, RunError } from '../db/schema/runs';
import { readTimeZone } from '../i18n/time-zone';
import type { RunState, RunTrigger, StepKey } from '../runs/run';
import type { MissedSlots } from '../sync/schedule/missed-slots';
import { type Retry, readRetries } from '../sync/schedule/read-retry';
import { judgeSchedule, nextRunAt, type Schedule } from '../sync/schedule/schedule';
import type { Freshness } from '../sync/schedule/slots';
import { readMissedOfInterfaces } from './read-missed';

export interface InterfaceRun {
  id: string;
  state: RunState;
  trigger: RunTrigger;
  startedAt: Date | null;
  finishedAt: Date | null;
  counts: RunCounts;
  error: RunError | null;
  /** The step under way, while it runs. */
  step: { key: StepKey; done: number; total: number | null } | null;
}

export interface InterfaceSummary {
  id: string;
  name: string;
  source: InterfaceSource;
  /** Names of those it accepts; empty: every known one. */
  providers: string[];
  intervalMinutes: number | null;
  /** Times instead of an interval. */
  times: string | null;
  pausedUntil: Date | null;
  /** problem: a delivery failed or is held, or the last run failed. */
  state: 'idle' | 'running' | 'paused' | 'problem';
  lastRun: InterfaceRun | null;
  lastSuccessAt: Date | null;
  /** Null: by hand only. */
  nextRunAt: Date | null;
  /** How its last success stands against its schedule. */
  freshness: Freshness;
  /** Scheduled runs that did not take place; null: none. */
  missed: MissedSlots | null;
  waiting: number;
  held: number;
  errors: number;
  createdAt: Date;
}

type InterfaceRow = typeof interfaces.$inferSelect;

interface Row extends Record<string, unknown> {
  id: string;
  providers: string[] | null;
  run:
    | (Omit<InterfaceRun, 'startedAt' | 'finishedAt'> & { startedAt: string | null; finishedAt: string | null })
    | null;
  last_success: string | null;
  waiting: number;
  held: number;
  errors: number;
}

const MOST_INTERFACES = 500;
const MOST_COUNTED = 10_000;

/** Every interface by name, for the overview. A handful of statements, however many there are. */
export async function listInterfaces(db: Db, now = new Date()): Promise<InterfaceSummary[]> {
  const [configured, facts, zone] = await Promise.all([
    db.select().from(interfaces).orderBy(asc(interfaces.name), asc(interfaces.id)).limit(MOST_INTERFACES),
    readFacts(db),
    readTimeZone(db),
  ]);
  const scheduleOf = ({ intervalMinutes, times }: InterfaceRow) => ({ intervalMinutes, times, zone });
  const scheduled = configured.map((iface) => ({ ...iface, schedule: scheduleOf(iface) }));
  const [missed, retries] = await Promise.all([
    readMissedOfInterfaces(db, scheduled, now),
    readRetries(
      db,
      scheduled.map(({ id, schedule, updatedAt }) => ({ target: id, schedule, since: updatedAt })),
    ),
  ]);
  const factsById = new Map(facts.map((row) => [row.id, row]));
  return scheduled.map((iface) => {
    const waits = { missed: missed.get(iface.id) ?? null, retry: retries.get(iface.id) ?? null };
    return toSummary(iface, factsById.get(iface.id), waits, now);
  });
}

function toSummary(
  { schedule, ...iface }: InterfaceRow & { schedule: Schedule },
  fact: Row | undefined,
  { missed, retry }: { missed: MissedSlots | null; retry: Retry | null },
  now: Date,
): InterfaceSummary {
  const { id, name, source, intervalMinutes, times, pausedUntil, createdAt, updatedAt } = iface;
  const lastRun = fact?.run ? toRun(fact.run) : null;
  const lastSuccessAt = toDate(fact?.last_success ?? null);
  const [held, errors] = [fact?.held ?? 0, fact?.errors ?? 0];
  const state = stateOf(lastRun, pausedUntil, held + errors, now);
  const when = { now, since: updatedAt, pausedUntil };
  return {
    id,
    name,
    source,
    providers: fact?.providers ?? [],
    intervalMinutes,
    times,
    pausedUntil,
    state,
    lastRun,
    lastSuccessAt,
    nextRunAt: nextRunAt(schedule, when, retry),
    freshness: judgeSchedule(schedule, { ...when, lastSuccessAt, running: state === 'running' }),
    missed,
    waiting: fact?.waiting ?? 0,
    held,
    errors,
    createdAt,
  };
}

/** Deliveries of interface `i`; beyond the cap there are more. */
const counted = (condition: SQL) => sql`(select count(*)::int from (
  select from deliveries d where d.interface_id = i.id and ${condition} limit ${MOST_COUNTED}) c)`;

async function readFacts(db: Db): Promise<Row[]> {
  return db.execute<Row>(sql`
    select i.id, (
      select jsonb_agg(p.name order by p.name) from interface_providers ip join providers p on p.id = ip.provider_id
      where ip.interface_id = i.id) as providers,
      r.run, s.last_success, d.waiting, d.held, d.errors
    from interfaces i
    left join lateral (
      select jsonb_build_object('id', r.id, 'state', r.state, 'trigger', r.trigger, 'startedAt', r.started_at,
        'finishedAt', r.finished_at, 'counts', r.counts, 'error', r.error, 'step', (
          select jsonb_build_object('key', st.key, 'done', st.done, 'total', st.total) from run_steps st
          where st.run_id = r.id and st.state = 'active' order by st.position limit 1)) as run
      from runs r where r.target = i.id::text order by r.queued_at desc, r.id desc limit 1) r on true
    left join lateral (
      select r.finished_at as last_success from runs r
      where r.target = i.id::text and r.state in ('done', 'problems') and not r.params ? 'preview'
      order by r.queued_at desc, r.id desc limit 1) s on true
    cross join lateral (
      select ${counted(sql`d.gone_at is null and d.state in ('new', 'changed', 'uploading')`)} as waiting,
        ${counted(sql`d.state = 'held'`)} as held, ${counted(sql`d.state = 'error'`)} as errors) d
    order by i.name limit ${MOST_INTERFACES}`);
}

function toRun(run: NonNullable<Row['run']>): InterfaceRun {
  return { ...run, startedAt: toDate(run.startedAt), finishedAt: toDate(run.finishedAt) };
}

function toDate(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

function stateOf(
  run: InterfaceRun | null,
  pausedUntil: Date | null,
  problems: number,
  now: Date,
): InterfaceSummary['state'] {
  if (run?.state === 'queued' || run?.state === 'running') return 'running';
  if (pausedUntil !== null && pausedUntil > now) return 'paused';
  return problems > 0 || run?.state === 'failed' ? 'problem' : 'idle';
}
