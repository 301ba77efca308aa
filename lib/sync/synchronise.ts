import 'server-only';
import { RECEIVED_ORIGIN } from '../changelog/read';
import type { Db } from '../db/client';
import { AppError } from '../errors';
import { SYNC_TABLES } from '../protocol/v1';
import { integrateBuffer } from '../records/integrate-buffer';
import type { RunContext, RunResult, RunWork, StepKey } from '../runs/run';
import { type CentralClient, createCentralClient } from './client';
import { prepareFirstRun } from './prepare';
import { CENTRAL_SOURCE, pullChanges } from './pull';
import { pushChanges } from './push';
import { readConnection, readInstallationId, readToken } from './settings';
import { readState, writeState } from './state';
import { type WaitResult, waitForIntegration } from './wait';

const STEPS: readonly StepKey[] = ['push', 'wait', 'pull-central', 'pull-remote', 'integrate'];

/** The work of a run with the central server (README.md beside this file). */
export async function synchroniseWork(db: Db): Promise<RunWork> {
  const firstRun = (await readState(db, 'first-run-finished')) === null;
  return {
    steps: firstRun ? ['prepare', ...STEPS] : STEPS,
    execute: (context) => synchronise(context, firstRun),
  };
}

async function synchronise(context: RunContext, firstRun: boolean): Promise<RunResult> {
  const { client, siteName } = await connect(context);
  if (firstRun) await context.step('prepare', () => prepareFirstRun(context, client, siteName));
  const registration = await readState(context.db, 'registration');
  if (!registration) throw new AppError('unexpected', { missing: 'registration' });
  const { siteId } = registration;

  const sent = await context.step('push', (progress) => pushChanges(context, client, progress));
  const waited = await context.step('wait', (progress) => waitForIntegration(context, client, progress));
  await noteCentralProblems(context, waited);
  const central = await context.step('pull-central', (progress) =>
    pullChanges(context, client, { scope: 'central', siteId, own: false }, progress),
  );
  const remote = await context.step('pull-remote', (progress) =>
    pullChanges(context, client, { scope: 'remote', siteId, own: firstRun }, progress),
  );
  const integrated = await context.step('integrate', (progress) =>
    integrateBuffer(
      context,
      { sourceSiteId: CENTRAL_SOURCE, writeOrigin: RECEIVED_ORIGIN, tables: SYNC_TABLES },
      progress,
    ),
  );
  const problems = integrated.failed + waited.status.problemCount;
  context.count({ sent, received: central + remote, integrated: integrated.integrated, problems });
  if (firstRun) {
    await context.transaction((tx) => writeState(tx, 'first-run-finished', { at: new Date().toISOString() }));
  }
  return { state: problems > 0 || waited.slow ? 'problems' : 'done' };
}

async function connect(context: RunContext): Promise<{ client: CentralClient; siteName: string }> {
  const [connection, token, installationId] = await Promise.all([
    readConnection(context.db),
    readToken(context.db),
    readInstallationId(context.db),
  ]);
  if (!connection || token === null) throw new AppError('not-connected');
  const client = createCentralClient({ url: connection.url, token, installationId, signal: context.signal });
  return { client, siteName: connection.siteName };
}

/** What the central server could not integrate is this run's problem too, with record, field and value. */
async function noteCentralProblems(context: RunContext, { status, slow }: WaitResult): Promise<void> {
  if (slow) {
    await context.addOutcomes(context.db, [
      { outcome: 'noted', severity: 'warning', code: 'integration-slow', params: { waiting: status.waiting } },
    ]);
  }
  await context.addOutcomes(
    context.db,
    status.problems.map(({ table, id, label, code, field, value, cause }) => ({
      table,
      recordId: id,
      label,
      outcome: 'failed',
      severity: 'error',
      code,
      params: { field, value, cause },
    })),
  );
}
