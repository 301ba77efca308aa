import 'server-only';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client';
import { REMOTE_TABLES } from '../protocol/v1';
import { integrateBuffer } from '../records/integrate-buffer';
import type { RunWork } from '../runs/run';

/** As long may a site be integrated while others wait for their turn. */
const TURN_MS = 10_000;
/** Something is achieved in each turn, also where records that are refused again come first. */
const LEAST_RECORDS = 1_000;

/**
 * (central server) Integrates what one site pushed. Where other sites wait, its turn ends after a while: what is left in
 * the buffer is queued again behind them (queue-integrations.ts).
 */
export function integrateSiteWork(siteId: number, turnMs = TURN_MS): RunWork {
  return {
    steps: ['integrate'],
    execute: async (context) => {
      const end = performance.now() + turnMs;
      const isEnough = async (integrated: number) =>
        integrated >= LEAST_RECORDS && performance.now() >= end && isSomebodyQueued(context.db);
      const buffer = { sourceSiteId: siteId, writeOrigin: siteId, tables: REMOTE_TABLES, isEnough };
      const result = await context.step('integrate', (progress) => integrateBuffer(context, buffer, progress));
      context.count({ received: result.integrated, problems: result.failed });
      return { state: result.failed > 0 ? 'problems' : 'done' };
    },
  };
}

async function isSomebodyQueued(db: Db): Promise<boolean> {
  return (await db.execute(sql`select from runs where state = 'queued' limit 1`)).length > 0;
}
