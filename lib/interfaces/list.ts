import 'server-only';
import { asc, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { type InterfaceSource, interfaces } from '../db/schema/interfaces';
import type { RunCounts, RunError } from '../db/schema/runs';
import type { RunState, RunTrigger, StepKey } from '../runs/run';
import { nextSlot } from '../sync/schedule/slots';

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
  pausedUntil: Date | null;
  /** problem: a delivery failed or is held, or the last run failed. */
  state: 'idle' | 'running' | 'paused' | 'problem';
  lastRun: InterfaceRun | null;
  lastSuccessAt: Date | null;
  /** Null: by hand only. */
  nextRunAt: Date | null;
  waiting: number;
  held: number;
  errors: number;
  createdAt: Date;
}

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

/** Every interface by name, for the overview. Two statements. */
export async function listInterfaces(db: Db, now = new Date()): Promise<InterfaceSummary[]> {
  const configured = await db
    .select()
    .from(interfaces)
    .orderBy(asc(interfaces.name), asc(interfaces.id))
    .limit(MOST_INTERFACES);
  const facts = new Map((await readFacts(db)).map((row) => [row.id, row]));
  return configured.map((iface) => {
    const fact = facts.get(iface.id);
    const lastRun = fact?.run ? toRun(fact.run) : null;
    const [held, errors] = [fact?.held ?? 0, fact?.errors ?? 0];
    return {
      id: iface.id,
      name: iface.name,
      source: iface.source,
      providers: fact?.providers ?? [],
      intervalMinutes: iface.intervalMinutes,
      pausedUntil: iface.pausedUntil,
      state: stateOf(lastRun, iface.pausedUntil, held + errors, now),
      lastRun,
      lastSuccessAt: toDate(fact?.last_success ?? null),
      nextRunAt: nextRun(iface.intervalMinutes, iface.pausedUntil, now),
      waiting: fact?.waiting ?? 0,
      held,
      errors,
      createdAt: iface.createdAt,
    };
  });
}

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
      where r.target = i.id::text and r.state in ('done', 'problems') order by r.queued_at desc, r.id desc limit 1) s on true
    cross join lateral (
      select count(*) filter (where state in ('new', 'changed', 'uploading') and gone_at is null)::int as waiting,
        count(*) filter (where state = 'held')::int as held, count(*) filter (where state = 'error')::int as errors
      from deliveries d where d.interface_id = i.id) d
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

function nextRun(intervalMinutes: number | null, pausedUntil: Date | null, now: Date): Date | null {
  if (intervalMinutes === null) return null;
  return nextSlot(pausedUntil !== null && pausedUntil > now ? pausedUntil : now, intervalMinutes);
}
