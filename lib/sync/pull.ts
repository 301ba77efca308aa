import 'server-only';
import { RECEIVED_ORIGIN } from '../changelog/read';
import { CENTRAL_TABLES, type PullRequest, type WireRecord } from '../protocol/v1';
import { type ReceivedRecord, storeReceived } from '../records/store-received';
import type { RunContext, StepProgress } from '../runs/run';
import type { CentralClient } from './client';
import { readState, type StateKey, writeState } from './state';

/** The buffer's source on a site: the central server. */
export const CENTRAL_SOURCE = 0;
const MOST_BATCHES = 100_000;

const CURSOR_KEYS = { central: 'pull-central-cursor', remote: 'pull-remote-cursor' } as const satisfies Record<
  PullRequest['scope'],
  StateKey
>;

export interface PullInput {
  scope: PullRequest['scope'];
  /** This site's number on the central server. */
  siteId: number;
  /** Also what this site owns: on its first run. */
  own: boolean;
}

/** Fetches what is new into the buffer; a batch and the cursor behind it commit together. Answers how many records came. */
export async function pullChanges(
  context: RunContext,
  client: CentralClient,
  { scope, siteId, own }: PullInput,
  progress: StepProgress,
): Promise<number> {
  const key = CURSOR_KEYS[scope];
  let cursor = await readState(context.db, key);
  let received = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const answer = await client.pull({ scope, cursor, own });
    cursor = answer.cursor;
    await context.transaction(async (tx) => {
      await storeReceived(
        tx,
        CENTRAL_SOURCE,
        answer.records.map((record) => toReceived(record, siteId)),
      );
      await writeState(tx, key, answer.cursor);
    });
    received += answer.records.length;
    progress.report(progress.done + answer.records.length, progress.done + answer.records.length + answer.remaining);
    if (answer.remaining === 0) break;
  }
  return received;
}

/** Central data belongs to the central server here, this site's own records to this site, all else to its owner. */
function toReceived({ cursor, table, id, action, data, originSite }: WireRecord, siteId: number): ReceivedRecord {
  const central = (CENTRAL_TABLES as readonly string[]).includes(table);
  const origin = central ? RECEIVED_ORIGIN : originSite === siteId ? 0 : originSite;
  return { cursor, table, id, action, data, origin };
}
