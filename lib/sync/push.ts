import 'server-only';
import { createHash } from 'node:crypto';
import { clampCursor, OWN_ORIGIN, stampChanges } from '../changelog/read';
import { MOST_RECORDS, type PushAnswer, REMOTE_TABLES } from '../protocol/v1';
import { type ChangeBatch, countChangesBetween, readChanges } from '../records/read-changes';
import type { RunContext, StepProgress } from '../runs/run';
import type { CentralClient } from './client';
import { describeSession, noteDoubt, type Session } from './session';
import { writeState } from './state';

const MOST_BATCHES = 100_000;
const IN_FLIGHT = 2;
const BATCH_TAKES_MS = 5_000;

interface SentBatch {
  count: number;
  /** Position to save when it is stored. */
  through: number;
  sentAt: number;
  answer: Promise<PushAnswer>;
}

/**
 * Sends this site's changes in commit order, two batches at a time. The cursor moves after the central server has stored a
 * batch, so that a crash sends a batch twice and never skips one. Changes made meanwhile go with the next run. Answers how
 * many were sent.
 */
export async function pushChanges(
  context: RunContext,
  client: CentralClient,
  session: Session,
  progress: StepProgress,
): Promise<number> {
  await stampChanges(context.db);
  const { epoch, last } = await clampCursor(context.db, { epoch: session.epoch, position: session.pushed });
  const range = { after: session.pushed, upTo: last, origin: OWN_ORIGIN, tables: REMOTE_TABLES, most: MOST_RECORDS };
  const total = await countChangesBetween(context.db, range);
  const before = progress.done;
  progress.report(before, before + total);
  const inFlight: SentBatch[] = [];
  let sent = 0;
  let stored = 0;
  const settleOldest = async () => {
    const batch = inFlight[0];
    if (!batch) return;
    const { doubt } = await batch.answer;
    inFlight.shift();
    await context.transaction(async (tx) => {
      await noteDoubt(tx, doubt);
      await writeState(tx, 'push-cursor', { epoch, position: batch.through });
    });
    stored += batch.count;
    range.most = nextSize(batch.count, performance.now() - batch.sentAt);
    progress.report(before + stored);
  };
  try {
    for (let round = 0; round < MOST_BATCHES; round++) {
      const batch = await readChanges(context.db, range);
      if (batch.count === 0) break;
      // The last one lets the central server integrate: everything before it must be there.
      while (inFlight.length >= (batch.more ? IN_FLIGHT : 1)) await settleOldest();
      const through = batch.more ? batch.last : last;
      const remaining = batch.more ? Math.max(1, total - sent - batch.count) : 0;
      const head = { ...describeSession(session), batchId: batchIdOf(batch), through, remaining };
      const answer = client.push(head, batch.records);
      // Awaited in its turn; until then a failure is nobody's.
      answer.catch(() => undefined);
      inFlight.push({ count: batch.count, through, sentAt: performance.now(), answer });
      sent += batch.count;
      range.after = batch.last;
      if (!batch.more) break;
    }
    while (inFlight.length > 0) await settleOldest();
  } finally {
    await Promise.allSettled(inFlight.map((batch) => batch.answer));
  }
  return sent;
}

/** A batch is to take about five seconds at most; it grows again where there is time. */
export function nextSize(count: number, tookMs: number): number {
  const fitting = Math.floor((count * BATCH_TAKES_MS) / Math.max(1, tookMs));
  return Math.max(1, Math.min(MOST_RECORDS, fitting, Math.max(10, count * 2)));
}

/** The same records make the same id, so that a batch that is sent again after a crash is known on the other side. */
function batchIdOf(batch: ChangeBatch): string {
  const bytes = createHash('sha256').update(batch.records).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
