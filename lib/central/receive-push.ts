import 'server-only';
import { and, eq } from 'drizzle-orm';
import type { Db } from '../db/client';
import { receivedBatches } from '../db/schema/sync';
import { type PushAnswer, PushAnswer as PushAnswerSchema, type PushRequest } from '../protocol/v1';
import { storeReceived } from '../records/store-received';
import { siteTarget } from '../runs/run';
import { startRun } from '../runs/start';
import type { CallingSite } from './authenticate';

/**
 * Stores a batch in the buffer; a batch sent twice changes nothing and gets the first answer. The owner of every record
 * is the calling site, whatever the body says. The last batch lets the site's records be integrated.
 */
export async function receivePush(db: Db, site: CallingSite, push: PushRequest): Promise<PushAnswer> {
  const answer = await db.transaction(async (tx) => {
    const result = { stored: push.records.length };
    const [first] = await tx
      .insert(receivedBatches)
      .values({ siteId: site.id, batchId: push.batchId, result })
      .onConflictDoNothing()
      .returning({ batchId: receivedBatches.batchId });
    if (!first) {
      const [known] = await tx
        .select({ result: receivedBatches.result })
        .from(receivedBatches)
        .where(and(eq(receivedBatches.siteId, site.id), eq(receivedBatches.batchId, push.batchId)));
      return PushAnswerSchema.parse(known?.result);
    }
    const records = push.records.map(({ cursor, table, id, action, data }) => ({
      cursor,
      table,
      id,
      action,
      data,
      origin: site.id,
    }));
    await storeReceived(tx, site.id, records);
    return result;
  });
  if (push.remaining === 0) await startRun(db, { target: siteTarget(site.id), trigger: 'push' });
  return answer;
}
