import { sql } from 'drizzle-orm';
import type { RunContext, RunWork } from '@/lib/runs/run';

/** Work that leaves a mark per run and holds its target's place while it lasts: two at once would collide. */
export async function markedWork(): Promise<RunWork> {
  return { steps: ['push'], execute };
}

async function execute(context: RunContext): Promise<{ state: 'done' }> {
  const { id, target } = context.run;
  return context.step('push', async () => {
    await context.db.execute(sql`insert into held_targets values (${target})`);
    await context.transaction((tx) => tx.execute(sql`insert into executed_runs values (${id})`));
    await context.db.execute(sql`delete from held_targets where target = ${target}`);
    return { state: 'done' };
  });
}
