import 'server-only';
import type { Db } from '../db/client';
import { countAttempts } from '../runs/count-attempts';
import { getLastSuccess, getLatestRun, type RunDetail, type RunSummary } from '../runs/get';
import { listRuns } from '../runs/list';
import { CENTRAL_TARGET } from '../runs/run';
import { readMissedSlots } from '../sync/schedule/read-missed';
import { type Retry, readRetry } from '../sync/schedule/read-retry';
import { nextRunAt } from '../sync/schedule/schedule';
import { type Freshness, judgeFreshness } from '../sync/schedule/slots';
import { type ConnectionSettings, readConnection } from '../sync/settings';
import { describeProblem } from '../web/problem';
import { countPending } from './count-pending';
import { listTroubles } from './list-troubles';
import { readDecisiveRun } from './read-decisive-run';
import { toFailure } from './read-failure';
import { readLatestVerification } from './read-verification';
import type { DecisiveRun, SyncRun, SyncRunRow, SyncStatus } from './sync-status';
import { whileUnchanged } from './while-unchanged';

const RECENT_RUNS = 6;

/** The state of this site's synchronisation: state now, last success and freshness, each read for itself. */
export async function readSyncStatus(db: Db, now: Date): Promise<SyncStatus> {
  const status = await whileUnchanged({ db, now, name: 'status' }, () => readFresh(db, now), isLasting);
  return { ...status, at: now.toISOString() };
}

/** While a run goes its times go on too; an error's sentence is in the language of who asked. */
function isLasting({ active, decisive, recent }: SyncStatus): boolean {
  return active === null && decisive?.failure == null && recent.every((run) => run.errorSentence === null);
}

async function readFresh(db: Db, now: Date): Promise<SyncStatus> {
  const connection = await readConnection(db);
  const [pending, retry, missed, latest, decisive, lastSuccess, recent] = await Promise.all([
    connection ? countPending(db) : null,
    connection ? readRetry(db, connection) : null,
    connection ? readMissedSlots(db, connection, now) : null,
    getLatestRun(db, CENTRAL_TARGET),
    readDecisiveRun(db),
    getLastSuccess(db, CENTRAL_TARGET),
    listRuns(db, { target: CENTRAL_TARGET, size: RECENT_RUNS + 1 }),
  ]);
  const running = latest !== null && isActive(latest);
  const ended = recent.rows.filter((run) => !isActive(run));
  const latestEnded = running ? (ended[0] ?? null) : latest;
  return {
    connected: connection !== null,
    central: connection ? new URL(connection.url).host : null,
    intervalMinutes: connection?.intervalMinutes ?? null,
    nextRunAt: nextSynchronisation(connection, retry, now),
    retry: retry
      ? {
          failedAt: retry.failedAt.toISOString(),
          nextTryAt: retry.nextTryAt.toISOString(),
          attempt: retry.failures + 1,
        }
      : null,
    missed: missed ? { count: missed.count, from: missed.from.toISOString(), to: missed.to.toISOString() } : null,
    pausedUntil: connection?.pausedUntil?.toISOString() ?? null,
    pauseReason: connection?.pauseReason ?? null,
    pending,
    active: running ? toSyncRun(latest, now) : null,
    latest: latestEnded ? toSyncRun({ steps: [], ...latestEnded }, now) : null,
    decisive: decisive ? await toDecisive(db, decisive) : null,
    lastSuccess: lastSuccess?.finishedAt
      ? {
          finishedAt: lastSuccess.finishedAt.toISOString(),
          durationMs: durationOf(lastSuccess) ?? 0,
          state: lastSuccess.state,
        }
      : null,
    freshness: freshnessOf(connection, lastSuccess, running, now),
    problems: await listTroubles(db, decisive?.id ?? null),
    recent: await Promise.all(ended.slice(0, RECENT_RUNS).map(toRow)),
    verification: connection ? await readLatestVerification(db) : null,
    at: now.toISOString(),
  };
}

export function isActive(run: Pick<RunSummary, 'state'>): boolean {
  return run.state === 'queued' || run.state === 'running';
}

export function freshnessOf(
  connection: ConnectionSettings | null,
  lastSuccess: RunSummary | null,
  running: boolean,
  now: Date,
): Freshness {
  if (!connection) return 'never';
  return judgeFreshness({
    now,
    lastSuccessAt: lastSuccess?.finishedAt ?? null,
    since: connection.savedAt,
    intervalMinutes: connection.intervalMinutes,
    pausedUntil: connection.pausedUntil,
    running,
  });
}

function nextSynchronisation(connection: ConnectionSettings | null, retry: Retry | null, now: Date): string | null {
  if (!connection) return null;
  const { intervalMinutes, pausedUntil, savedAt: since } = connection;
  const schedule = { intervalMinutes, times: null, zone: 'UTC' };
  return nextRunAt(schedule, { now, since, pausedUntil }, retry)?.toISOString() ?? null;
}

function toSyncRun(run: RunDetail, now: Date): SyncRun {
  const start = run.startedAt ?? run.queuedAt;
  return {
    id: run.id,
    state: run.state,
    trigger: run.trigger,
    userName: run.userName,
    queuedAt: run.queuedAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
    elapsedMs: Math.max(0, (run.finishedAt ?? now).getTime() - start.getTime()),
    cancelRequested: run.cancelRequested,
    counts: run.counts,
    steps: run.steps,
  };
}

async function toDecisive(db: Db, run: RunSummary): Promise<DecisiveRun> {
  const { id, state, counts, error } = run;
  const hasFailed = state === 'failed' && error !== null;
  const failure = hasFailed ? await toFailure(error, { failures: await countAttempts(db, run) }) : null;
  return { id, state, problems: state === 'problems' ? (counts.problems ?? 0) : 0, failure };
}

async function toRow(run: RunSummary): Promise<SyncRunRow> {
  return {
    id: run.id,
    state: run.state,
    trigger: run.trigger,
    userName: run.userName,
    startedAt: (run.startedAt ?? run.queuedAt).toISOString(),
    durationMs: durationOf(run),
    sent: run.counts.sent ?? 0,
    received: run.counts.received ?? 0,
    errorCode: run.error?.code ?? null,
    errorSentence: run.error ? (await describeProblem(run.error.code, run.error.details)).sentence : null,
  };
}

function durationOf(run: RunSummary): number | null {
  return run.finishedAt && run.startedAt ? Math.max(0, run.finishedAt.getTime() - run.startedAt.getTime()) : null;
}
