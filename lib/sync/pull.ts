import 'server-only';
import { sql } from 'drizzle-orm';
import { AppError } from '../errors';
import type { PullRequest } from '../protocol/v1';
import { refusing } from '../records/database-refusal';
import type { RunContext, StepProgress } from '../runs/run';
import type { CentralClient } from './client';
import { noteDoubt } from './session';
import { readState, type StateKey } from './state';

/** The buffer's source on a site: the central server. */
export const CENTRAL_SOURCE = 0;
const MOST_BATCHES = 100_000;

/** What is fetched: central data, what other sites share, or what this site owns itself. */
export type PullWhat = 'central' | 'remote' | 'own';

const CURSOR_KEYS = {
  central: 'pull-central-cursor',
  remote: 'pull-remote-cursor',
  own: 'pull-own-cursor',
} as const satisfies Record<PullWhat, StateKey>;

/**
 * Fetches what is new into the buffer; a batch and the cursor behind it commit together, and the next batch travels while
 * one is stored. Answers how many records came.
 */
export async function pullChanges(
  context: RunContext,
  client: CentralClient,
  { what, siteId }: { what: PullWhat; siteId: number },
  progress: StepProgress,
): Promise<number> {
  const key = CURSOR_KEYS[what];
  const scope: PullRequest['scope'] = what === 'central' ? 'central' : 'remote';
  const ask = (cursor: PullRequest['cursor'], remaining: number | null) => {
    const answer = client.pull({ scope, cursor, own: what === 'own', remaining });
    // Awaited below; until then a failure is nobody's.
    answer.catch(() => undefined);
    return answer;
  };
  const before = progress.done;
  let received = 0;
  let next = ask(await readState(context.db, key), null);
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const answer = await next;
    if (answer.remaining > 0) next = ask(answer.cursor, answer.remaining);
    await context.transaction(async (tx) => {
      await noteDoubt(tx, answer.doubt);
      await toUnreadableAnswer(() =>
        refusing(() =>
          tx.execute(
            sql`select receive_pulled(${siteId}, ${answer.records}, ${JSON.stringify({ [key]: answer.cursor })}::text::jsonb)`,
          ),
        ),
      );
    });
    received += answer.count;
    progress.report(before + received, before + received + answer.remaining);
    if (answer.remaining === 0) break;
  }
  return received;
}

/** What the database cannot read of an answer is the far side's fault, not this request's. */
export async function toUnreadableAnswer<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid-input') throw error;
    throw new AppError('central-unavailable', { reason: 'unreadable' }, { cause: error, retryable: true });
  }
}
