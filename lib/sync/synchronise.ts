import 'server-only';
import { RECEIVED_ORIGIN } from '../changelog/read';
import type { Db } from '../db/client';
import { AppError } from '../errors';
import { SYNC_TABLES } from '../protocol/v1';
import { integrateBuffer } from '../records/integrate-buffer';
import type { ClaimedRun, RunContext, RunResult, RunWork, StepKey, StepProgress } from '../runs/run';
import { type CentralClient, type CentralClientInput, createCentralClient } from './client';
import { exchangeChanges } from './exchange';
import { createFileClient, type FileClient } from './file-client';
import { hasFileWork } from './has-file-work';
import { prepareFirstRun } from './prepare';
import { CENTRAL_SOURCE, pullChanges } from './pull';
import { pushChanges } from './push';
import { adoptSession, beginSession, type Session } from './session';
import { readConnection, readInstallationId, readToken } from './settings';
import { forgetState, readState, writeState } from './state';
import { type FileTransferResult, transferFiles } from './transfer-files';
import { isVerificationWanted } from './verification-wanted';
import { verifyWithCentral } from './verify';
import { noteCentralProblems, type WaitResult, waitForIntegration } from './wait';

const STEPS: readonly StepKey[] = ['push', 'wait', 'pull-central', 'pull-remote', 'files', 'integrate'];

/** How the central server is called; for tests whose far side misbehaves. */
export type CallOptions = Pick<CentralClientInput, 'timeoutMs' | 'retryDelaysMs'>;

/** The work of a run with the central server (README.md beside this file). */
export async function synchroniseWork(db: Db, run: ClaimedRun, options: CallOptions = {}): Promise<RunWork> {
  const firstRun = (await readState(db, 'first-run-finished')) === null;
  const prepares = firstRun || (await readState(db, 'doubt'))?.reason === 'site-restored';
  const verifies = await isVerificationWanted(db, run, firstRun);
  return {
    steps: [...(prepares ? (['prepare'] as const) : []), ...STEPS, ...(verifies ? (['verify'] as const) : [])],
    execute: async (context) => synchronise(await connect(context, firstRun, options)),
  };
}

interface Synchronisation {
  context: RunContext;
  client: CentralClient;
  fileClient: FileClient;
  firstRun: boolean;
  siteName: string;
}

/** What the two ways of a run did, before what came is integrated. */
interface Exchanged {
  sent: number;
  received: number;
  waited: WaitResult | null;
  /** Received and not integrated yet. */
  buffered: boolean;
}

async function synchronise(sync: Synchronisation): Promise<RunResult> {
  const { context, client, firstRun, siteName } = sync;
  if (firstRun) await context.step('prepare', (progress) => prepareFirstRun(context, client, siteName, progress));
  const registration = await readState(context.db, 'registration');
  if (!registration) throw new AppError('unexpected', { missing: 'registration' });
  const { siteId } = registration;
  const exchanged = await exchangeInSession(sync, siteId);
  const files = await transferFilesStep(sync);
  const integrated = exchanged.buffered
    ? await context.step('integrate', (progress) => integrate(context, progress))
    : await pass(context, ['integrate'], { integrated: exchanged.received, failed: 0 });
  const problems = integrated.failed + (exchanged.waited?.status.problemCount ?? 0) + (files?.problems ?? 0);
  context.count({
    sent: exchanged.sent,
    received: exchanged.received,
    integrated: integrated.integrated,
    problems,
    ...(files && { filesSent: files.sent, filesReceived: files.received }),
  });
  if (firstRun) await context.transaction((tx) => finishFirstRun(tx));
  const differing = await verifyStep(sync);
  return { state: problems > 0 || exchanged.waited?.slow || differing > 0 ? 'problems' : 'done' };
}

/** Where the central server knows a later session, this database was restored from a backup: then once more, from there. */
async function exchangeInSession(sync: Synchronisation, siteId: number): Promise<Exchanged> {
  for (let attempt = 0; ; attempt++) {
    const session = await beginSession(sync.context.db);
    try {
      return await exchange(sync, session, siteId);
    } catch (error) {
      if (attempt > 0 || !(error instanceof AppError) || error.code !== 'session-superseded') throw error;
      await adoptSession(sync.context, Number(error.details.known));
    }
  }
}

async function exchange(sync: Synchronisation, session: Session, siteId: number): Promise<Exchanged> {
  if (session.doubt === 'site-restored') await recoverOwn(sync, siteId);
  if (sync.firstRun || session.more) return exchangeInParts(sync, session, siteId);
  const { context, client } = sync;
  const result = await context.step('push', () => exchangeChanges(context, client, session, siteId));
  const settled = result.waiting === 0 && result.problemCount === 0;
  const waited = settled ? null : await waitStep(context, client);
  let received = result.count;
  const done: StepKey[] = settled ? ['wait'] : [];
  for (const what of ['central', 'remote'] as const) {
    if (result[what].more) received += await pullStep(context, client, what, siteId);
    else done.push(`pull-${what}`);
  }
  await context.passed(done);
  return { sent: result.sent, received, waited, buffered: result.buffered || received > result.count };
}

/** More than one batch, or a first run: every step with requests of its own. */
async function exchangeInParts(
  { context, client }: Synchronisation,
  session: Session,
  siteId: number,
): Promise<Exchanged> {
  const sent = await context.step('push', (progress) => pushChanges(context, client, session, progress));
  const waited = await waitStep(context, client);
  const central = await pullStep(context, client, 'central', siteId);
  const remote = await pullStep(context, client, 'remote', siteId);
  return { sent, received: central + remote, waited, buffered: true };
}

/**
 * What the central server holds of this site comes back where it is missing here or newer than here, before anything is
 * sent: what a restored backup would send may be older than what is there.
 */
async function recoverOwn({ context, client }: Synchronisation, siteId: number): Promise<void> {
  await context.step('prepare', async (progress) => {
    await pullChanges(context, client, { what: 'central', siteId }, progress);
    await pullChanges(context, client, { what: 'own', siteId }, progress);
    await integrate(context, progress);
    await context.transaction((tx) => forgetState(tx, ['pull-own-cursor']));
  });
}

async function waitStep(context: RunContext, client: CentralClient): Promise<WaitResult> {
  const waited = await context.step('wait', (progress) => waitForIntegration(context, client, progress));
  await noteCentralProblems(context, waited);
  return waited;
}

function pullStep(context: RunContext, client: CentralClient, what: 'central' | 'remote', siteId: number) {
  return context.step(`pull-${what}`, (progress) => pullChanges(context, client, { what, siteId }, progress));
}

function integrate(context: RunContext, progress: StepProgress) {
  const input = { sourceSiteId: CENTRAL_SOURCE, writeOrigin: RECEIVED_ORIGIN, tables: SYNC_TABLES };
  return integrateBuffer(context, input, progress);
}

/** Before integration, so that a record does not appear without its files. */
async function transferFilesStep({ context, fileClient }: Synchronisation): Promise<FileTransferResult | null> {
  if (await hasFileWork(context.db)) {
    return context.step('files', (progress) => transferFiles(context, fileClient, progress));
  }
  return pass(context, ['files'], null);
}

/** Both sides are compared when it is due, and repaired when a cursor was in doubt. Answers how many records differ. */
async function verifyStep({ context, client, firstRun }: Synchronisation): Promise<number> {
  const doubt = (await readState(context.db, 'doubt'))?.reason ?? null;
  if (doubt === null && !(await isVerificationWanted(context.db, context.run, firstRun))) return 0;
  return context.step('verify', async () => {
    const repair = doubt !== null || context.run.params.repair === true;
    const result = await verifyWithCentral(context, client, { repair, doubt });
    if (doubt !== null && result.putOff === null && !result.repairing) {
      await context.transaction((tx) => forgetState(tx, ['doubt']));
    }
    return result.differingCount;
  });
}

async function pass<T>(context: RunContext, steps: StepKey[], result: T): Promise<T> {
  await context.passed(steps);
  return result;
}

async function finishFirstRun(tx: Parameters<Parameters<RunContext['transaction']>[0]>[0]): Promise<void> {
  await forgetState(tx, ['pull-own-cursor']);
  await writeState(tx, 'first-run-finished', { at: new Date().toISOString() });
}

async function connect(context: RunContext, firstRun: boolean, options: CallOptions): Promise<Synchronisation> {
  const [connection, token, installationId] = await Promise.all([
    readConnection(context.db),
    readToken(context.db),
    readInstallationId(context.db),
  ]);
  if (!connection || token === null) throw new AppError('not-connected');
  const input = { ...options, url: connection.url, token, installationId, signal: context.signal };
  return {
    context,
    client: createCentralClient(input),
    fileClient: createFileClient(input),
    firstRun,
    siteName: connection.siteName,
  };
}
