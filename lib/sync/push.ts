import 'server-only';
import { createHash } from 'node:crypto';
import { CHANGELOG_START, clampCursor, OWN_ORIGIN, stampChanges } from '../changelog/read';
import { REMOTE_TABLES, type RemoteTable, type WireRecord } from '../protocol/v1';
import { countChangesBetween, readChanges } from '../records/read-changes';
import type { RunContext, StepProgress } from '../runs/run';
import type { CentralClient } from './client';
import { readState, writeState } from './state';

const MOST_BATCHES = 100_000;

/**
 * Sends this site's changes in commit order. The cursor moves after the central server has stored a batch, so that a
 * crash sends a batch twice and never skips one. Changes made meanwhile go with the next run. Answers how many were sent.
 */
export async function pushChanges(context: RunContext, client: CentralClient, progress: StepProgress): Promise<number> {
  await stampChanges(context.db);
  const cursor = await clampCursor(context.db, (await readState(context.db, 'push-cursor')) ?? CHANGELOG_START);
  const range = { after: cursor.position, upTo: cursor.last, origin: OWN_ORIGIN, tables: REMOTE_TABLES };
  const total = await countChangesBetween(context.db, range);
  const before = progress.done;
  progress.report(before, before + total);
  let sent = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const records = await readChanges(context.db, range);
    const last = records.at(-1);
    if (!last) break;
    const remaining = Math.max(0, total - sent - records.length);
    await client.push({ batchId: batchIdOf(records), records: records.filter(isRemote), remaining });
    sent += records.length;
    range.after = last.cursor;
    const position = remaining === 0 ? cursor.last : last.cursor;
    await context.transaction((tx) => writeState(tx, 'push-cursor', { epoch: cursor.epoch, position }));
    progress.report(before + sent);
  }
  if (sent === 0) {
    await context.transaction((tx) => writeState(tx, 'push-cursor', { epoch: cursor.epoch, position: cursor.last }));
  }
  return sent;
}

type RemoteRecord = WireRecord & { table: RemoteTable };

function isRemote(record: WireRecord): record is RemoteRecord {
  return record.table !== 'providers';
}

/** The same records make the same id, so that a batch that is sent again after a crash is known on the other side. */
function batchIdOf(records: WireRecord[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(records)).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
