import 'server-only';
import { REMOTE_TABLES } from '../protocol/v1';
import { integrateBuffer } from '../records/integrate-buffer';
import type { RunWork } from '../runs/run';

/** (central server) Integrates what one site pushed. */
export function integrateSiteWork(siteId: number): RunWork {
  return {
    steps: ['integrate'],
    execute: async (context) => {
      const result = await context.step('integrate', (progress) =>
        integrateBuffer(context, { sourceSiteId: siteId, writeOrigin: siteId, tables: REMOTE_TABLES }, progress),
      );
      context.count({ received: result.integrated, problems: result.failed });
      return { state: result.failed > 0 ? 'problems' : 'done' };
    },
  };
}
