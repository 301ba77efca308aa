import 'server-only';
import { RECEIVED_ORIGIN } from '../changelog/read';
import { AppError } from '../errors';
import { SYNC_TABLES } from '../protocol/v1';
import type { IntegrateResult } from '../records/integrate-batch';
import { integrateBuffer } from '../records/integrate-buffer';
import type { RunContext, StepKey, StepProgress } from '../runs/run';
import type { CentralClient } from './client';
import { exchangeChanges } from './exchange';
import { CENTRAL_SOURCE, pullChanges } from './pull';
import { pushChanges } from './push';
import { adoptSession, beginSession, type Session } from './session';
import { forgetState } from './state';
import { noteCentralProblems, type WaitResult, waitForIntegration } from './wait';

export interface TransferInput {
  context: RunContext;
  client: CentralClient;
  firstRun: boolean;
  siteId: number;
  /** How long the central server's integration is waited for; undefined: two minutes. */
  patienceMs?: number | undefined;
}

/** What the two ways of a run did, before what came is integrated. */
export interface TransferredRecords {
  sent: number;
  received: number;
  waited: WaitResult | null;
  /** Received and not integrated yet. */
  buffered: boolean;
  /** Steps that needed no requests of their own. */
  passed: StepKey[];
}

/**
 * Sends and fetches records in a session. Where the central server knows a later session, this database was restored from a
 * backup: then once more, from there.
 */
export async function transferRecords(input: TransferInput): Promise<TransferredRecords> {
  for (let attempt = 0; ; attempt++) {
    const session = await beginSession(input.context.db);
    try {
      return await transferInSession(input, session);
    } catch (error) {
      if (attempt > 0 || !(error instanceof AppError) || error.code !== 'session-superseded') throw error;
      await adoptSession(input.context, Number(error.details.known));
    }
  }
}

async function transferInSession(input: TransferInput, session: Session): Promise<TransferredRecords> {
  if (session.doubt === 'site-restored') await recoverOwn(input);
  return input.firstRun || session.more ? transferInParts(input, session) : transferAtOnce(input, session);
}

async function transferAtOnce(input: TransferInput, session: Session): Promise<TransferredRecords> {
  const { context, client, siteId } = input;
  const result = await context.step('push', () => exchangeChanges(context, client, session, siteId));
  const settled = result.waiting === 0 && result.problemCount === 0;
  const waited = settled ? null : await waitStep(input);
  let received = result.count;
  const passed: StepKey[] = settled ? ['wait'] : [];
  for (const what of ['central', 'remote'] as const) {
    if (result[what].more) received += await pullStep(input, what);
    else passed.push(`pull-${what}`);
  }
  return { sent: result.sent, received, waited, buffered: result.buffered || received > result.count, passed };
}

/** More than one batch, or a first run: every step with requests of its own. */
async function transferInParts(input: TransferInput, session: Session): Promise<TransferredRecords> {
  const { context, client } = input;
  const sent = await context.step('push', (progress) => pushChanges(context, client, session, progress));
  const waited = await waitStep(input);
  const central = await pullStep(input, 'central');
  const remote = await pullStep(input, 'remote');
  return { sent, received: central + remote, waited, buffered: true, passed: [] };
}

/**
 * What the central server holds of this site comes back where it is missing here or newer than here, before anything is
 * sent: what a restored backup would send may be older than what is there.
 */
async function recoverOwn({ context, client, siteId }: TransferInput): Promise<void> {
  await context.step('prepare', async (progress) => {
    await pullChanges(context, client, { what: 'central', siteId }, progress);
    await pullChanges(context, client, { what: 'own', siteId }, progress);
    await integrateReceived(context, progress);
    await context.transaction((tx) => forgetState(tx, ['pull-own-cursor']));
  });
}

async function waitStep({ context, client, patienceMs }: TransferInput): Promise<WaitResult> {
  const waited = await context.step('wait', (progress) => waitForIntegration(context, client, progress, patienceMs));
  await noteCentralProblems(context, waited);
  return waited;
}

function pullStep({ context, client, siteId }: TransferInput, what: 'central' | 'remote'): Promise<number> {
  return context.step(`pull-${what}`, (progress) => pullChanges(context, client, { what, siteId }, progress));
}

/** Brings what was received from the buffer into the tables. */
export function integrateReceived(context: RunContext, progress: StepProgress): Promise<IntegrateResult> {
  const input = { sourceSiteId: CENTRAL_SOURCE, writeOrigin: RECEIVED_ORIGIN, tables: SYNC_TABLES };
  return integrateBuffer(context, input, progress);
}
