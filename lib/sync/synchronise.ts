import 'server-only';
import type { Db, Tx } from '../db/client';
import { AppError } from '../errors';
import type { ClaimedRun, RunContext, RunResult, RunWork, StepKey, StepProgress } from '../runs/run';
import { type CentralClient, type CentralClientInput, createCentralClient } from './client';
import { createFileClient, type FileClient } from './files/client';
import { hasFileWork } from './files/has-work';
import { type FileTransferResult, transferFiles } from './files/transfer';
import { type Outlook, readOutlook } from './outlook';
import { prepareFirstRun } from './prepare';
import { readCall, readInstallationId } from './settings';
import { forgetState, readState, writeState } from './state';
import { integrateReceived, transferRecords } from './transfer-records';
import { verifyWithCentral } from './verification/verify';

const STEPS: readonly StepKey[] = ['push', 'wait', 'pull-central', 'pull-remote', 'files', 'integrate'];

/** How the central server is called, and how long its integration is waited for; for tests whose far side misbehaves. */
export interface CallOptions extends Pick<CentralClientInput, 'timeoutMs' | 'retryDelaysMs'> {
  patienceMs?: number;
}

/** The work of a run with the central server (README.md beside this file). */
export async function synchroniseWork(
  db: Db,
  run: ClaimedRun,
  { patienceMs, ...options }: CallOptions = {},
): Promise<RunWork> {
  const outlook = await readOutlook(db, run);
  const prepares = outlook.firstRun || outlook.doubt === 'site-restored';
  return {
    steps: [...(prepares ? (['prepare'] as const) : []), ...STEPS, ...(outlook.verifies ? (['verify'] as const) : [])],
    execute: async (context) => synchronise({ ...(await connect(context, options)), ...outlook, patienceMs }),
  };
}

interface Synchronisation extends Outlook {
  context: RunContext;
  client: CentralClient;
  fileClient: FileClient;
  siteName: string;
  patienceMs: number | undefined;
}

async function synchronise(sync: Synchronisation): Promise<RunResult> {
  const { context, client, firstRun, siteName, patienceMs } = sync;
  if (firstRun) await context.step('prepare', (progress) => prepareFirstRun(context, client, siteName, progress));
  const registration = await readState(context.db, 'registration');
  if (!registration) throw new AppError('unexpected', { missing: 'registration' });
  const records = await transferRecords({ context, client, firstRun, siteId: registration.siteId, patienceMs });
  const files = await transferFilesStep(sync, records.passed);
  const integrated = records.buffered
    ? await begin(context, records.passed, 'integrate', (progress) => integrateReceived(context, progress))
    : { integrated: records.received, failed: 0 };
  if (!records.buffered) records.passed.push('integrate');
  if (records.passed.length > 0) await context.passed(records.passed);
  const problems = integrated.failed + (records.waited?.status.problemCount ?? 0) + (files?.problems ?? 0);
  context.count({
    sent: records.sent,
    received: records.received,
    integrated: integrated.integrated,
    problems,
    ...(files && { filesSent: files.sent, filesReceived: files.received }),
  });
  if (firstRun) await context.transaction((tx) => finishFirstRun(tx));
  const differing = await verifyStep(sync);
  return { state: problems > 0 || records.waited?.slow || differing > 0 ? 'problems' : 'done' };
}

/** Before integration, so that a record does not appear without its files. */
async function transferFilesStep(sync: Synchronisation, passed: StepKey[]): Promise<FileTransferResult | null> {
  const { context, fileClient } = sync;
  if (await hasFileWork(context.db)) {
    return begin(context, passed, 'files', (progress) => transferFiles(context, fileClient, progress));
  }
  passed.push('files');
  return null;
}

/** Begins a step after those that went by without work. */
async function begin<T>(
  context: RunContext,
  passed: StepKey[],
  key: StepKey,
  work: (progress: StepProgress) => Promise<T>,
): Promise<T> {
  if (passed.length > 0) await context.passed(passed.splice(0));
  return context.step(key, work);
}

/** Both sides are compared when it is due, and repaired when a cursor is in doubt. Answers how many records differ. */
async function verifyStep({ context, client, verifies }: Synchronisation): Promise<number> {
  const doubt = (await readState(context.db, 'doubt'))?.reason ?? null;
  if (doubt === null && !verifies) return 0;
  return context.step('verify', async () => {
    const repair = doubt !== null || context.run.params.repair === true;
    const result = await verifyWithCentral(context, client, { repair, doubt });
    if (doubt !== null && result.putOff === null && !result.repairing) {
      await context.transaction((tx) => forgetState(tx, ['doubt']));
    }
    return result.differingCount;
  });
}

async function finishFirstRun(tx: Tx): Promise<void> {
  await forgetState(tx, ['pull-own-cursor']);
  await writeState(tx, 'first-run-finished', { at: new Date().toISOString() });
}

async function connect(context: RunContext, options: CallOptions) {
  const [call, installationId] = await Promise.all([readCall(context.db), readInstallationId(context.db)]);
  if (!call) throw new AppError('not-connected');
  const input = { ...options, url: call.url, token: call.token, installationId, signal: context.signal };
  return {
    context,
    client: createCentralClient(input),
    fileClient: createFileClient(input),
    siteName: call.siteName,
  };
}
