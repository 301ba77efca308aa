import 'server-only';
import { and, inArray, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { decodeCursor, type Page, toPage } from '../db/keyset';
import { interfaces } from '../db/schema/interfaces';
import { runs } from '../db/schema/runs';
import { sites } from '../db/schema/sync';
import { type RunSummary, selectRuns } from '../runs/get';
import { CENTRAL_TARGET, type RunState, type RunTarget, siteTarget } from '../runs/run';

export const TARGET_KINDS = ['central', 'interface', 'site'] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

export const HISTORY_STATES = ['running', 'done', 'problems', 'failed', 'cancelled'] as const;
export type HistoryState = (typeof HISTORY_STATES)[number];

export interface TargetName {
  kind: TargetKind;
  /** The interface's or the site's id; null for the central server. */
  id: string | null;
  /** null: the central server, or something that is gone. */
  name: string | null;
}

export interface HistoryRun extends RunSummary {
  about: TargetName;
}

export interface ListHistoryInput {
  kind?: TargetKind | undefined;
  state?: HistoryState | undefined;
  cursor?: string | undefined;
  size?: number;
}

const OF_KIND: Record<TargetKind, SQL> = {
  central: sql`${runs.target} = ${CENTRAL_TARGET}`,
  site: sql`${runs.target} like 'site:%'`,
  interface: sql`${runs.target} <> ${CENTRAL_TARGET} and ${runs.target} not like 'site:%'`,
};

/** The runs of every target, newest first, with the names of what they were about. */
export async function listHistory(db: Db, input: ListHistoryInput): Promise<Page<HistoryRun>> {
  const { kind, state, cursor, size = 50 } = input;
  const after = decodeCursor(cursor, 2);
  const conditions: (SQL | undefined)[] = [
    kind && OF_KIND[kind],
    state && inArray(runs.state, statesOf(state)),
    after ? sql`(${runs.queuedAt}, ${runs.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : undefined,
  ];
  const rows = await selectRuns(db)
    .where(and(...conditions))
    .orderBy(sql`${runs.queuedAt} desc, ${runs.id} desc`)
    .limit(size + 1);
  const page = toPage(rows, size, (run) => [run.queuedAt.toISOString(), run.id]);
  const names = await nameTargets(
    db,
    page.rows.map((run) => run.target),
  );
  const named = page.rows.map((run) => ({ ...run, about: names.get(run.target) ?? describeTarget(run.target) }));
  return { ...page, rows: named };
}

function statesOf(state: HistoryState): RunState[] {
  return state === 'running' ? ['queued', 'running'] : [state];
}

/** What runs were about, with the names of interfaces and sites; two statements whatever their number. */
export async function nameTargets(db: Db, targets: readonly RunTarget[]): Promise<Map<RunTarget, TargetName>> {
  const described = [...new Set(targets)].map(describeTarget);
  const idsOf = (kind: TargetKind) => described.flatMap((about) => (about.kind === kind && about.id ? [about.id] : []));
  const [interfaceNames, siteNames] = await Promise.all([
    readInterfaceNames(db, idsOf('interface')),
    readSiteNames(db, idsOf('site').map(Number)),
  ]);
  const names = new Map([...interfaceNames, ...siteNames].map(({ target, name }) => [target, name]));
  return new Map(targets.map((target) => [target, { ...describeTarget(target), name: names.get(target) ?? null }]));
}

export async function nameTarget(db: Db, target: RunTarget): Promise<TargetName> {
  return (await nameTargets(db, [target])).get(target) ?? describeTarget(target);
}

function describeTarget(target: RunTarget): TargetName {
  if (target === CENTRAL_TARGET) return { kind: 'central', id: null, name: null };
  const site = /^site:(\d{1,9})$/.exec(target)?.[1];
  return site ? { kind: 'site', id: site, name: null } : { kind: 'interface', id: target, name: null };
}

async function readInterfaceNames(db: Db, ids: string[]): Promise<{ target: RunTarget; name: string }[]> {
  if (ids.length === 0) return [];
  return db
    .select({ target: interfaces.id, name: interfaces.name })
    .from(interfaces)
    .where(inArray(interfaces.id, ids));
}

async function readSiteNames(db: Db, ids: number[]): Promise<{ target: RunTarget; name: string }[]> {
  if (ids.length === 0) return [];
  const rows = await db.select({ id: sites.id, name: sites.name }).from(sites).where(inArray(sites.id, ids));
  return rows.map(({ id, name }) => ({ target: siteTarget(id), name }));
}
