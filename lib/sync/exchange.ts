import 'server-only';
import { sql } from 'drizzle-orm';
import type { ExchangeAnswerHead } from '../protocol/v1';
import { refusing } from '../records/database-refusal';
import type { RunContext } from '../runs/run';
import type { CentralClient } from './client';
import { toUnreadableAnswer } from './pull';
import { describeSession, noteDoubt, type Session } from './session';

export interface ExchangeResult extends ExchangeAnswerHead {
  sent: number;
  /** Received and not integrated at once. */
  buffered: boolean;
}

/**
 * A small run as one request: the last batch goes out, what is new comes back, and all of it, with the cursors, is stored
 * and integrated in one transaction. What did not fit is left to pull, wait and integrate.
 */
export async function exchangeChanges(
  context: RunContext,
  client: CentralClient,
  session: Session,
  siteId: number,
): Promise<ExchangeResult> {
  const { epoch, last, central, remote, count } = session;
  const head = { ...describeSession(session), through: last, central, remote };
  const { records, ...answer } = await client.exchange(head, session.records);
  const cursors = {
    'push-cursor': { epoch, position: last },
    'pull-central-cursor': answer.central.cursor,
    'pull-remote-cursor': answer.remote.cursor,
  };
  const doubt = session.doubt ?? answer.doubt;
  const unchanged =
    records === '[]' &&
    count === 0 &&
    session.pushed === last &&
    !session.buffered &&
    doubt === null &&
    isSame(central, answer.central.cursor) &&
    isSame(remote, answer.remote.cursor);
  if (unchanged) return { ...answer, sent: 0, buffered: false };
  const buffered = await context.transaction(async (tx) => {
    await noteDoubt(tx, doubt);
    const [row] = await toUnreadableAnswer(() =>
      refusing(() =>
        tx.execute<{ buffered: boolean }>(
          sql`select finish_exchange(${siteId}, ${records}, ${JSON.stringify(cursors)}::text::jsonb) as buffered`,
        ),
      ),
    );
    return row?.buffered ?? false;
  });
  return { ...answer, sent: count, buffered };
}

function isSame(before: Session['central'], after: NonNullable<Session['central']>): boolean {
  return before?.epoch === after.epoch && before.position === after.position;
}
